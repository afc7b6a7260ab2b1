import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { OpenHotState } from './contract.ts';
import { fakeHotState } from './fake.ts';
import type { HotState, Lease } from './port.ts';

export interface BrokenHotState {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenHotState;
}

function broken(name: string, fails: string, breakage: (sound: HotState) => Partial<HotState>): BrokenHotState {
  return {
    name,
    fails,
    async open() {
      const clock = new VirtualClock();
      const sound = fakeHotState({ clock });
      return {
        state: { ...sound, ...breakage(sound) },
        wait: (ms) => clock.advance(ms),
        [Symbol.asyncDispose]: () => sound[Symbol.asyncDispose](),
      };
    },
  };
}

const year = 365 * 86_400_000;
const free: Lease = { renew: async () => true, release: async () => undefined };

export const brokenHotStates: readonly BrokenHotState[] = [
  broken('a delete that forgets to', 'a value is what was set last, until it is deleted', () => ({
    delete: async () => undefined,
  })),
  broken('empty values that are none', 'a value is what was set last, until it is deleted', (sound) => ({
    get: async (key) => (await sound.get(key)) || undefined,
  })),
  broken('keys cut at a colon', 'keys may hold anything and do not mix', (sound) => ({
    get: (key) => sound.get(key.split(':')[0] ?? key),
    set: (key, value, ttl) => sound.set(key.split(':')[0] ?? key, value, ttl),
  })),
  broken('values that never die', 'a value lives as long as its last setting says', (sound) => ({
    set: (key, value, ttl) => sound.set(key, value, ttl > 0 && ttl < year ? year : ttl),
  })),
  broken('the first time to live wins', 'a value lives as long as its last setting says', (sound) => {
    const first = new Map<string, number>();
    return {
      set(key, value, ttl) {
        first.set(key, first.get(key) ?? ttl);
        return sound.set(key, value, first.get(key) ?? ttl);
      },
    };
  }),
  broken('read, add, write', 'increments at once are all counted, and the sum is given', (sound) => ({
    async increment(key, by, ttl) {
      const sum = Number((await sound.get(key)) ?? 0) + by;
      await sound.set(key, String(sum), ttl);
      return sum;
    },
  })),
  broken(
    'each increment renews the counter',
    'a counter expires after its first increment, whatever comes later',
    (sound) => ({
      async increment(key, by, ttl) {
        const sum = await sound.increment(key, by, ttl);
        await sound.set(key, String(sum), ttl);
        return sum;
      },
    }),
  ),
  broken('a lease for everybody', 'a lease has one holder; released, another may take it', () => ({
    lease: async () => free,
  })),
  broken('a lease nobody can give back', 'a lease has one holder; released, another may take it', (sound) => ({
    async lease(key, ttl) {
      const lease = await sound.lease(key, ttl);
      return lease && { ...lease, release: async () => undefined };
    },
  })),
  broken(
    'a renewal that is only said',
    'a lease runs out, renewed it does not, and who lost it harms nobody',
    (sound) => ({
      async lease(key, ttl) {
        const lease = await sound.lease(key, ttl);
        return lease && { ...lease, renew: async () => true };
      },
    }),
  ),
  broken(
    'a release of anybody’s lease',
    'a lease runs out, renewed it does not, and who lost it harms nobody',
    (sound) => ({
      async lease(key, ttl) {
        const lease = await sound.lease(key, ttl);
        return lease && { ...lease, release: () => sound.delete(key) };
      },
    }),
  ),
  broken('no time to live is for ever', 'nothing lives for ever: a time to live must be one', (sound) => ({
    set: (key, value, ttl) => sound.set(key, value, ttl > 0 && Number.isFinite(ttl) ? ttl : year),
  })),
  broken('text counted as nothing', 'counting what is no number is an error, and changes nothing', (sound) => ({
    async increment(key, by, ttl) {
      await sound.set(key, String(by), ttl);
      return by;
    },
  })),
  broken('a close that changes nothing', 'closed, every call is an outage at once, and health says so', () => ({
    [Symbol.asyncDispose]: async () => undefined,
  })),
  broken('a hang instead of an outage', 'closed, every call is an outage at once, and health says so', (sound) => ({
    get: (key) => sound.get(key).catch(() => new Promise(() => undefined)),
  })),
];
