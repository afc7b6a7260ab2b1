import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../features/conversations/testing/open-door.ts';
import { allTables, foreignKeys, impersonalTables, personTables } from '../features/privacy/person-tables.ts';
import { fillTables, tablesWith } from '../features/privacy/testing/fill-tables.ts';
import { OPERATOR_KEY, openTestApp, type TestApp } from './testing/open-test-app.ts';

const PASSWORD = 'violet-anchor-marmot-71';
const { signal } = new AbortController();

/** Where what somebody wrote for all stays when they go, without their name. */
const keptWithoutName = ['own_lessons.author_id', 'lesson_versions.author_id'];

let server: TestApp;
beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function ask(method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, as?: string, body?: object) {
  const answer = await server.app.http.inject({
    method,
    url,
    headers: {
      ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: json ? answer.json() : undefined, bytes: answer.rawPayload };
}

async function member(who: string, role = 'learner') {
  const email = `canary-${who}@example.org`;
  const { body } = await ask('POST', '/v1/people/invitations', OPERATOR_KEY, { email, role });
  const application = { email, password: PASSWORD, name: `canary-${who}`, token: body.url.split('#token=')[1] };
  const signed = (await ask('POST', '/auth/register', undefined, application)).body;
  return { id: String(signed.user.id), access: String(signed.tokens.access_token), email };
}

const recording = (id: string): string => `recordings/${id}/canary.wav`;

test('[V7] every table leads to a person by keys that delete with them, or is known to be of nobody', async () => {
  const keys = await foreignKeys(server.database);
  const persons = personTables(keys).map(({ name }) => name);
  const strays = (await allTables(server.database)).filter(
    (name) => !persons.includes(name) && !(name in impersonalTables),
  );
  expect(strays).toEqual([]);
  const loose = keys
    .filter(
      ({ table, parent, onDelete }) => persons.includes(table) && persons.includes(parent) && onDelete !== 'cascade',
    )
    .filter(
      ({ table, columns, onDelete }) =>
        !(onDelete === 'set null' && keptWithoutName.includes(`${table}.${columns.join()}`)),
    )
    .map(({ name }) => name);
  expect(loose).toEqual([]);
  for (const name of Object.keys(impersonalTables)) expect(persons).not.toContain(name);
});

test('[V7] a table that would be forgotten is told of', async () => {
  const { db } = server.database;
  await sql`create table forgotten (person_id text, words text)`.execute(db);
  await sql`create table half (person_id text references people (id), words text)`.execute(db);
  const keys = await foreignKeys(server.database);
  const persons = personTables(keys).map(({ name }) => name);
  expect(await allTables(server.database)).toContain('forgotten');
  expect([persons.includes('forgotten'), 'forgotten' in impersonalTables]).toEqual([false, false]);
  expect(keys.find(({ table }) => table === 'half')?.onDelete).toBe('restrict');
  await sql`drop table forgotten, half`.execute(db);
});

test('[V1] the export has a file for each table with rows of the person, their recordings, and nothing of others', async () => {
  const mia = await member('mia');
  const leo = await member('leo');
  const tables = await fillTables(server.database, mia.id, 'mia');
  await fillTables(server.database, leo.id, 'leo');
  await server.blobs.put(recording(mia.id.toLowerCase()), Buffer.from('sound of mia'), signal);
  await server.blobs.put(recording(leo.id.toLowerCase()), Buffer.from('sound of leo'), signal);
  const { status, bytes } = await ask('GET', '/v1/me/export', mia.access);
  expect(status).toBe(200);
  const files = unzipSync(new Uint8Array(bytes));
  for (const { name } of tables) {
    const text = strFromU8(files[`tables/${name}.json`] ?? new Uint8Array());
    expect([name, JSON.parse(text).length > 0, text.includes(mia.id) || text.includes('canary-mia')]).toEqual([
      name,
      true,
      true,
    ]);
  }
  const all = Object.entries(files)
    .map(([name, content]) => name + strFromU8(content))
    .join('\n');
  expect(all).toContain('sound of mia');
  expect(all).not.toMatch(/canary-leo|sound of leo/);
  expect(all).not.toMatch(/\$argon2id|_hash"/);
  expect(JSON.parse(strFromU8(files['about.json'] ?? new Uint8Array()))).toMatchObject({ person_id: mia.id, files: 1 });
  await ask('DELETE', `/v1/people/${mia.id}`, OPERATOR_KEY);
  await ask('DELETE', `/v1/people/${leo.id}`, OPERATOR_KEY);
});

test('[V4] after an erasure nothing of the person is in any table, file or letter, and of others nothing is missing', async () => {
  const ola = await member('ola');
  const kai = await member('kai');
  for (const [one, who] of [
    [ola, 'ola'],
    [kai, 'kai'],
  ] as const) {
    await fillTables(server.database, one.id, who);
    await server.blobs.put(recording(one.id.toLowerCase()), Buffer.from(`canary-${who}`), signal);
    await ask('POST', '/auth/login', undefined, { email: one.email, password: 'wrong' });
    await ask('POST', '/auth/forgot-password', undefined, { email: one.email });
  }
  await expect.poll(() => server.mail.sent.filter(({ to }) => to === ola.email).length).toBe(2);
  const before = {
    ola: await tablesWith(server.database, 'canary-ola'),
    kai: await tablesWith(server.database, 'canary-kai'),
  };
  expect(before.ola.length).toBeGreaterThan(20);

  expect((await ask('DELETE', '/v1/me', ola.access, { password: PASSWORD })).body).toEqual({
    id: ola.id,
    deleted: true,
  });

  expect(await tablesWith(server.database, 'canary-ola')).toEqual([]);
  expect(await tablesWith(server.database, 'canary-kai')).toEqual(before.kai);
  const files: string[] = [];
  for await (const { key } of server.blobs.list('', signal)) files.push(key);
  expect(files).toEqual([recording(kai.id.toLowerCase())]);
  expect(server.mail.sent.map(({ to }) => to)).not.toContain(ola.email);
  expect(server.mail.sent.map(({ to }) => to)).toContain(kai.email);
  expect((await ask('GET', '/v1/me', ola.access)).status).toBe(401);
  expect((await ask('POST', '/auth/login', undefined, { email: ola.email, password: PASSWORD })).status).toBe(401);
  expect((await ask('GET', '/v1/me', kai.access)).status).toBe(200);
  const { body } = await ask('GET', `/v1/audit?person=${ola.id}&action=person.erased`, OPERATOR_KEY);
  expect(body.data).toHaveLength(1);
});

test('[V3] erasing oneself takes the password, or the word where there is none', async () => {
  const lea = await member('lea');
  const erase = (body: object) => ask('DELETE', '/v1/me', lea.access, body);
  expect((await erase({})).body.error.param).toBe('password');
  expect((await erase({ confirm: 'erase' })).body.error.param).toBe('password');
  expect((await erase({ password: 'wrong' })).status).toBe(403);
  expect((await ask('GET', '/v1/me', lea.access)).status).toBe(200);
  expect((await ask('DELETE', '/v1/me', OPERATOR_KEY, { password: 'x' })).body.error.param).toBe('confirm');
  expect((await erase({ password: PASSWORD })).status).toBe(200);
  expect((await ask('DELETE', `/v1/people/${lea.id}`, OPERATOR_KEY)).status).toBe(404);
});

test('[V4] a talk that is under way ends first, and writes nothing down again', async () => {
  const zoe = await member('zoe');
  const talking = async (credential: string) => {
    const client = await Client.dial(`${server.app.address.replace('http', 'ws')}/v1/realtime?scene=cafe-en`, {
      authorization: `Bearer ${credential}`,
    });
    client.configure({ output_modalities: ['text'], tutor: {} });
    await client.until('tutor.turn.ended');
    const content = [{ type: 'input_text', text: 'canary-zoe wants a cup of tea' }];
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
    client.send({ type: 'response.create' });
    await client.until('response.done');
    await expect.poll(() => tablesWith(server.database, 'canary-zoe wants')).not.toEqual([]);
    return client;
  };
  const client = await talking(zoe.access);
  await ask('DELETE', '/v1/me', zoe.access, { password: PASSWORD });
  expect((await client.closed).code).toBe(1008);
  expect(await tablesWith(server.database, 'canary-zoe')).toEqual([]);
  // The single learner is there again at once, so nothing but the end of the talk keeps it from being written.
  const local = await talking(OPERATOR_KEY);
  expect((await ask('DELETE', '/v1/me', OPERATOR_KEY, { confirm: 'erase' })).status).toBe(200);
  expect((await local.closed).code).toBe(1008);
  expect(await tablesWith(server.database, 'canary-zoe')).toEqual([]);
});

test('[V8] the last admin stays while others are there; the single learner begins anew', async () => {
  const { welcome } = server.app;
  const application = {
    email: 'boss@example.org',
    password: PASSWORD,
    name: 'canary-boss',
    token: welcome?.split('#token=')[1],
  };
  const { body } = await ask('POST', '/auth/register', undefined, application);
  expect(body.user.id).toBe('person_local');
  const boss = String(body.tokens.access_token);
  await ask('PATCH', '/v1/me/settings', boss, { theme: 'dark' });
  const others = (await ask('GET', '/v1/people', boss)).body.data.filter(
    ({ id }: { id: string }) => id !== 'person_local',
  );
  expect(others.length).toBeGreaterThan(0);
  expect((await ask('DELETE', '/v1/me', boss, { password: PASSWORD })).status).toBe(409);
  for (const { id } of others) await ask('DELETE', `/v1/people/${id}`, boss);
  expect((await ask('DELETE', '/v1/me', boss, { password: PASSWORD })).status).toBe(200);
  expect(await tablesWith(server.database, 'canary-boss')).toEqual([]);
  expect((await ask('GET', '/v1/me', OPERATOR_KEY)).body).toMatchObject({
    id: 'person_local',
    name: '',
    settings: { theme: 'system' },
  });
});
