import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIds, isId } from './ids.ts';

test('ids of one source sort as they were made, whatever the wall clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), (times) => {
      let at = 0;
      const next = createIds({ wall: () => times[at++ % times.length] ?? 0 });
      const ids = times.map(() => next('turn'));
      expect([...ids].sort()).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('a full random part carries and keeps order and length', () => {
  const next = createIds({ wall: () => 1 }, (bytes) => new Uint8Array(bytes).fill(255));
  const ids = [next('x'), next('x')];
  expect(ids.every((id) => isId('x', id))).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

test('an id is told from anything else', () => {
  const id = createIds({ wall: () => 1_700_000_000_000 })('turn');
  expect(isId('turn', id)).toBe(true);
  for (const bad of [
    id.slice(0, -1),
    `${id}0`,
    id.replace('turn', 'call'),
    `turn_${'u'.repeat(26)}`,
    '',
    `turn_../${id.slice(8)}`,
  ]) {
    expect(isId('turn', bad)).toBe(false);
  }
});

test('two sources in the same millisecond do not collide', () => {
  const clock = { wall: () => 5 };
  const ids = Array.from({ length: 1000 }, () => createIds(clock)('a'));
  expect(new Set(ids).size).toBe(1000);
});
