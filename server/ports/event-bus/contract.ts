import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import { type BusMessage, type EventBus, maxBehind } from './port.ts';

export interface EventBusSetting extends AsyncDisposable {
  bus: EventBus;
  /** The bus as another replica sees it; the same one where there is only one process. */
  replica: EventBus;
}

export type OpenEventBus = () => Promise<EventBusSetting>;

const soon = 5_000;

/** Reads in the background. */
function collect(bus: EventBus, topic: string, signal: AbortSignal): { heard: BusMessage[]; ended: Promise<void> } {
  const heard: BusMessage[] = [];
  const messages = bus.subscribe(topic, signal);
  const ended = (async () => {
    for await (const message of messages) heard.push(message);
  })();
  return { heard, ended };
}

async function until(what: string, done: () => boolean): Promise<void> {
  const waiting = (async () => {
    while (!done()) await pause(5);
  })();
  await within(soon, what, waiting);
}

const texts = (heard: readonly BusMessage[]): string[] => heard.map(({ message }) => message);

export const eventBusChecks: readonly Check<OpenEventBus>[] = [
  {
    name: 'every subscriber of a topic, on every replica, hears each message in order, and nobody else does',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const readers = [setting.bus, setting.bus, setting.replica].map((bus) => collect(bus, 'news', stop.signal));
      const others = collect(setting.bus, 'new', stop.signal);
      await setting.replica.publish('new', 'settled');
      await until('the other topic', () => others.heard.length > 0);
      await pause(100);
      const said = Array.from({ length: 200 }, (_, i) => `m${i}`);
      for (const message of said) await setting.bus.publish('news', message);
      await until('all messages', () => readers.every(({ heard }) => heard.length >= 200));
      for (const { heard } of readers) {
        assert.deepEqual(texts(heard), said);
        assert.ok(heard.every(({ lagged }) => lagged === 0));
      }
      assert.deepEqual(texts(others.heard), ['settled']);
      stop.abort(new Error('enough'));
      await within(soon, 'the end', Promise.all([...readers, others].map(({ ended }) => ended)));
    },
  },
  {
    name: 'what was said before the subscription is not heard; what this process says after it is',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      await setting.bus.publish('news', 'before');
      const reader = collect(setting.bus, 'news', stop.signal);
      await setting.bus.publish('news', 'after');
      await until('the message', () => reader.heard.length > 0);
      assert.deepEqual(reader.heard, [{ message: 'after', lagged: 0 }]);
      stop.abort(new Error('enough'));
      await within(soon, 'the end', reader.ended);
    },
  },
  {
    name: 'any text arrives as it was',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const said = ['', ' ', '1 2', 'zażółć \u{1F600}\n\0', '{"a":1}', 'x'.repeat(200_000)];
      const reader = collect(setting.bus, 'any topic: ż*', stop.signal);
      for (const message of said) await setting.bus.publish('any topic: ż*', message);
      await until('all messages', () => reader.heard.length >= said.length);
      assert.deepEqual(texts(reader.heard), said);
      stop.abort(new Error('enough'));
      await within(soon, 'the end', reader.ended);
    },
  },
  {
    name: 'after the abort nothing is heard, and the reader ends',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const reader = collect(setting.bus, 'news', stop.signal);
      await setting.bus.publish('news', 'one');
      await until('the message', () => reader.heard.length > 0);
      stop.abort(new Error('enough'));
      await within(soon, 'the end', reader.ended);
      await setting.bus.publish('news', 'two');
      await pause(100);
      assert.deepEqual(texts(reader.heard), ['one']);
      const never = collect(setting.bus, 'news', stop.signal);
      await within(soon, 'the end of a reader that came too late', never.ended);
      assert.deepEqual(never.heard, []);
    },
  },
  {
    name: 'what waits at the abort is not heard any more',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const heard: string[] = [];
      const messages = setting.bus.subscribe('news', stop.signal);
      for (const message of ['one', 'two', 'three']) await setting.bus.publish('news', message);
      await pause(100);
      const reading = (async () => {
        for await (const { message } of messages) {
          heard.push(message);
          stop.abort(new Error('enough'));
        }
      })();
      await within(soon, 'the end', reading);
      assert.deepEqual(heard, ['one']);
    },
  },
  {
    name: 'a reader that falls behind loses the oldest, and is told how many',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const messages = setting.bus.subscribe('news', stop.signal);
      const count = maxBehind + 500;
      for (let i = 0; i < count; i += 1) {
        await setting.bus.publish('news', String(i));
        // Time for a bus that would read ahead on its own.
        if (i % 250 === 0) await pause(20);
      }
      // Nothing tells when all have arrived without reading them.
      await pause(500);
      const heard: BusMessage[] = [];
      const reading = (async () => {
        for await (const message of messages) {
          heard.push(message);
          if (message.message === String(count - 1)) return;
        }
      })();
      await within(soon, 'the last message', reading);
      assert.deepEqual(heard[0], { message: '500', lagged: 500 });
      assert.equal(heard.length, maxBehind);
      assert.ok(heard.slice(1).every(({ lagged }) => lagged === 0));
      stop.abort(new Error('enough'));
    },
  },
  {
    name: 'a slow reader does not hold up the others, nor the publisher',
    run: async (open) => {
      await using setting = await open();
      const stop = new AbortController();
      const slow = setting.bus.subscribe('news', stop.signal)[Symbol.asyncIterator]();
      const quick = collect(setting.bus, 'news', stop.signal);
      for (let i = 0; i < 50; i += 1) await within(soon, 'publishing', setting.bus.publish('news', String(i)));
      await until('the quick reader', () => quick.heard.length >= 50);
      assert.deepEqual(await within(soon, 'the slow reader', slow.next()), {
        done: false,
        value: { message: '0', lagged: 0 },
      });
      stop.abort(new Error('enough'));
      assert.equal((await within(soon, 'the end', slow.next())).done, true);
      await quick.ended;
    },
  },
  {
    name: 'closing ends every reader; then publishing is an outage, and health says so',
    run: async (open) => {
      await using setting = await open();
      const { bus } = setting;
      const reader = collect(bus, 'news', new AbortController().signal);
      assert.equal((await bus.health()).ok, true);
      await bus[Symbol.asyncDispose]();
      await bus[Symbol.asyncDispose]();
      await within(soon, 'the end', reader.ended);
      await assert.rejects(within(soon, 'the refusal', bus.publish('news', 'late')), Outage);
      assert.equal((await bus.health()).ok, false);
    },
  },
];

export function eventBusContract(name: string, open: OpenEventBus): void {
  describe(`event bus contract: ${name}`, () => registerChecks(eventBusChecks, open));
}
