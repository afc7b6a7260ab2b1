import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { type Check, registerChecks, within } from '../contract.ts';
import type { HotState } from './port.ts';

export interface HotStateSetting extends AsyncDisposable {
  /** Empty, or with keys nobody else has. */
  state: HotState;
  /** Lets time pass: on a virtual clock, or really. */
  wait(ms: number): Promise<void>;
}

export type OpenHotState = () => Promise<HotStateSetting>;

/** Far from each other, for busy machines: what must live has a minute, what must die has little. */
const long = 60_000;
const short = 150;
const over = 600;

export const hotStateChecks: readonly Check<OpenHotState>[] = [
  {
    name: 'a value is what was set last, until it is deleted',
    run: async (open) => {
      await using setting = await open();
      const { state } = setting;
      assert.equal(await state.get('k'), undefined);
      await state.set('k', 'one', long);
      await state.set('k', 'zażółć \u{1F600}\n\0', long);
      await state.set('empty', '', long);
      assert.equal(await state.get('k'), 'zażółć \u{1F600}\n\0');
      assert.equal(await state.get('empty'), '');
      assert.equal(await state.get('K'), undefined);
      await state.delete('k');
      await state.delete('never there');
      assert.equal(await state.get('k'), undefined);
      assert.equal(await state.get('empty'), '');
    },
  },
  {
    name: 'keys may hold anything and do not mix',
    run: async (open) => {
      await using setting = await open();
      const keys = ['a', 'a:b', 'a*', '*', 'a b', '__proto__', 'constructor', 'ż', 'x'.repeat(500)];
      for (const key of keys) await setting.state.set(key, key, long);
      for (const key of keys) assert.equal(await setting.state.get(key), key);
    },
  },
  {
    name: 'a value lives as long as its last setting says',
    run: async (open) => {
      await using setting = await open();
      const { state, wait } = setting;
      await state.set('dies', 'x', short);
      await state.set('shortened', 'x', long);
      await state.set('shortened', 'x', short);
      await state.set('lengthened', 'x', short);
      await state.set('lengthened', 'y', long);
      await wait(over);
      assert.equal(await state.get('dies'), undefined);
      assert.equal(await state.get('shortened'), undefined);
      assert.equal(await state.get('lengthened'), 'y');
    },
  },
  {
    name: 'increments at once are all counted, and the sum is given',
    run: async (open) => {
      await using setting = await open();
      const sums = await Promise.all(Array.from({ length: 40 }, () => setting.state.increment('n', 2, long)));
      assert.deepEqual(
        sums.sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, i) => (i + 1) * 2),
      );
      assert.equal(await setting.state.increment('n', -80, long), 0);
      assert.equal(await setting.state.get('n'), '0');
    },
  },
  {
    name: 'a counter expires after its first increment, whatever comes later',
    run: async (open) => {
      await using setting = await open();
      const { state, wait } = setting;
      await state.increment('n', 1, 400);
      await wait(100);
      await state.increment('n', 1, long);
      await wait(900);
      assert.equal(await state.get('n'), undefined);
      assert.equal(await state.increment('n', 1, long), 1);
    },
  },
  {
    name: 'a lease has one holder; released, another may take it',
    run: async (open) => {
      await using setting = await open();
      const { state } = setting;
      const takes = await Promise.all(Array.from({ length: 10 }, () => state.lease('l', long)));
      const held = takes.filter((lease) => lease !== undefined);
      assert.equal(held.length, 1);
      const [first] = held;
      assert.equal(await first?.renew(), true);
      await first?.release();
      assert.equal(await first?.renew(), false);
      assert.ok(await state.lease('l', long));
      assert.ok(await state.lease('another', long));
    },
  },
  {
    name: 'a lease runs out, renewed it does not, and who lost it harms nobody',
    run: async (open) => {
      await using setting = await open();
      const { state, wait } = setting;
      const lost = await state.lease('l', short);
      const kept = await state.lease('kept', 1_500);
      await wait(900);
      assert.equal(await kept?.renew(), true);
      assert.equal(await lost?.renew(), false);
      const next = await state.lease('l', long);
      assert.ok(next);
      await lost?.release();
      assert.equal(await state.lease('l', long), undefined);
      assert.equal(await next.renew(), true);
      await wait(900);
      assert.equal(await state.lease('kept', long), undefined);
    },
  },
  {
    name: 'nothing lives for ever: a time to live must be one',
    run: async (open) => {
      await using setting = await open();
      const { state } = setting;
      for (const ttl of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
        await assert.rejects(state.set('k', 'x', ttl), RangeError);
        await assert.rejects(state.increment('n', 1, ttl), RangeError);
        await assert.rejects(state.lease('l', ttl), RangeError);
      }
      assert.equal(await state.get('k'), undefined);
      await state.set('fraction', 'x', 60_000.5);
      assert.equal(await state.get('fraction'), 'x');
    },
  },
  {
    name: 'counting what is no number is an error, and changes nothing',
    run: async (open) => {
      await using setting = await open();
      await setting.state.set('k', 'text', long);
      await assert.rejects(setting.state.increment('k', 1, long), (error) => !(error instanceof Outage));
      assert.equal(await setting.state.get('k'), 'text');
    },
  },
  {
    name: 'closed, every call is an outage at once, and health says so',
    run: async (open) => {
      await using setting = await open();
      const { state } = setting;
      assert.equal((await state.health()).ok, true);
      await state[Symbol.asyncDispose]();
      await state[Symbol.asyncDispose]();
      await assert.rejects(within(3_000, 'the refusal', state.get('k')), Outage);
      await assert.rejects(within(3_000, 'the refusal', state.set('k', 'x', long)), Outage);
      assert.equal((await state.health()).ok, false);
    },
  },
];

export function hotStateContract(name: string, open: OpenHotState): void {
  describe(`hot state contract: ${name}`, () => registerChecks(hotStateChecks, open));
}
