import { backoffMs } from '../../kit/backoff.ts';
import { Aborted, isAbort } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { LinkedAbort } from '../../kit/link-signal.ts';
import { LossyQueue } from '../../kit/lossy-queue.ts';
import { type BusMessage, type EventBus, maxBehind } from '../../ports/event-bus/port.ts';
import type { RedisConnection } from './redis-connection.ts';

const port = 'event-bus';
/** A topic silent for so long starts to count anew. */
const countMs = 86_400_000;
const subscribeMs = 2_000;
const again = { baseMs: 200, maxMs: 5_000 };
const never = new AbortController().signal;

/** Numbers each message of a topic, so that a subscriber sees what it missed while it was away. */
const publishScript = `
local number = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PUBLISH', KEYS[2], number .. ' ' .. ARGV[1])
return number`;

/** A bus over every replica on one Redis, by publish and subscribe. The connection is the caller's. */
export function openRedisEventBus(redis: RedisConnection): EventBus {
  const life = new AbortController();
  /** Subscriptions on their way: what this process publishes after them must reach them. */
  const arriving = new Set<Promise<void>>();
  const channelOf = (topic: string): string => `${redis.prefix}:bus:${topic}`;
  const counterOf = (topic: string): string => `${redis.prefix}:bus-count:${topic}`;

  /** Stays subscribed until the abort, also over the times when Redis is away: the client subscribes again by itself. */
  const follow = async (
    topic: string,
    queue: LossyQueue<string>,
    signal: AbortSignal,
    arrived: () => void,
  ): Promise<void> => {
    const channel = channelOf(topic);
    let last: number | undefined;
    const listener = (text: string): void => {
      const cut = text.indexOf(' ');
      const number = Number(text.slice(0, cut));
      if (last !== undefined && number > last + 1) queue.lose(number - last - 1);
      last = number;
      queue.push(text.slice(cut + 1));
    };
    const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    for (let attempt = 2; !signal.aborted; attempt += 1) {
      try {
        await redis.subscriber.subscribe(channel, listener);
        const count = Number((await redis.run(port, true, (client) => client.get(counterOf(topic)))) ?? 0);
        last ??= count;
        arrived();
        if (!signal.aborted) await stopped;
        await redis.subscriber.unsubscribe(channel, listener);
        return;
      } catch (error) {
        if (signal.aborted) return;
        redis.log.warn('subscribing to the event bus failed', { error });
        await redis.clock.sleep(backoffMs(again, attempt, Math.random), signal);
      }
    }
  };

  return {
    provider: 'redis',
    async publish(topic, message) {
      await Promise.all(arriving);
      const keys = [counterOf(topic), channelOf(topic)];
      await redis.run(port, false, (client) =>
        life.signal.aborted
          ? Promise.reject(new Error('closed'))
          : client.eval(publishScript, { keys, arguments: [message, String(countMs)] }),
      );
    },
    subscribe(topic, signal) {
      const queue = new LossyQueue<string>(maxBehind);
      const link = new LinkedAbort(signal);
      const onClose = (): void => link.abort(life.signal.reason);
      life.signal.addEventListener('abort', onClose, { once: true });
      if (life.signal.aborted) onClose();
      link.signal.addEventListener('abort', () => queue.close(), { once: true });
      if (link.signal.aborted) queue.close();

      const { promise: subscribed, resolve: arrived } = Promise.withResolvers<void>();
      // Runs on its own: a reader ends without waiting for a Redis that is away.
      void follow(topic, queue, link.signal, arrived)
        .catch((error: unknown) => {
          if (!isAbort(error, link.signal)) redis.log.error('a subscription of the event bus ended', { error });
        })
        .finally(arrived);
      // Nobody waits long for a Redis that is away.
      const arrival = limited(
        redis.clock,
        subscribeMs,
        () => new Error('late'),
        () => subscribed,
        never,
      )
        .catch((error: unknown) => redis.log.warn('a subscription waits for redis', { error }))
        .finally(() => arriving.delete(arrival));
      arriving.add(arrival);

      return read(queue, signal, () => {
        life.signal.removeEventListener('abort', onClose);
        link[Symbol.dispose]();
      });
    },
    async health() {
      try {
        await redis.run(port, true, (client) =>
          life.signal.aborted ? Promise.reject(new Error('closed')) : client.ping(),
        );
        const ok = redis.subscriber.isReady;
        return { ok, detail: ok ? 'redis' : 'redis: the subscriptions are reconnecting' };
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.message : 'redis failed' };
      }
    },
    async [Symbol.asyncDispose]() {
      if (!life.signal.aborted) life.abort(new Aborted('the event bus is closing'));
    },
  };
}

async function* read(queue: LossyQueue<string>, signal: AbortSignal, leave: () => void): AsyncGenerator<BusMessage> {
  try {
    for await (const { item, lost } of queue) {
      if (signal.aborted) return;
      yield { message: item, lagged: lost };
    }
  } finally {
    leave();
  }
}
