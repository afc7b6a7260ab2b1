import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createPasswords } from './passwords.ts';
import {
  type AccountsRoom,
  type Member,
  memberOf,
  OPERATOR_KEY,
  openAccountsRoom,
  PASSWORD,
} from './testing/accounts-room.ts';

let room: AccountsRoom;
let ola: Member;
const email = 'ola@example.org';

beforeAll(async () => {
  room = await openAccountsRoom({
    more: () => [
      {
        name: 'socket',
        routes(server) {
          server.get(
            '/socket',
            { websocket: true, config: { access: { roles: ['learner'], scope: 'talk' } } },
            (socket, request) => {
              socket.send(request.actor.personId);
            },
          );
        },
      },
    ],
  });
  ola = await room.member('learner', email);
});
afterAll(() => room[Symbol.asyncDispose]());

const login = (password = PASSWORD, more: object = {}) =>
  room.ask('/auth/login', { body: { email, password, ...more } });
const refresh = (token: string) => room.ask('/auth/refresh', { body: { refresh_token: token } });
const works = async (access: string) => (await room.ask('/v1/me', { as: access })).status;

test('[A10] the address and the password give an access token for 15 minutes', async () => {
  const { status, body } = await login();
  expect(status).toBe(200);
  expect(body).toEqual({
    user: { id: ola.id, name: '', email, role: 'learner', profile_template: 'adult' },
    tokens: {
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 900,
    },
  });
  expect(await works(body.tokens.access_token)).toBe(200);
  expect((await room.ask('/auth/me', { as: body.tokens.access_token })).body).toEqual(body.user);
  await room.clock.advance(899_000);
  expect(await works(body.tokens.access_token)).toBe(200);
  await room.clock.advance(2_000);
  expect(await works(body.tokens.access_token)).toBe(401);
  expect(await works((await refresh(body.tokens.refresh_token)).body.tokens.access_token)).toBe(200);
});

test('[A10] OAuth2’s form signs in too, and its token door answers in its own shape', async () => {
  const form = { username: ` ${email.toUpperCase()}`, password: PASSWORD, scope: '' };
  const signed = await room.ask('/auth/login', { form: { ...form, grant_type: 'password' } });
  expect(signed.body.user.id).toBe(ola.id);
  const { status, body, headers } = await room.ask('/auth/token', { form: { ...form, grant_type: 'password' } });
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'refresh_token', 'token_type']);
  const next = await room.ask('/auth/token', {
    form: { grant_type: 'refresh_token', refresh_token: body.refresh_token },
  });
  expect(await works(next.body.access_token)).toBe(200);
  for (const wrong of [
    {},
    { grant_type: 'client_credentials' },
    { grant_type: 'refresh_token' },
    { username: email },
  ]) {
    expect((await room.ask('/auth/token', { form: wrong as Record<string, string> })).status).toBe(400);
  }
});

test('[A10] a wrong password and an unknown address get the same answer', async () => {
  const answers = await Promise.all([
    login('not the password of ola'),
    room.ask('/auth/login', { body: { email: 'nobody@example.org', password: PASSWORD } }),
  ]);
  const [one, other] = answers.map(({ status, body }) => ({ status, body: { ...body.error, trace_id: '' } }));
  expect(one).toEqual(other);
  expect(one?.status).toBe(401);
});

test('[A11] a refresh token is good once; late, it and every older one end the session', async () => {
  const first = memberOf(await login());
  const second = memberOf(await refresh(first.refresh));
  const retried = await refresh(first.refresh);
  expect(retried.body.tokens.refresh_token).toBe(second.refresh);
  const third = memberOf(await refresh(second.refresh));
  await room.clock.advance(10_001);
  expect(await works(third.access)).toBe(200);
  expect((await refresh(second.refresh)).status).toBe(401);
  expect(await works(third.access)).toBe(401);
  expect((await refresh(third.refresh)).status).toBe(401);

  const other = memberOf(await login());
  const newer = memberOf(await refresh(memberOf(await refresh(other.refresh)).refresh));
  // Two generations old, and only just.
  expect((await refresh(other.refresh)).status).toBe(401);
  expect(await works(newer.access)).toBe(401);
  const { data } = (await room.ask('/v1/audit?action=session.reuse', { as: OPERATOR_KEY })).body;
  expect(data).toHaveLength(2);
  expect(data[0].target_id).toBe(ola.id);
});

