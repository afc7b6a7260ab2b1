import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAudit } from './audit.ts';
import { prune } from './prune.ts';
import {
  type AccountsRoom,
  type Member,
  memberOf,
  OPERATOR_KEY,
  openAccountsRoom,
  PASSWORD,
} from './testing/accounts-room.ts';

let room: AccountsRoom;
let admin: Member;
let teacher: Member;
let learner: Member;

beforeAll(async () => {
  room = await openAccountsRoom();
  admin = await room.admin();
  teacher = await room.member('teacher', 'tess@example.org');
  learner = await room.member('learner', 'lena@example.org');
});
afterAll(() => room[Symbol.asyncDispose]());

const people = (as: string, query = '') => room.ask(`/v1/people${query}`, { as });
const change = (id: string, body: object, as = admin.access) =>
  room.ask(`/v1/people/${id}`, { method: 'PATCH', as, body });
const newKey = async (member: Member, body: object = {}) =>
  (await room.ask('/v1/me/api-keys', { as: member.access, body: { name: 'mine', scopes: ['learn:read'], ...body } }))
    .body;

test('[A20] an API key is shown once, acts within its scopes, and tells when it was used', async () => {
  const made = await newKey(learner);
  expect(made.key).toMatch(/^parlando_[\w-]{43}$/);
  expect(made.key.startsWith(made.prefix)).toBe(true);
  const list = async () => (await room.ask('/v1/me/api-keys', { as: learner.access })).body.data;
  expect(await list()).toEqual([expect.objectContaining({ id: made.id, last_used_at: null, scopes: ['learn:read'] })]);
  expect(JSON.stringify(await list())).not.toContain(made.key);
  expect((await room.ask('/v1/me', { as: made.key })).body).toMatchObject({ id: learner.id, signed_in: true });
  expect((await list())[0].last_used_at).toBe(new Date(room.clock.wall()).toISOString());
  const refused = async (path: string, method = 'GET', body?: object) =>
    (await room.ask(path, { as: made.key, method, ...(body ? { body } : {}) })).body.error.message;
  expect(await refused('/v1/me', 'PATCH', { name: 'x' })).toContain('learn:write');
  expect(await refused('/v1/me/api-keys')).toContain('Sign in');
  expect(await refused('/v1/people')).toContain('teacher and admin only');
  expect((await room.ask(`/v1/me/api-keys/${made.id}`, { method: 'DELETE', as: teacher.access })).status).toBe(404);
  expect((await room.ask(`/v1/me/api-keys/${made.id}`, { method: 'DELETE', as: learner.access })).status).toBe(200);
  expect((await room.ask('/v1/me', { as: made.key })).status).toBe(401);
});

test('[A20] a key with an end is over then, and nobody hoards keys', async () => {
  const made = await newKey(learner, { expires_in_days: 1 });
  expect((await room.ask('/v1/me', { as: made.key })).status).toBe(200);
  await room.clock.advance(86_400_001);
  expect((await room.ask('/v1/me', { as: made.key })).status).toBe(401);
  learner = memberOf(await room.ask('/auth/login', { body: { email: 'lena@example.org', password: PASSWORD } }));
  teacher = memberOf(await room.ask('/auth/login', { body: { email: 'tess@example.org', password: PASSWORD } }));
  admin = memberOf(await room.ask('/auth/login', { body: { email: 'admin@example.org', password: PASSWORD } }));
  for (let n = 0; n < 49; n += 1) await newKey(learner);
  expect((await newKey(learner)).error.code).toBe('conflict');
});

test('[A21] a changed role holds from the next request on', async () => {
  expect((await people(learner.access)).status).toBe(403);
  expect((await change(learner.id, { role: 'teacher' })).body).toMatchObject({ id: learner.id, role: 'teacher' });
  expect((await people(learner.access)).status).toBe(200);
  await change(learner.id, { role: 'learner' });
  expect((await people(learner.access)).status).toBe(403);
  expect((await change(learner.id, { role: 'king' })).status).toBe(400);
  expect((await change(learner.id, {})).status).toBe(400);
  expect((await change('person_nobody', { role: 'admin' })).status).toBe(404);
  expect((await change(learner.id, { role: 'admin' }, teacher.access)).status).toBe(403);
});

