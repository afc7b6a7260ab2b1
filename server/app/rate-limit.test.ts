import Fastify, { type FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { own } from '../../wire/access.ts';
import { Refusal, refusals } from '../../wire/refusals.ts';
import { openMemoryHotState } from '../adapters/memory/memory-hot-state.ts';
import { realClock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { silentLog } from '../kit/log.ts';
import type { HotState } from '../ports/hot-state/port.ts';
import { authoriseRoutes } from './authorise.ts';
import { trusted } from './http-server.ts';
import { addressRate, limitPeople, limitRate, personRate, type RateLimitOptions } from './rate-limit.ts';
import { actorOf } from './testing/feature-door.ts';

const hour = 3_600_000;

async function limited(
  hotState: HotState,
  options: Partial<RateLimitOptions> = {},
  trustProxy?: number | readonly string[],
): Promise<FastifyInstance> {
  const server = Fastify({ trustProxy: trusted(trustProxy) });
  const tools = { hotState, clock: realClock, log: silentLog };
  server.setErrorHandler((error, _, reply) => {
    if (!(error instanceof Refusal)) throw error;
    void reply.code(refusals[error.code]).send({ code: error.code });
  });
  limitRate(server, { ...tools, rule: { requests: 3, windowMs: hour }, groups: [], ...options });
  authoriseRoutes(server, async ({ headers }) => actorOf(headers.authorization));
  limitPeople(server, {
    ...tools,
    rule: { requests: 5, windowMs: hour },
    groups: [{ name: 'dear', requests: 2, windowMs: hour, covers: (_, url) => url === '/dear' }],
  });
  server.get('/thing', { config: { access: own.read } }, async () => 'ok');
  server.get('/dear', { config: { access: own.read } }, async () => 'ok');
  server.post('/auth/login', { config: { access: 'open' } }, async () => 'ok');
  server.get('/health', { config: { door: 'open' } }, async () => 'ok');
  return server;
}

test('[D9] an address that asks too often is refused, and told when to come back', async () => {
  await using hotState = openMemoryHotState({ clock: realClock });
  const server = await limited(hotState);
  const statuses: number[] = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await server.inject('/thing')).statusCode);
  expect(statuses).toEqual([200, 200, 200, 429]);
  const refused = await server.inject('/thing');
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers['ratelimit-remaining']).toBe('0');
  expect((await server.inject('/health')).statusCode).toBe(200);
  expect((await server.inject({ url: '/thing', remoteAddress: '10.0.0.9' })).statusCode).toBe(200);
  // Who has a whole IPv6 network has one address here.
  const six = (n: number) =>
    server.inject({
      url: '/thing',
      remoteAddress: `2001:db8:1:2::${n}`,
      headers: { authorization: `Bearer p${n}/learner` },
    });
  for (let n = 0; n < 3; n += 1) expect((await six(n)).statusCode).toBe(200);
  expect((await six(4)).statusCode).toBe(429);
  await server.close();
});

test('[D10] a person who asks too often is refused at every address, and others are not', async () => {
  await using hotState = openMemoryHotState({ clock: realClock });
  const server = await limited(hotState);
  const ask = (n: number, who: string, url = '/thing') =>
    server.inject({ url, remoteAddress: `10.0.0.${n}`, headers: { authorization: `Bearer ${who}/learner` } });
  for (let n = 0; n < 5; n += 1) expect((await ask(n, 'person_a')).statusCode).toBe(200);
  expect((await ask(6, 'person_a')).statusCode).toBe(429);
  const other = await ask(9, 'person_b', '/dear');
  expect([other.statusCode, other.headers['ratelimit-limit'], other.headers['ratelimit-remaining']]).toEqual([
    200,
    '2',
    '1',
  ]);
  await ask(7, 'person_b', '/dear');
  expect((await ask(8, 'person_b', '/dear')).statusCode).toBe(429);
  expect((await ask(8, 'person_b')).statusCode).toBe(200);
  await server.close();
});

test('[D10] the doors of signing in take far fewer requests than the others', async () => {
  await using hotState = openMemoryHotState({ clock: realClock });
  const server = await limited(hotState, addressRate);
  const login = () => server.inject({ method: 'POST', url: '/auth/login' });
  for (let n = 0; n < 40; n += 1) expect((await login()).statusCode).toBe(200);
  expect((await login()).statusCode).toBe(429);
  expect((await server.inject('/thing')).statusCode).toBe(200);
  const covered = (method: string, url: string) =>
    [...addressRate.groups, ...personRate.groups].filter((group) => group.covers(method, url)).map(({ name }) => name);
  expect(covered('POST', '/auth/refresh')).toEqual(['tokens']);
  expect(covered('POST', '/auth/forgot-password')).toEqual(['sign-in']);
  expect(covered('GET', '/v1/me/export')).toEqual(['export']);
  expect(covered('GET', '/v1/me')).toEqual([]);
  await server.close();
});

test('[D11] what a client says of its own address counts only behind proxies that are trusted', async () => {
  await using hotState = openMemoryHotState({ clock: realClock });
  const direct = await limited(hotState);
  const from = (server: FastifyInstance, address: string) =>
    server.inject({ url: '/thing', remoteAddress: '10.1.1.1', headers: { 'x-forwarded-for': address } });
  for (let n = 0; n < 3; n += 1) await from(direct, `1.1.1.${n}`);
  expect((await from(direct, '1.1.1.9')).statusCode).toBe(429);
  await using another = openMemoryHotState({ clock: realClock });
  const behind = await limited(another, {}, 1);
  for (let n = 0; n < 4; n += 1) expect((await from(behind, `9.9.9.9, 1.1.1.${n}`)).statusCode).toBe(200);
  for (let n = 0; n < 3; n += 1) await from(behind, `1.2.3.${n}, 2.2.2.2`);
  // The last hop's word counts; what the client wrote before it does not.
  expect((await from(behind, '8.8.8.8, 2.2.2.2')).statusCode).toBe(429);
  await using third = openMemoryHotState({ clock: realClock });
  const named = await limited(third, {}, ['10.2.0.0/16']);
  for (let n = 0; n < 3; n += 1) await from(named, `1.1.1.${n}`);
  expect((await from(named, '1.1.1.9')).statusCode).toBe(429);
  for (const server of [direct, behind, named]) await server.close();
});

test('[D9] without hot state nobody is refused', async () => {
  const away: HotState = {
    ...openMemoryHotState({ clock: realClock }),
    increment: async () => {
      throw new Outage({ port: 'hot-state', provider: 'fake', retryable: true }, 'away');
    },
  };
  const server = await limited(away);
  for (let i = 0; i < 6; i += 1) expect((await server.inject('/thing')).statusCode).toBe(200);
  await server.close();
});
