import { expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { hotStateContract } from '../../ports/hot-state/contract.ts';
import { openMemoryHotState } from './memory-hot-state.ts';

hotStateContract('memory', async () => {
  const clock = new VirtualClock();
  const state = openMemoryHotState({ clock });
  return { state, wait: (ms) => clock.advance(ms), [Symbol.asyncDispose]: () => state[Symbol.asyncDispose]() };
});

test('it never holds more than it may: what is expired goes first, then the oldest', async () => {
  const clock = new VirtualClock();
  await using state = openMemoryHotState({ clock, maxEntries: 100 });
  await state.set('first', 'x', 60_000);
  for (let i = 0; i < 99; i += 1) await state.set(`brief ${i}`, 'x', 10);
  await clock.advance(20);
  await state.set('new', 'x', 60_000);
  expect(await state.get('first')).toBe('x');
  expect((await state.health()).detail).toBe('memory, 2 entries');
  for (let i = 0; i < 10_000; i += 1) {
    await state.set(`many ${i}`, 'x', 60_000);
    if (i % 500 === 0) expect(Number((await state.health()).detail.split(' ')[1])).toBeLessThanOrEqual(100);
  }
  expect(await state.get('first')).toBeUndefined();
  expect(await state.get('many 9999')).toBe('x');
});

test('it leaves no timer behind', async () => {
  const clock = new VirtualClock();
  await using state = openMemoryHotState({ clock });
  await state.set('k', 'x', 10);
  await state.lease('l', 10);
  await state.increment('n', 1, 10);
  expect(clock.timers).toBe(0);
});
