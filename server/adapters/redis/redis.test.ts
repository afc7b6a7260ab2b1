import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { eventBusContract } from '../../ports/event-bus/contract.ts';
import type { BusMessage } from '../../ports/event-bus/port.ts';
import { hotStateContract } from '../../ports/hot-state/contract.ts';
import { RedisConnection } from './redis-connection.ts';
import { openRedisEventBus } from './redis-event-bus.ts';
import { openRedisHotState } from './redis-hot-state.ts';

const server = ring('redis');
const never = new AbortController().signal;

function open(url = server ?? '', prefix = `test-${randomBytes(8).toString('hex')}`): Promise<RedisConnection> {
  const options = { url: new Secret(url), prefix, clock: realClock, log: silentLog, limitMs: 1_000 };
  return RedisConnection.open(options, never);
}

/** Removes what a test left. */
async function clean(redis: RedisConnection): Promise<void> {
  const keys = await redis.client.keys(`${redis.prefix}:*`);
  if (keys.length > 0) await redis.client.del(keys);
  await redis[Symbol.asyncDispose]();
}

interface Line {
  url: string;
  /** Breaks every connection and takes no new one. */
  cut(): void;
  /** Keeps connections open and carries nothing any more. */
  freeze(): void;
  mend(): void;
  close(): void;
}

/** A line to Redis that can be cut and frozen. */
async function openLine(): Promise<Line> {
  const { hostname, port, pathname } = new URL(server ?? '');
  const sockets = new Set<Socket>();
  let up = true;
  const proxy = createServer((near) => {
    if (!up) {
      near.destroy();
      return;
    }
    const far = connect(Number(port || 6379), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    up = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    // The same database: channels are shared by all of them, counters are not.
    url: `redis://127.0.0.1:${address.port}${pathname}`,
    cut,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend: () => {
      up = true;
    },
    close: () => {
      cut();
      proxy.close();
    },
  };
}

describe.skipIf(server === undefined)('redis', () => {
  hotStateContract('redis', async () => {
    const redis = await open();
    return {
      state: openRedisHotState(redis),
      wait: (ms) => realClock.sleep(ms, never),
      [Symbol.asyncDispose]: () => clean(redis),
    };
  });

  eventBusContract('redis', async () => {
    const redis = await open();
    const other = await open(server, redis.prefix);
    return {
      bus: openRedisEventBus(redis),
      replica: openRedisEventBus(other),
      async [Symbol.asyncDispose]() {
        await other[Symbol.asyncDispose]();
        await clean(redis);
      },
    };
  });

  const lines: Line[] = [];
  afterEach(() => {
    for (const line of lines.splice(0)) line.close();
  });
  const line = async (): Promise<Line> => {
    const opened = await openLine();
    lines.push(opened);
    return opened;
  };

  test('two replicas share one state', async () => {
    const one = await open();
    const two = await open(server, one.prefix);
    await openRedisHotState(one).set('k', 'x', 60_000);
    expect(await openRedisHotState(two).get('k')).toBe('x');
    await two[Symbol.asyncDispose]();
    await clean(one);
  });

  test('away, every call is an outage at once; back again, it works', async () => {
    const cable = await line();
    const redis = await open(cable.url);
    const state = openRedisHotState(redis);
    const bus = openRedisEventBus(redis);
    await state.set('k', 'x', 60_000);
    cable.cut();
    await expect.poll(() => redis.client.isReady).toBe(false);
    await expect(state.get('k')).rejects.toMatchObject({ name: 'Outage', port: 'hot-state', retryable: true });
    await expect(state.increment('n', 1, 1000)).rejects.toMatchObject({ name: 'Outage', retryable: false });
    await expect(bus.publish('news', 'x')).rejects.toMatchObject({ name: 'Outage', port: 'event-bus' });
    await expect(state.health()).resolves.toMatchObject({ ok: false });
    await expect(bus.health()).resolves.toMatchObject({ ok: false });
    cable.mend();
    await expect.poll(() => state.get('k').catch(() => 'away'), { timeout: 15_000 }).toBe('x');
    await clean(redis);
  });

  test('a Redis that stops answering is an outage and not a hang', async () => {
    const cable = await line();
    const redis = await open(cable.url);
    cable.freeze();
    await expect(openRedisHotState(redis).get('k')).rejects.toBeInstanceOf(Outage);
    await redis[Symbol.asyncDispose]();
  });

  test('a subscriber cut off hears again, and is told how many messages it missed', async () => {
    const cable = await line();
    const near = await open(cable.url);
    const far = await open(server, near.prefix);
    const bus = openRedisEventBus(near);
    const publisher = openRedisEventBus(far);
    const stop = new AbortController();
    const heard: BusMessage[] = [];
    const messages = bus.subscribe('news', stop.signal);
    const reading = (async () => {
      for await (const message of messages) heard.push(message);
    })();
    await bus.publish('news', 'one');
    await expect.poll(() => heard.length).toBe(1);
    cable.cut();
    await expect.poll(() => near.subscriber.isReady).toBe(false);
    for (const message of ['two', 'three']) await publisher.publish('news', message);
    cable.mend();
    await expect.poll(() => near.subscriber.isReady, { timeout: 15_000 }).toBe(true);
    await expect
      .poll(
        async () => {
          await publisher.publish('news', 'four');
          return heard.length;
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(1);
    expect(heard[0]).toEqual({ message: 'one', lagged: 0 });
    expect(heard[1]?.message).toBe('four');
    expect(heard[1]?.lagged).toBeGreaterThanOrEqual(2);
    stop.abort(new Error('enough'));
    await reading;
    await near[Symbol.asyncDispose]();
    await clean(far);
  });

  test('a subscription made while it is away hears once it is back, and ends on abort before that', async () => {
    const cable = await line();
    const redis = await open(cable.url);
    const bus = openRedisEventBus(redis);
    cable.cut();
    await expect.poll(() => redis.subscriber.isReady).toBe(false);
    const stop = new AbortController();
    const gone = new AbortController();
    const early = bus.subscribe('news', gone.signal)[Symbol.asyncIterator]();
    gone.abort(new Error('enough'));
    expect((await early.next()).done).toBe(true);
    const heard: string[] = [];
    const messages = bus.subscribe('news', stop.signal);
    const reading = (async () => {
      for await (const { message } of messages) heard.push(message);
    })();
    cable.mend();
    const say = async (): Promise<number> => {
      await bus.publish('news', 'x').catch((error: unknown) => expect(error).toBeInstanceOf(Outage));
      return heard.length;
    };
    await expect.poll(say, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
    stop.abort(new Error('enough'));
    await reading;
    await clean(redis);
  });
});

test('no Redis is one clear line without the password', async () => {
  const failure: unknown = await open('redis://me:hush@127.0.0.1:1').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StartupError);
  const { line } = failure as StartupError;
  expect(line).toMatch(/^Redis at 127\.0\.0\.1:1 cannot be used: .+ REDIS_URL/);
  expect(line).not.toContain('hush');
});