test('[A11] a token that was made up ends nothing', async () => {
  const member = memberOf(await login());
  const [session, secret = '', tag = ''] = member.refresh.split('.');
  for (const forged of [
    `${session}.${secret.slice(0, -1)}x.${tag}`,
    `${session}.${secret}.${tag.slice(0, -1)}x`,
    `${session}.${secret}`,
    `${session}.${secret}.${tag}.`,
    'x.y.z',
    '',
  ]) {
    expect((await refresh(forged)).status).toBe(401);
  }
  expect((await refresh(member.refresh)).status).toBe(200);
});

test('[A12] refreshes at once with one token all get the same', async () => {
  const member = memberOf(await login());
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(member.refresh)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(new Set(answers.map(({ body }) => body.tokens.refresh_token)).size).toBe(1);
  expect(await works(answers[3]?.body.tokens.access_token)).toBe(200);
  const next = await Promise.all([refresh(answers[0]?.body.tokens.refresh_token), refresh(member.refresh)]);
  expect(next[0]?.status).toBe(200);
});

test('[A11] a session that nobody refreshes for 30 days is over', async () => {
  const member = memberOf(await login());
  await room.clock.advance(29 * 86_400_000);
  const next = memberOf(await refresh(member.refresh));
  await room.clock.advance(30 * 86_400_000 + 1);
  expect((await refresh(next.refresh)).status).toBe(401);
});

test('[A13] signing out ends the access token at once, by whichever token it is asked', async () => {
  for (const how of ['access', 'refresh'] as const) {
    const member = memberOf(await login());
    const other = memberOf(await login());
    if (how === 'access') await room.ask('/auth/logout', { as: member.access, method: 'POST' });
    else await room.ask('/auth/logout', { body: { refresh_token: member.refresh } });
    expect(await works(member.access)).toBe(401);
    expect((await refresh(member.refresh)).status).toBe(401);
    expect(await works(other.access)).toBe(200);
  }
  expect((await room.ask('/auth/logout', { method: 'POST' })).status).toBe(200);
  expect((await room.ask('/auth/logout', { method: 'POST', as: 'x.y.z' })).status).toBe(200);
});

test('[A13] sessions are listed with their devices, and each can be ended, or all others', async () => {
  const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
  const mine = memberOf(await room.ask('/auth/login', { body: { email, password: PASSWORD }, headers: firefox }));
  const theirs = memberOf(await login());
  await login();
  const list = async () => (await room.ask('/v1/me/sessions', { as: mine.access })).body.data;
  const [current] = (await list()).filter((one: { current: boolean }) => one.current);
  expect(current.device).toBe('Firefox on Linux');
  const theirId = theirs.refresh.split('.')[0] ?? '';
  expect((await room.ask(`/v1/me/sessions/${theirId}`, { method: 'DELETE', as: mine.access })).status).toBe(200);
  expect(await works(theirs.access)).toBe(401);
  expect((await room.ask(`/v1/me/sessions/${theirId}`, { method: 'DELETE', as: mine.access })).status).toBe(404);
  const { body } = await room.ask('/v1/me/sessions', { method: 'DELETE', as: mine.access });
  expect(body.sessions_ended).toBeGreaterThan(0);
  expect(await list()).toEqual([expect.objectContaining({ id: current.id })]);
  const stranger = await room.member('learner', 'stranger@example.org');
  const foreign = await room.ask(`/v1/me/sessions/${current.id}`, { method: 'DELETE', as: stranger.access });
  expect([foreign.status, await works(mine.access)]).toEqual([404, 200]);
});

test('[A14] in a cookie the refresh token is out of reach of scripts and of the answer', async () => {
  const { body, headers } = await login(PASSWORD, { cookie: true });
  expect(body.tokens).not.toHaveProperty('refresh_token');
  const [cookie = ''] = headers.getSetCookie();
  expect(cookie.split('; ').slice(1).sort()).toEqual([
    'HttpOnly',
    'Max-Age=2592000',
    'Path=/auth',
    'SameSite=Strict',
    'Secure',
  ]);
  const pair = cookie.split(';')[0] ?? '';
  const next = await room.ask('/auth/refresh', { method: 'POST', headers: { cookie: `theme=dark; ${pair}` } });
  expect(next.body.tokens).not.toHaveProperty('refresh_token');
  const newer = next.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(newer).not.toBe(pair);
  const out = await room.ask('/auth/logout', { method: 'POST', headers: { cookie: newer } });
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect(await works(next.body.tokens.access_token)).toBe(401);
  const over = await room.ask('/auth/refresh', { method: 'POST', headers: { cookie: newer } });
  expect([over.status, over.headers.get('set-cookie')?.includes('Max-Age=0')]).toEqual([401, true]);
  expect((await room.ask('/auth/refresh', { method: 'POST' })).status).toBe(401);
});

