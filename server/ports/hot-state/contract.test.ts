import { expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { rejectedBy } from '../contract.ts';
import { brokenHotStates } from './broken.ts';
import { hotStateChecks, hotStateContract } from './contract.ts';
import { fakeHotState } from './fake.ts';

hotStateContract('fake', async () => {
  const clock = new VirtualClock();
  const state = fakeHotState({ clock });
  return { state, wait: (ms) => clock.advance(ms), [Symbol.asyncDispose]: () => state[Symbol.asyncDispose]() };
});

test.each(brokenHotStates)('the contract rejects $name', async ({ open, fails }) => {
  const check = hotStateChecks.filter(({ name }) => name === fails);
  expect(check).toHaveLength(1);
  expect(await rejectedBy(check, open)).toEqual([fails]);
});

test('the fake can be away and come back with what it had', async () => {
  const state = fakeHotState();
  await state.set('k', 'x', 60_000);
  state.goAway();
  await expect(state.get('k')).rejects.toBeInstanceOf(Outage);
  await expect(state.health()).resolves.toMatchObject({ ok: false });
  state.comeBack();
  await expect(state.get('k')).resolves.toBe('x');
});