test('[A22] the last admin can neither be locked nor lose the role', async () => {
  expect((await change(admin.id, { role: 'learner' })).status).toBe(409);
  expect((await change(admin.id, { locked: true })).status).toBe(409);
  const second = await room.member('admin', 'second@example.org');
  const both = await Promise.all([
    change(admin.id, { role: 'learner' }, OPERATOR_KEY),
    change(second.id, { role: 'learner' }, OPERATOR_KEY),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  await change(admin.id, { role: 'admin' }, OPERATOR_KEY);
  await change(second.id, { role: 'learner' }, OPERATOR_KEY);
});

test('[A13] who is locked is signed out at once, keys and all, and in again only when unlocked', async () => {
  const kai = await room.member('learner', 'kai@example.org');
  const { key } = await newKey(kai);
  expect((await change(kai.id, { locked: true })).body.locked).toBe(true);
  const login = () => room.ask('/auth/login', { body: { email: 'kai@example.org', password: PASSWORD } });
  expect([
    (await room.ask('/v1/me', { as: kai.access })).status,
    (await room.ask('/v1/me', { as: key })).status,
    (await room.ask('/auth/refresh', { body: { refresh_token: kai.refresh } })).status,
    (await login()).status,
  ]).toEqual([401, 401, 401, 403]);
  await change(kai.id, { locked: false });
  expect([(await login()).status, (await room.ask('/v1/me', { as: key })).status]).toEqual([200, 200]);
  expect((await room.ask('/v1/me', { as: kai.access })).status).toBe(401);
});

test('[A23] teachers see people without their addresses, and do not find them by these', async () => {
  const [asAdmin, asTeacher] = [await people(admin.access), await people(teacher.access)];
  expect(JSON.stringify(asAdmin.body)).toContain('lena@example.org');
  expect(JSON.stringify(asTeacher.body)).not.toContain('@');
  expect((await people(admin.access, '?search=LENA@')).body.data).toHaveLength(1);
  expect((await people(teacher.access, '?search=lena@')).body.data).toHaveLength(0);
  expect((await room.ask(`/v1/people/${learner.id}`, { as: teacher.access })).body).toMatchObject({ email: null });
  expect((await room.ask('/v1/people/nobody', { as: admin.access })).status).toBe(404);
});

test('people are found by name and role, in pages, each once', async () => {
  for (let n = 0; n < 7; n += 1) await room.member('parent', `parent${n}@example.org`);
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await people(admin.access, `?limit=3&role=parent${after && `&after=${after}`}`);
    ids.push(...body.data.map(({ id }: { id: string }) => id));
    after = ids.at(-1) ?? '';
    if (!body.has_more) break;
  }
  expect([ids.length, new Set(ids).size]).toEqual([7, 7]);
  await room.ask('/v1/me', { method: 'PATCH', as: learner.access, body: { name: 'Lena 100%_\\x' } });
  expect((await people(admin.access, `?search=${encodeURIComponent('100%_\\')}`)).body.data).toHaveLength(1);
  expect((await people(admin.access, `?search=${encodeURIComponent('1%x')}`)).body.data).toHaveLength(0);
});

test('[A30] the log tells who did what to whom, without secrets, names and addresses', async () => {
  await room.ask('/auth/login', { body: { email: 'lena@example.org', password: 'wrong' } });
  const audit = async (query: string) => (await room.ask(`/v1/audit?${query}`, { as: admin.access })).body.data;
  const [failed] = await audit('action=login.failed');
  expect(failed).toMatchObject({
    actor_kind: 'nobody',
    target_id: learner.id,
    trace_id: expect.stringMatching(/^\w{32}$/),
  });
  expect(failed.address_hash).toMatch(/^[\w-]{16}$/);
  expect((await audit('action=server.started'))[0]).toMatchObject({
    actor_kind: 'system',
    detail: { registration: 'invite', single_learner: false },
  });
  const roles = await audit(`action=person.role&person=${learner.id}`);
  expect(roles.map(({ actor_id, detail }: { actor_id: string; detail: object }) => [actor_id, detail])).toEqual([
    [admin.id, { from: 'teacher', to: 'learner' }],
    [admin.id, { from: 'learner', to: 'teacher' }],
  ]);
  expect((await audit('action=invitation.made&limit=1'))[0].actor_kind).toBe('operator');
  const actions = new Set((await audit('limit=100')).map(({ action }: { action: string }) => action));
  expect([...actions]).toEqual(expect.arrayContaining(['api-key.created', 'person.locked', 'person.unlocked']));
  const all: object[] = [];
  for (let after = ''; ; ) {
    const { body } = await room.ask(`/v1/audit?limit=40${after && `&after=${after}`}`, { as: admin.access });
    all.push(...body.data);
    after = body.data.at(-1)?.id ?? '';
    if (!body.has_more) break;
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_log`.execute(room.database.db);
  expect(all).toHaveLength(rows[0]?.count ?? -1);
  const text = JSON.stringify(all);
  for (const secret of ['@example.org', PASSWORD, 'Lena', 'parlando_', '127.0.0.1']) expect(text).not.toContain(secret);
});

test('[A31] nobody changes what the log says, and what is over a year old goes', async () => {
  const { db } = room.database;
  await expect(sql`update audit_log set action = 'x'`.execute(db)).rejects.toThrow('only grows');
  await expect(sql`delete from audit_log`.execute(db)).rejects.toThrow('only grows');
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(db);
  const now = rows[0]?.now.getTime() ?? 0;
  const write = (id: string, days: number) =>
    createAudit({
      database: room.database,
      clock: { wall: () => now - days * 86_400_000 },
      newId: () => id,
      keys: () => {
        throw new Error('no address is given');
      },
    }).write({ actor: 'system', action: 'server.started' });
  await write('old', 366);
  await write('young', 300);
  await prune({ database: room.database, clock: { wall: () => now } });
  const left = await sql<{ id: string }>`select id from audit_log where id in ('old', 'young')`.execute(db);
  expect(left.rows).toEqual([{ id: 'young' }]);
});