test('[A16] the letter’s link sets a new password once, within the hour, and ends every session', async () => {
  const member = memberOf(await login());
  const ask = async () => {
    await room.ask('/auth/forgot-password', { body: { email } });
    await room.accounts.settled();
    return room.tokenIn(email);
  };
  const reset = (token: string, password: string) => room.ask('/auth/reset-password', { body: { token, password } });
  const old = await ask();
  const token = await ask();
  expect((await reset(old, 'kettle9 ribbon4 tundra')).status).toBe(400);
  expect((await reset(token, 'Password1234!')).body.error.param).toBe('password');
  expect((await reset(token, 'kettle9 ribbon4 tundra')).status).toBe(200);
  expect((await reset(token, 'kettle9 ribbon4 tundra')).status).toBe(400);
  expect([await works(member.access), (await login()).status]).toEqual([401, 401]);
  const late = await ask();
  await room.clock.advance(3_600_001);
  expect((await reset(late, PASSWORD)).status).toBe(400);
  expect((await reset(await ask(), PASSWORD)).status).toBe(200);
});

test('[A16] the old password sets a new one, and ends every other session', async () => {
  const mine = memberOf(await login());
  const theirs = memberOf(await login());
  const change = (current_password: string, password: string, as = mine.access) =>
    room.ask('/auth/change-password', { as, body: { current_password, password } });
  expect((await change('wrong', 'kettle9 ribbon4 tundra')).body.error.param).toBe('current_password');
  expect((await change(PASSWORD, 'ola@example.org1')).body.error.param).toBe('password');
  expect((await change(PASSWORD, 'kettle9 ribbon4 tundra')).body.sessions_ended).toBeGreaterThan(0);
  expect([await works(mine.access), await works(theirs.access)]).toEqual([200, 401]);
  expect((await change('kettle9 ribbon4 tundra', PASSWORD)).status).toBe(200);
  expect((await change('x', 'kettle9 ribbon4 tundra', OPERATOR_KEY)).status).toBe(409);
  // Whoever has found somebody's session and tries passwords is seen.
  const { data } = (await room.ask(`/v1/audit?action=login.failed&person=${ola.id}&limit=1`, { as: OPERATOR_KEY }))
    .body;
  expect(data[0]).toMatchObject({ actor_kind: 'person', actor_id: ola.id, target_id: ola.id });
});

test('[A15] five wrong passwords make an account wait, ever longer, known or not', async () => {
  const tries = async (address: string, password: string) =>
    (await room.ask('/auth/login', { body: { email: address, password } })) as {
      status: number;
      headers: Headers;
    };
  for (const address of [email, 'unknown@example.org']) {
    for (let n = 0; n < 5; n += 1) expect((await tries(address, 'wrong')).status).toBe(401);
    const locked = await tries(address, PASSWORD);
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, '15']);
    await room.clock.advance(15_001);
    expect((await tries(address, 'wrong')).status).toBe(401);
    expect((await tries(address, PASSWORD)).headers.get('retry-after')).toBe('30');
    // Hot state is lost or away; the database knows.
    await room.hotState.delete('nothing');
    room.hotState.goAway();
    expect((await tries(address, PASSWORD)).status).toBe(429);
    room.hotState.comeBack();
    await room.clock.advance(30_001);
  }
  expect((await login()).status).toBe(200);
  for (let n = 0; n < 4; n += 1) await login('wrong');
  expect((await login()).status).toBe(200);
});

test('[A15] wrong passwords at once are all counted', async () => {
  const address = 'many@example.org';
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => room.ask('/auth/login', { body: { email: address, password: 'wrong' } })),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
});

test('[A15] an address that tries many accounts waits too', async () => {
  await using other = await openAccountsRoom();
  const attempt = (n: number) => other.ask('/auth/login', { body: { email: `a${n}@example.org`, password: 'wrong' } });
  await other.member('learner', 'kai@example.org');
  for (let n = 0; n < 50; n += 1) expect((await attempt(n)).status).toBe(401);
  expect((await attempt(51)).status).toBe(429);
  // Nor does it help to have one account whose password can be set by letter.
  await other.ask('/auth/forgot-password', { body: { email: 'kai@example.org' } });
  await other.accounts.settled();
  const token = other.tokenIn('kai@example.org');
  const reset = await other.ask('/auth/reset-password', { body: { token, password: 'kettle9 ribbon4 tundra' } });
  expect(reset.status).toBe(200);
  expect((await attempt(52)).status).toBe(429);
});

