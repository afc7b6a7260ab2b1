import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, endpoints } from '../../wire/api.ts';
import type { PersonTable } from '../features/privacy/person-tables.ts';
import { fillTables, tablesWith } from '../features/privacy/testing/fill-tables.ts';
import { OPERATOR_KEY, openTestApp, type TestApp } from './testing/open-test-app.ts';

const PASSWORD = 'violet-anchor-marmot-71';

let server: TestApp;
let tables: PersonTable[];
let owner: { id: string; access: string };
const intruders: { id: string; access: string }[] = [];
let calls = 0;

async function ask(method: Endpoint['method'], url: string, as: string, body?: object) {
  calls += 1;
  const answer = await server.app.http.inject({
    method,
    url,
    remoteAddress: `10.9.${(calls >> 8) & 255}.${calls & 255}`,
    headers: { authorization: `Bearer ${as}` },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body };
}

async function member(email: string, role = 'learner') {
  const made = await ask('POST', '/v1/people/invitations', OPERATOR_KEY, { email, role });
  const token = JSON.parse(made.text).url.split('#token=')[1];
  const signed = await ask('POST', '/auth/register', '', { email, password: PASSWORD, token });
  const { user, tokens } = JSON.parse(signed.text);
  return { id: String(user.id), access: String(tokens.access_token) };
}

beforeAll(async () => {
  server = await openTestApp();
  owner = await member('canary-ola@example.org');
  tables = await fillTables(server.database, owner.id, 'ola');
  // Several, because one asks too much.
  for (let n = 0; n < 6; n += 1) intruders.push(await member(`kai${n}@example.org`));
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

/** Ids of the owner's rows, as somebody may have guessed or seen them. */
async function ownersIds(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'id' and data_type = 'text'`.execute(server.database.db);
  const named = rows.map(({ name }) => name).filter((name) => tables.some((table) => table.name === name));
  const ids = named.filter((name) => name !== 'people').map((name) => `canary-ola-${name}-id`);
  return [owner.id, ...ids];
}

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)} t where to_jsonb(t)::text like '%canary-ola%'`.execute(
      server.database.db,
    );
    found[name] = rows[0]?.count ?? 0;
  }
  return found;
}

/** Everything that a door may be told by a stranger of whom it is: the id itself. */
const strip = (text: string, id: string): string => text.replaceAll(id, '').replaceAll(encodeURIComponent(id), '');

test('[A52] nobody reads what is another’s, whatever they ask for and whatever id they name', async () => {
  const ids = await ownersIds();
  expect(ids.length).toBeGreaterThan(10);
  // It would be seen by its owner.
  expect((await ask('GET', '/v1/learning/events', owner.access)).text).toContain('canary-ola');
  const told: string[] = [];
  for (const { method, url } of endpoints.filter((one) => one.method === 'GET' && one.url !== '/v1/me/export')) {
    for (const id of url.includes(':') ? ids : ['']) {
      const path = url.replace(/:\w+/g, encodeURIComponent(id));
      const { access } = intruders[calls % intruders.length] ?? owner;
      const { status, text } = await ask(method, path, access);
      expect([path, status]).not.toEqual([path, 429]);
      if (strip(text, id).includes('canary-ola')) told.push(path);
    }
  }
  expect(told).toEqual([]);
}, 120_000);

test('[A52] nobody changes or deletes what is another’s by naming it', async () => {
  const ids = await ownersIds();
  const before = { counts: await counts(), tables: await tablesWith(server.database, 'canary-ola') };
  const doors = endpoints.filter(({ method, url }) => method !== 'GET' && url.includes(':'));
  expect(doors.length).toBeGreaterThan(10);
  for (const { method, url } of doors) {
    for (const id of ids) {
      const { access } = intruders[calls % intruders.length] ?? owner;
      const { status } = await ask(method, url.replace(/:\w+/g, encodeURIComponent(id)), access, {});
      expect([method, url, status < 500 && status !== 429]).toEqual([method, url, true]);
    }
  }
  expect({ counts: await counts(), tables: await tablesWith(server.database, 'canary-ola') }).toEqual(before);
  expect((await ask('GET', '/v1/me', owner.access)).status).toBe(200);
}, 120_000);

test('[A52] an API key of an admin reaches others by its scope for people alone', async () => {
  const admin = await member('chief@example.org', 'admin');
  const keyWith = async (...scopes: string[]) =>
    String(JSON.parse((await ask('POST', '/v1/me/api-keys', admin.access, { name: 'k', scopes })).text).key);
  const own = await keyWith('learn:read', 'learn:write');
  const all = await keyWith('learn:read', 'learn:write', 'people:read', 'people:write');
  const { id } = await member('other@example.org');
  const reach = async (key: string) => [
    (await ask('GET', `/user/${id}`, key)).status,
    (await ask('GET', `/user/${id}/progress`, key)).status,
    (await ask('GET', `/api/settings/get?user_id=${id}`, key)).status,
    (await ask('GET', `/api/user/stats?user_id=${id}`, key)).status,
    (await ask('PATCH', `/user/${id}`, key, { name: 'Renamed' })).status,
    (await ask('GET', '/user/me', key)).status,
  ];
  expect(await reach(own)).toEqual([403, 403, 403, 403, 403, 200]);
  expect(await reach(all)).toEqual([200, 200, 200, 200, 200, 200]);
});

test('[A49] no API key makes an admin, by role or by invitation', async () => {
  const admin = await member('head@example.org', 'admin');
  const wanted = { name: 'k', scopes: ['people:read', 'people:write'] };
  const key = String(JSON.parse((await ask('POST', '/v1/me/api-keys', admin.access, wanted)).text).key);
  const { id } = await member('climber@example.org');
  const promote = (access: string, role: string) => ask('PATCH', `/v1/people/${id}`, access, { role });
  const invite = (access: string, role: string, email: string) =>
    ask('POST', '/v1/people/invitations', access, { email, role });
  expect((await promote(key, 'admin')).status).toBe(403);
  expect((await invite(key, 'admin', 'a@example.org')).status).toBe(403);
  expect((await promote(key, 'teacher')).status).toBe(200);
  expect((await invite(key, 'teacher', 'b@example.org')).status).toBeLessThan(300);
  expect((await promote(admin.access, 'admin')).status).toBe(200);
});
