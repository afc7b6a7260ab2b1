import { randomBytes } from 'node:crypto';
import type { HotState, Lease } from '../../ports/hot-state/port.ts';
import { requireTtl } from '../../ports/hot-state/ttl.ts';
import type { RedisClient, RedisConnection } from './redis-connection.ts';

/** The first increment sets the time to live; later ones leave it. */
const incrementScript = `
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
if redis.call('PTTL', KEYS[1]) == -1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return sum`;

/** Only the holder may renew or release. */
const renewScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;

const releaseScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** Hot state shared by every replica on one Redis. The connection is the caller's. */
export function openRedisHotState(redis: RedisConnection): HotState {
  const port = 'hot-state';
  const keyOf = (key: string): string => `${redis.prefix}:hot:${key}`;
  let closed = false;
  const run = <T>(retryable: boolean, command: (client: RedisClient) => Promise<T>): Promise<T> =>
    redis.run(port, retryable, (client) => (closed ? Promise.reject(new Error('closed')) : command(client)));
  const script = (text: string, key: string, values: (string | number)[]) => async (client: RedisClient) =>
    Number(await client.eval(text, { keys: [keyOf(key)], arguments: values.map(String) }));

  return {
    provider: 'redis',
    get: async (key) => (await run(true, (client) => client.get(keyOf(key)))) ?? undefined,
    async set(key, value, ttlMs) {
      const expiration = { type: 'PX', value: requireTtl(ttlMs) } as const;
      await run(true, (client) => client.set(keyOf(key), value, { expiration }));
    },
    async delete(key) {
      await run(true, (client) => client.del(keyOf(key)));
    },
    async increment(key, by, ttlMs) {
      // Whether a lost one was counted is not known.
      return await run(false, script(incrementScript, key, [by, requireTtl(ttlMs)]));
    },
    async lease(key, ttlMs): Promise<Lease | undefined> {
      const token = randomBytes(12).toString('hex');
      const options = { condition: 'NX', expiration: { type: 'PX', value: requireTtl(ttlMs) } } as const;
      if ((await run(true, (client) => client.set(keyOf(key), token, options))) === null) return undefined;
      return {
        renew: async () => (await run(true, script(renewScript, key, [token, requireTtl(ttlMs)]))) === 1,
        release: async () => void (await run(true, script(releaseScript, key, [token]))),
      };
    },
    async health() {
      const started = redis.clock.now();
      try {
        await run(true, (client) => client.ping());
        return { ok: true, detail: `redis, ${Math.round(redis.clock.now() - started)} ms` };
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.message : 'redis failed' };
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
    },
  };
}
