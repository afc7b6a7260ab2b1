import { openMemoryHotState } from '../../adapters/memory/memory-hot-state.ts';
import { type Clock, realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { HotState } from './port.ts';

export interface FakeHotState extends HotState {
  /** From now on every call is an outage, until `comeBack`. What was stored stays. */
  goAway(): void;
  comeBack(): void;
}

/** Hot state in memory that can be told to be away. */
export function fakeHotState({ clock = realClock }: { clock?: Pick<Clock, 'now'> } = {}): FakeHotState {
  const memory = openMemoryHotState({ clock });
  let away = false;
  const guard =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (away) throw new Outage({ port: 'hot-state', provider: 'fake', retryable: true }, 'hot state: away');
      return await call(...args);
    };
  return {
    provider: 'fake',
    get: guard(memory.get),
    set: guard(memory.set),
    delete: guard(memory.delete),
    increment: guard(memory.increment),
    lease: guard(memory.lease),
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
