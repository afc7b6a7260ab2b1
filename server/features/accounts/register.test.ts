import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AccountsRoom, OPERATOR_KEY, openAccountsRoom, PASSWORD } from './testing/accounts-room.ts';

let open: AccountsRoom;
let invited: AccountsRoom;
beforeAll(async () => {
  open = await openAccountsRoom({ registration: 'open' });
  invited = await openAccountsRoom({ registration: 'invite' });
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await invited[Symbol.asyncDispose]();
});

const register = (room: AccountsRoom, email: string, more: object = {}) =>
  room.ask('/auth/register', { body: { email, password: PASSWORD, name: 'Ola', ...more } });
const login = (room: AccountsRoom, email: string, password = PASSWORD) =>
  room.ask('/auth/login', { body: { email, password } });

test('[A5] the link for the first admin is the same until it is used, and good once', async () => {
  const token = await invited.welcomeToken();
  expect(await invited.welcomeToken()).toBe(token);
  expect(await invited.accounts.welcomeLink()).toMatch(/^https:\/\/tutor\.example\/welcome#token=/);
  expect((await invited.ask('/auth/options')).body).toMatchObject({ first_account: true, sign_in_required: true });
  expect((await register(invited, 'x@example.org', { token: `${token}x` })).status).toBe(400);
  const both = await Promise.all([1, 2].map((n) => register(invited, `first${n}@example.org`, { token })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
  const first = both.find(({ status }) => status === 201)?.body;
  expect(first.user).toMatchObject({ role: 'admin', id: 'person_local', name: 'Ola' });
  expect(await invited.accounts.welcomeLink()).toBeUndefined();
  expect((await register(invited, 'again@example.org', { token })).status).toBe(400);
  expect((await invited.ask('/auth/options')).body.first_account).toBe(false);
});

test('[A6] what the single learner did is the first account’s', async () => {
  await using room = await openAccountsRoom({ singleLearner: true });
  const event = {
    id: 'event-01',
    at: '2026-03-01T09:00:00Z',
    kind: 'review',
    data: { card: 'c', rating: 3, how: 'button', ms: 9 },
  };
  await room.ask('/v1/learning/events', { body: { events: [event] } });
  await room.ask('/v1/me/settings', { method: 'PATCH', body: { theme: 'dark' } });
  const { status, body } = await register(room, 'ola@example.org');
  expect([status, body.user.id, body.user.role]).toEqual([201, 'person_local', 'admin']);
  const as = body.tokens.access_token;
  expect((await room.ask('/v1/me', { as })).body).toMatchObject({
    signed_in: true,
    email: 'ola@example.org',
    settings: { theme: 'dark' },
  });
  expect((await room.ask('/v1/learning/events', { as })).body.data).toHaveLength(1);
  // Nobody has to sign in at the machine itself, still.
  expect((await room.ask('/v1/me')).body).toMatchObject({ id: 'person_local', signed_in: false });
  expect((await register(room, 'next@example.org')).status).toBe(403);
});

test('[A4] an address is proved by the link in the letter, once and in time', async () => {
  const { status, body } = await register(open, 'ania@example.org');
  expect([status, body]).toEqual([202, { status: 'check-mail' }]);
  await open.accounts.settled();
  expect((await login(open, 'ania@example.org')).status).toBe(401);
  const token = open.tokenIn('ania@example.org');
  await open.ask('/auth/resend-verification', { body: { email: 'ANIA@example.org ' } });
  await open.accounts.settled();
  const newer = open.tokenIn('ania@example.org');
  expect((await open.ask('/auth/verify', { body: { token } })).status).toBe(400);
  await open.clock.advance(47 * 3_600_000);
  expect((await open.ask('/auth/verify', { body: { token: newer } })).body).toEqual({ verified: true });
  expect((await open.ask('/auth/verify', { body: { token: newer } })).status).toBe(400);
  expect((await login(open, 'ania@example.org')).body.user).toMatchObject({ role: 'learner', name: 'Ola' });
  await register(open, 'late@example.org');
  await open.accounts.settled();
  await open.clock.advance(49 * 3_600_000);
  expect((await open.ask('/auth/verify', { body: { token: open.tokenIn('late@example.org') } })).status).toBe(400);
});

test('[A3] the answer is the same for a known address, and its owner is told by letter', async () => {
  await register(open, 'known@example.org');
  await open.accounts.settled();
  await open.ask('/auth/verify', { body: { token: open.tokenIn('known@example.org') } });
  const asked = async (path: string, email: string, more: object = {}) => {
    const { status, body } = await open.ask(path, { body: { email, ...more } });
    return { status, body };
  };
  const account = { password: PASSWORD, name: 'Zoe' };
  const pairs = [
    ['/auth/register', account],
    ['/auth/forgot-password', {}],
    ['/auth/resend-verification', {}],
  ] as const;
  for (const [path, more] of pairs) {
    expect(await asked(path, 'known@example.org', more)).toEqual(await asked(path, 'unknown@example.org', more));
  }
  await open.accounts.settled();
  const subjects = open.mail.sent.filter(({ to }) => to === 'known@example.org').map(({ subject }) => subject);
  expect(subjects).toEqual([
    'Confirm your address for Parlando',
    'You already have a Parlando account',
    'Set a new password for Parlando',
  ]);
  // Nothing of the account has changed.
  expect((await login(open, 'known@example.org')).body.user.name).toBe('Ola');
});

test('[A3] who registers an address that is not theirs learns nothing of it by signing in', async () => {
  const told = async (email: string) => {
    await register(open, email, { password: 'the prober chose-this 7' });
    await open.accounts.settled();
    const tries = [];
    for (let n = 0; n < 6; n += 1) {
      const { status, body } = await login(open, email, 'the prober chose-this 7');
      tries.push([status, body.error?.code, body.error?.message]);
    }
    return tries;
  };
  await register(open, 'member@example.org');
  await open.accounts.settled();
  await open.ask('/auth/verify', { body: { token: open.tokenIn('member@example.org') } });
  expect(await told('stranger@example.org')).toEqual(await told('member@example.org'));
});

test('[A3] no letter and no look at the database comes before the answer', async () => {
  await open.accounts.settled();
  open.mail.goAway();
  for (const path of ['/auth/forgot-password', '/auth/resend-verification']) {
    expect((await open.ask(path, { body: { email: 'known@example.org' } })).status).toBe(202);
  }
  await open.accounts.settled();
  open.mail.comeBack();
});

test.each([
  ['before', ['the squatter chose-this 4', PASSWORD]],
  ['after', [PASSWORD, 'the squatter chose-this 4']],
])('[A4] who registers an address %s its owner gets in with no password of theirs', async (when, passwords) => {
  const email = `squat-${when}@example.org`;
  const stale: string[] = [];
  for (const password of passwords) {
    await register(open, email, { password });
    await open.accounts.settled();
    stale.push(open.tokenIn(email));
  }
  const newest = stale.pop();
  expect((await open.ask('/auth/verify', { body: { token: stale[0] } })).status).toBe(400);
  // Not even when the owner has the letter sent again, and opens that.
  await open.ask('/auth/resend-verification', { body: { email } });
  await open.accounts.settled();
  expect((await open.ask('/auth/verify', { body: { token: open.tokenIn(email) } })).status).toBe(200);
  for (const password of passwords) expect((await login(open, email, password)).status).toBe(401);
  const chosen = 'kettle9 ribbon4 tundra';
  expect((await open.ask('/auth/reset-password', { body: { token: newest, password: chosen } })).status).toBe(200);
  expect((await login(open, email, chosen)).body.user.email).toBe(email);
  expect((await login(open, email, 'the squatter chose-this 4')).status).toBe(401);
});

test('[A1] a password has 12 to 256 characters', async () => {
  for (const password of ['short-11 ch', 'x'.repeat(257)]) {
    const { status, body } = await register(open, 'bounds@example.org', { password });
    expect([status, body.error.param]).toEqual([400, 'password']);
  }
});

test('[A2] a common password is refused, at registering too', async () => {
  for (const password of ['Password1234!', 'common@example.org']) {
    const { status, body } = await register(open, 'common@example.org', { password });
    expect([password, status, body.error.param]).toEqual([password, 400, 'password']);
  }
});

test('[A7] an invitation is for its address and role, good once and in time', async () => {
  const make = async (email: string, role = 'teacher') =>
    String((await invited.ask('/v1/people/invitations', { as: OPERATOR_KEY, body: { email, role } })).body.url);
  const tokenOf = (url: string) => url.split('#token=')[1];
  expect((await register(invited, 'uninvited@example.org')).body.error).toMatchObject({ code: 'forbidden' });
  const url = await make('tess@example.org');
  expect(url).toMatch(/^https:\/\/tutor\.example\/invite#token=/);
  await invited.accounts.settled();
  expect(invited.tokenIn('tess@example.org')).toBe(tokenOf(url));
  const token = tokenOf(url);
  expect((await register(invited, 'other@example.org', { token })).body.error.param).toBe('email');
  expect((await register(invited, 'tess@example.org', { token })).body.user.role).toBe('teacher');
  expect((await register(invited, 'tess@example.org', { token })).status).toBe(400);
  const again = await invited.ask('/v1/people/invitations', { as: OPERATOR_KEY, body: { email: 'tess@example.org' } });
  expect(again.status).toBe(409);
  const old = tokenOf(await make('old@example.org'));
  const newer = tokenOf(await make('old@example.org', 'learner'));
  expect((await register(invited, 'old@example.org', { token: old })).status).toBe(400);
  const { data } = (await invited.ask('/v1/people/invitations', { as: OPERATOR_KEY })).body;
  expect(data).toEqual([expect.objectContaining({ email: 'old@example.org', role: 'learner' })]);
  expect(JSON.stringify(data)).not.toContain(newer);
  await invited.clock.advance(14 * 86_400_000 + 1);
  expect((await register(invited, 'old@example.org', { token: newer })).status).toBe(400);
  const gone = await make('gone@example.org');
  const [{ id }] = (await invited.ask('/v1/people/invitations', { as: OPERATOR_KEY })).body.data;
  await invited.ask(`/v1/people/invitations/${id}`, { method: 'DELETE', as: OPERATOR_KEY });
  expect((await register(invited, 'gone@example.org', { token: tokenOf(gone) })).status).toBe(400);
});

test('[A7] who registers an address that was never proved keeps no invited person from theirs', async () => {
  await open.admin();
  const email = 'awaited@example.org';
  await register(open, email, { password: 'the squatter chose-this 4', name: 'Squatter' });
  await open.accounts.settled();
  const stale = open.tokenIn(email);
  const made = await open.ask('/v1/people/invitations', { as: OPERATOR_KEY, body: { email, role: 'teacher' } });
  expect(made.status).toBe(201);
  const token = String(made.body.url).split('#token=')[1];
  const { status, body } = await register(open, email, { token });
  expect([status, body.user?.role, body.user?.name]).toEqual([201, 'teacher', 'Ola']);
  expect((await open.ask('/auth/verify', { body: { token: stale } })).status).toBe(400);
  expect((await login(open, email, 'the squatter chose-this 4')).status).toBe(401);
  expect((await login(open, email)).body.user.role).toBe('teacher');
});

test('[A7] a closed server takes nobody in but its first admin', async () => {
  await using room = await openAccountsRoom({ registration: 'closed' });
  expect((await register(room, 'a@example.org')).status).toBe(403);
  await room.admin();
  const invitation = await room.ask('/v1/people/invitations', { as: OPERATOR_KEY, body: { email: 'b@example.org' } });
  expect(invitation.status).toBe(409);
});

test('[A8] an address has at most five letters an hour', async () => {
  for (let n = 0; n < 9; n += 1) {
    await open.ask('/auth/forgot-password', { body: { email: 'ania@example.org' } });
    await open.accounts.settled();
  }
  const letters = () => open.mail.sent.filter(({ to }) => to === 'ania@example.org').length;
  const before = letters();
  expect(before).toBe(2 + 5);
  // What is asked beyond does not make the link worthless that was sent: else anybody could keep somebody from theirs.
  const token = open.tokenIn('ania@example.org');
  const { status } = await open.ask('/auth/reset-password', { body: { token, password: 'kettle9 ribbon4 tundra' } });
  expect(status).toBe(200);
  await open.clock.advance(3_600_001);
  await open.ask('/auth/forgot-password', { body: { email: 'ania@example.org' } });
  await open.accounts.settled();
  expect(letters()).toBe(before + 1);
});

test('who never proved an address is gone after a week', async () => {
  await register(open, 'never@example.org');
  await open.accounts.settled();
  await open.clock.advance(8 * 86_400_000);
  await expect
    .poll(async () => (await open.ask('/v1/people?search=never@', { as: OPERATOR_KEY })).body.data)
    .toEqual([]);
});