test('[A15] right passwords do not count against an address, nor do they clear the wrong ones', async () => {
  await using other = await openAccountsRoom();
  const kai = await other.member('learner', 'kai@example.org');
  const right = () => other.ask('/auth/login', { body: { email: 'kai@example.org', password: PASSWORD } });
  const wrong = (n: number) => other.ask('/auth/login', { body: { email: `w${n}@example.org`, password: 'wrong' } });
  for (let n = 0; n < 60; n += 1) expect(memberOf(await right()).id).toBe(kai.id);
  for (let n = 0; n < 50; n += 1) {
    expect((await wrong(n)).status).toBe(401);
    if (n % 10 === 0) await right();
  }
  expect((await wrong(51)).status).toBe(429);
});

test('[A15] the browser that an account was signed in to with is not locked out by wrong tries of others', async () => {
  await using other = await openAccountsRoom();
  for (const who of ['kai', 'mia']) await other.member('learner', `${who}@example.org`);
  const attempt = async (password: string, cookie = '', who = 'kai') => {
    const body = { email: `${who}@example.org`, password, cookie: true };
    const { status, headers } = await other.ask('/auth/login', { body, headers: { cookie } });
    return { status, device: headers.getSetCookie().find((one) => one.startsWith('parlando_device=')) ?? '' };
  };
  const { device } = await attempt(PASSWORD);
  expect(device).toMatch(/Path=\/auth; Max-Age=15552000; HttpOnly; SameSite=Strict; Secure$/);
  const own = device.split(';')[0] ?? '';
  for (let n = 0; n < 6; n += 1) await attempt('wrong');
  expect((await attempt(PASSWORD)).status).toBe(429);
  // Its own tries are counted, it is good for its account alone, and one that was made up is none.
  for (let n = 0; n < 4; n += 1) expect((await attempt('wrong', own)).status).toBe(401);
  expect((await attempt(PASSWORD, own)).status).toBe(200);
  for (let n = 0; n < 5; n += 1) expect((await attempt('wrong', own)).status).toBe(401);
  expect((await attempt(PASSWORD, own)).status).toBe(429);
  const made = own.replace('=', '=x');
  expect((await attempt(PASSWORD, made)).status).toBe(429);
  for (let n = 0; n < 6; n += 1) await attempt('wrong', own, 'mia');
  expect((await attempt(PASSWORD, '', 'mia')).status).toBe(429);
});

test('[A15] whoever is locked out of signing in by others still has the account they are signed in to', async () => {
  await using other = await openAccountsRoom();
  const kai = await other.member('learner', 'kai@example.org');
  const attempt = (password: string) => other.ask('/auth/login', { body: { email: 'kai@example.org', password } });
  for (let n = 0; n < 6; n += 1) await attempt('wrong');
  expect((await attempt(PASSWORD)).status).toBe(429);
  const change = (current_password: string) =>
    other.ask('/auth/change-password', {
      as: kai.access,
      body: { current_password, password: 'kettle9 ribbon4 tundra' },
    });
  for (let n = 0; n < 4; n += 1) expect((await change('wrong')).status).toBe(403);
  expect((await change(PASSWORD)).status).toBe(200);
  // Neither does it clear what was tried at signing in, and its own tries are counted.
  expect((await attempt('kettle9 ribbon4 tundra')).status).toBe(429);
  for (let n = 0; n < 5; n += 1) expect((await change('wrong')).status).toBe(403);
  expect((await change('kettle9 ribbon4 tundra')).status).toBe(429);
});

test('[A30] a lock that is hammered is in the log once, or anybody could fill the disk with it', async () => {
  await using other = await openAccountsRoom();
  for (let n = 0; n < 30; n += 1)
    await other.ask('/auth/login', { body: { email: 'x@example.org', password: 'wrong' } });
  const told = async () =>
    (await other.ask('/v1/audit?action=login.locked-out&limit=100', { as: OPERATOR_KEY })).body.data;
  expect(await told()).toHaveLength(1);
});

test('[A17] no password, token or key is kept, and no hash is told', async () => {
  const member = memberOf(await login());
  const key = await room.ask('/v1/me/api-keys', { as: member.access, body: { name: 'k', scopes: ['learn:read'] } });
  await room.ask('/auth/forgot-password', { body: { email } });
  await room.accounts.settled();
  const secrets = [PASSWORD, member.access, member.refresh.split('.')[1], key.body.key, room.tokenIn(email)];
  const kept: string[] = [];
  for (const table of [
    'accounts',
    'sessions',
    'api_keys',
    'one_time_tokens',
    'login_failures',
    'audit_log',
    'server_secrets',
  ]) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(
      room.database.db,
    );
    kept.push(...rows.map(({ row }) => row));
  }
  expect(kept.length).toBeGreaterThan(5);
  for (const secret of secrets) expect(kept.join('\n')).not.toContain(secret);
  expect(kept.join('\n')).toContain('$argon2id$');
});

