import { openMemoryEventBus } from '../../adapters/memory/memory-event-bus.ts';
import { Outage } from '../../kit/errors.ts';
import type { EventBus } from './port.ts';

export interface FakeEventBus extends EventBus {
  /** Every message published, as topic and text. */
  readonly published: readonly (readonly [topic: string, message: string])[];
  /** From now on publishing is an outage, until `comeBack`; subscribers just hear nothing. */
  goAway(): void;
  comeBack(): void;
}

/** A bus in memory that remembers what was said and can be told to be away. */
export function fakeEventBus(): FakeEventBus {
  const memory = openMemoryEventBus();
  const published: (readonly [string, string])[] = [];
  let away = false;
  return {
    provider: 'fake',
    published,
    async publish(topic, message) {
      if (away) throw new Outage({ port: 'event-bus', provider: 'fake', retryable: true }, 'event bus: away');
      await memory.publish(topic, message);
      published.push([topic, message]);
    },
    subscribe: memory.subscribe,
    health: async () => (away ? { ok: false, detail: 'away' } : await memory.health()),
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
    [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
  };
}
