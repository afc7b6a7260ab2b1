import Fastify, { type FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { openMemoryHotState } from '../adapters/memory/memory-hot-state.ts';
import { realClock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { silentLog } from '../kit/log.ts';
import type { HotState } from '../ports/hot-state/port.ts';
import { limitRate } from './rate-limit.ts';

async function limited(hotState: HotState): Promise<FastifyInstance> {
  const server = Fastify();
  limitRate(server, { hotState, clock: realClock, log: silentLog, requests: 3, windowMs: 3_600_000 });
  server.get('/thing', async () => 'ok');
  server.get('/health', { config: { door: 'open' } }, async () => 'ok');
  return server;
}

test('[D9] an address that asks too often is refused, and told when to come back', async () => {
  await using hotState = openMemoryHotState({ clock: realClock });
  const server = await limited(hotState);
  const statuses: number[] = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await server.inject('/thing')).statusCode);
  expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
  const refused = await server.inject('/thing');
  expect(refused.statusCode).not.toBe(200);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers['ratelimit-remaining']).toBe('0');
  expect((await server.inject('/health')).statusCode).toBe(200);
  expect((await server.inject({ url: '/thing', remoteAddress: '10.0.0.9' })).statusCode).toBe(200);
  await server.close();
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
