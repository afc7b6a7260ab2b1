import type { OpenEventBus } from './contract.ts';
import { fakeEventBus } from './fake.ts';
import type { BusMessage, EventBus } from './port.ts';

export interface BrokenEventBus {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenEventBus;
}

function broken(name: string, fails: string, breakage: (sound: EventBus) => Partial<EventBus>): BrokenEventBus {
  return {
    name,
    fails,
    async open() {
      const sound = fakeEventBus();
      const bus = { ...sound, ...breakage(sound) };
      return { bus, replica: bus, [Symbol.asyncDispose]: () => sound[Symbol.asyncDispose]() };
    },
  };
}

async function* edit(
  messages: AsyncIterable<BusMessage>,
  change: (message: BusMessage) => BusMessage[],
): AsyncGenerator<BusMessage> {
  for await (const message of messages) yield* change(message);
}

const everybody = 'every subscriber of a topic, on every replica, hears each message in order, and nobody else does';
const behind = 'a reader that falls behind loses the oldest, and is told how many';
const closing = 'closing ends every reader; then publishing is an outage, and health says so';

export const brokenEventBuses: readonly BrokenEventBus[] = [
  broken('topics by their beginning', everybody, (sound) => ({
    publish: (topic, message) => sound.publish(topic.slice(0, 3), message),
    subscribe: (topic, signal) => sound.subscribe(topic.slice(0, 3), signal),
  })),
  broken('only the first subscriber hears', everybody, (sound) => {
    let taken = false;
    return {
      subscribe(topic, signal) {
        const first = !taken || topic !== 'news';
        if (topic === 'news') taken = true;
        return sound.subscribe(first ? topic : 'nothing', signal);
      },
    };
  }),
  broken('each message twice', everybody, (sound) => ({
    subscribe: (topic, signal) => edit(sound.subscribe(topic, signal), (message) => [message, message]),
  })),
  broken('pairs in the wrong order', everybody, (sound) => ({
    subscribe(topic, signal) {
      let held: BusMessage[] = [];
      return edit(sound.subscribe(topic, signal), (message) => {
        held = [message, ...held];
        return held.length < 2 ? [] : held.splice(0);
      });
    },
  })),
  broken(
    'old news',
    'what was said before the subscription is not heard; what this process says after it is',
    (sound) => {
      const old: string[] = [];
      return {
        async publish(topic, message) {
          old.push(message);
          await sound.publish(topic, message);
        },
        async *subscribe(topic, signal) {
          for (const message of old.splice(0)) yield { message, lagged: 0 };
          yield* sound.subscribe(topic, signal);
        },
      };
    },
  ),
  broken('text that loses its edges', 'any text arrives as it was', (sound) => ({
    publish: (topic, message) => sound.publish(topic, message.trim()),
  })),
  broken('a reader that cannot stop', 'after the abort nothing is heard, and the reader ends', (sound) => ({
    subscribe: (topic) => sound.subscribe(topic, new AbortController().signal),
  })),
  broken('a last word after the abort', 'what waits at the abort is not heard any more', (sound) => ({
    async *subscribe(topic, signal) {
      const life = new AbortController();
      for await (const message of sound.subscribe(topic, life.signal)) {
        const over = signal.aborted;
        yield message;
        if (over) return;
      }
    },
  })),
  broken('a loss nobody is told of', behind, (sound) => ({
    subscribe: (topic, signal) => edit(sound.subscribe(topic, signal), (message) => [{ ...message, lagged: 0 }]),
  })),
  broken('a queue without end', behind, (sound) => ({
    subscribe(topic, signal) {
      const kept: BusMessage[] = [];
      const reading = (async () => {
        for await (const message of sound.subscribe(topic, signal)) kept.push(message);
      })();
      return (async function* () {
        for (;;) {
          const next = kept.shift();
          if (next !== undefined) yield next;
          else if (signal.aborted) return await reading;
          else await new Promise(setImmediate);
        }
      })();
    },
  })),
  broken(
    'a publisher that waits for its readers',
    'a slow reader does not hold up the others, nor the publisher',
    (sound) => {
      let unread = 0;
      return {
        async publish(topic, message) {
          unread += 1;
          await sound.publish(topic, message);
          while (unread > 10) await new Promise((resolve) => setTimeout(resolve, 20));
        },
      };
    },
  ),
  broken('a close that changes nothing', closing, () => ({ [Symbol.asyncDispose]: async () => undefined })),
  broken('a close that keeps silent', closing, (sound) => ({
    publish: (topic, message) => sound.publish(topic, message).catch(() => undefined),
  })),
];
