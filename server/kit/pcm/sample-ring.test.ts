import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSampleRing } from './sample-ring.ts';

it('holds the last samples under their absolute positions, whatever the pieces', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 10 }),
      fc.nat(200),
      fc.nat(200),
      (capacity, pieces, from, to) => {
        const ring = createSampleRing(capacity);
        const all: number[] = [];
        for (const length of pieces) {
          const piece = Int16Array.from({ length }, (_, i) => all.length + i);
          all.push(...piece);
          ring.push(piece);
        }
        expect(ring.end).toBe(all.length);
        expect(ring.start).toBe(Math.max(0, all.length - capacity));
        expect([...ring.slice(from, to)]).toEqual(all.slice(Math.max(from, ring.start), Math.max(to, 0)));
      },
    ),
    { numRuns: 300 },
  );
});

it('forgets on demand and keeps counting', () => {
  const ring = createSampleRing(4);
  ring.push(Int16Array.of(1, 2, 3));
  ring.clear();
  ring.push(Int16Array.of(4, 5));
  expect([ring.start, ring.end, [...ring.slice(0, 9)]]).toEqual([3, 5, [4, 5]]);
});

it('refuses a size that holds nothing', () => {
  for (const size of [0, -1, 1.5, Number.NaN]) expect(() => createSampleRing(size)).toThrow(RangeError);
});