test('[A18] a token that is changed, of another key or of no algorithm is refused', async () => {
  const { access } = memberOf(await login());
  const [head, claims, signature] = access.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const foreign = await new SignJWT({ sid: 'session_x' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('parlando')
    .setAudience('parlando/api')
    .setSubject(ola.id)
    .setExpirationTime('1h')
    .sign(new Uint8Array(32));
  for (const token of [
    `${head}.${claims}.`,
    `${none}.${claims}.`,
    `${none}.${claims}.${signature}`,
    foreign,
    `${access}x`,
  ]) {
    expect(await works(token)).toBe(401);
  }
});

test('[A18] where nobody has to sign in, a token of ours that is over does not become somebody else', async () => {
  await using local = await openAccountsRoom({ singleLearner: true });
  const { body } = await local.ask('/auth/register', { body: { email, password: PASSWORD, name: 'Ola' } });
  const as = body.tokens.access_token;
  expect((await local.ask('/v1/me', { as })).status).toBe(200);
  expect((await local.ask('/v1/me', { as: 'sk-anything' })).body.signed_in).toBe(false);
  await local.ask('/auth/logout', { as, method: 'POST' });
  expect((await local.ask('/v1/me', { as })).status).toBe(401);
  expect((await local.ask('/v1/me', { as: 'parlando_notakey' })).status).toBe(401);
  expect((await local.ask('/v1/me')).status).toBe(200);
});

test('[D6] a socket takes the access token as a subprotocol', async () => {
  const { access } = memberOf(await login());
  const { port } = room.http.server.address() as { port: number };
  const dial = (protocols: string[]) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, protocols);
      socket.on('message', (data) => {
        resolve(String(data));
        socket.close();
      });
      socket.on('unexpected-response', (_, answer) => resolve(String(answer.statusCode)));
      socket.on('error', () => undefined);
    });
  expect(await dial(['realtime', `openai-insecure-api-key.${access}`])).toBe(ola.id);
  expect(await dial(['realtime', `openai-insecure-api-key.${access}x`])).toBe('401');
  expect(await dial(['realtime'])).toBe('401');
  // The operator is an admin, and this socket is for learners.
  expect(await dial(['realtime', `openai-insecure-api-key.${Buffer.from('x').toString('hex')}`])).toBe('401');
});

test('[A13] an open socket is hung up on when its session or its key is over', async () => {
  const member = memberOf(await login());
  const key = await room.ask('/v1/me/api-keys', { as: member.access, body: { name: 'k', scopes: ['talk'] } });
  const { port } = room.http.server.address() as { port: number };
  const dial = async (credential: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket`, {
      headers: { authorization: `Bearer ${credential}` },
    });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('message', resolve));
    return { socket, closed };
  };
  const [bySession, byKey] = [await dial(member.access), await dial(key.body.key)];
  // Longer than an access token is good for: the session goes on, and so does the talk.
  await room.clock.advance(20 * 60_000);
  await room.ask('/v1/me/api-keys', { as: member.access });
  expect([bySession.socket.readyState, byKey.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  await room.ask('/auth/logout', { body: { refresh_token: member.refresh } });
  await room.clock.advance(15_001);
  expect(await bySession.closed).toBe(1008);
  expect(byKey.socket.readyState).toBe(WebSocket.OPEN);
  const again = memberOf(await login());
  await room.ask(`/v1/me/api-keys/${key.body.id}`, { method: 'DELETE', as: again.access });
  await room.clock.advance(15_001);
  expect(await byKey.closed).toBe(1008);
});

test('[A10] signing in asks the database as much for a wrong password as for an unknown address', async () => {
  const asked = async (address: string) => {
    const before = room.queries();
    const { status } = await room.ask('/auth/login', { body: { email: address, password: 'wrong' } });
    return [status, room.queries() - before];
  };
  expect(await asked(email)).toEqual(await asked('not-there@example.org'));
  await login();
});

test('[A19] hashing is in turn, and a queue that is too long is refused', async () => {
  const passwords = createPasswords();
  const tries = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.matches(undefined, 'x')));
  const refused = tries.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(80 - 66);
  expect(refused[0]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(await passwords.matches(await passwords.hash('right'), 'right')).toBe(true);
  expect(
    await passwords.matches(await passwords.hash('za\u017c\u00f3\u0142\u0107'), 'zaz\u0307o\u0301\u0142c\u0301'),
  ).toBe(true);
});
