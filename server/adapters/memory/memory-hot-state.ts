import { randomBytes } from 'node:crypto';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { HotState, Lease } from '../../ports/hot-state/port.ts';
import { requireTtl } from '../../ports/hot-state/ttl.ts';

export interface MemoryHotStateOptions {
  clock: Pick<Clock, 'now'>;
  /** Above it the oldest entries go, as a full Redis would do. */
  maxEntries?: number;
}

interface Entry {
  value: string;
  /** On the clock; nothing expires by a timer. */
  expiresAt: number;
}

const provider = 'memory';

/** Hot state of one process. */
export function openMemoryHotState({ clock, maxEntries = 100_000 }: MemoryHotStateOptions): HotState {
  /** In order of writing. */
  const entries = new Map<string, Entry>();
  let closed = false;

  const use = (): void => {
    if (closed) throw new Outage({ port: 'hot-state', provider, retryable: false }, 'hot state: it is closed');
  };
  const read = (key: string): Entry | undefined => {
    use();
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > clock.now()) return entry;
    entries.delete(key);
    return undefined;
  };
  const write = (key: string, value: string, expiresAt: number): void => {
    use();
    entries.delete(key);
    if (entries.size >= maxEntries) makeRoom();
    entries.set(key, { value, expiresAt });
  };
  const makeRoom = (): void => {
    const now = clock.now();
    for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
    // A tenth at once, so that a full store does not look through all of it at every write.
    const room = Math.ceil(maxEntries / 10);
    for (const key of entries.keys()) {
      if (entries.size <= maxEntries - room) break;
      entries.delete(key);
    }
  };

  return {
    provider,
    get: async (key) => read(key)?.value,
    set: async (key, value, ttlMs) => write(key, value, clock.now() + requireTtl(ttlMs)),
    async delete(key) {
      use();
      entries.delete(key);
    },
    async increment(key, by, ttlMs) {
      requireTtl(ttlMs);
      const entry = read(key);
      const sum = Number(entry?.value ?? 0) + by;
      if (!Number.isSafeInteger(sum)) throw new RangeError(`the value of ${key} is not a counter`);
      write(key, String(sum), entry?.expiresAt ?? clock.now() + ttlMs);
      return sum;
    },
    async lease(key, ttlMs): Promise<Lease | undefined> {
      requireTtl(ttlMs);
      if (read(key) !== undefined) return undefined;
      const token = randomBytes(12).toString('hex');
      write(key, token, clock.now() + ttlMs);
      const held = (): boolean => read(key)?.value === token;
      return {
        async renew() {
          if (!held()) return false;
          write(key, token, clock.now() + ttlMs);
          return true;
        },
        async release() {
          if (held()) entries.delete(key);
        },
      };
    },
    health: async () => ({ ok: !closed, detail: closed ? 'closed' : `memory, ${entries.size} entries` }),
    async [Symbol.asyncDispose]() {
      closed = true;
      entries.clear();
    },
  };
}
