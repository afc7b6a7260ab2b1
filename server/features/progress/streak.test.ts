import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesOf } from '../../kit/local-day.ts';
import { FREEZES_MAX, walkStreak } from './streak.ts';

const none = new Set<string>();
const start = '2026-03-20';
/** Days by their number from the start. */
const on = (...numbers: number[]): string[] => numbers.map((n) => addDays(start, n));
const row = (from: number, to: number): string[] => datesOf(addDays(start, from), addDays(start, to));

test('[P7] today is open until it ends', () => {
  expect(walkStreak(row(0, 2), addDays(start, 2), none)).toMatchObject({ days: 3, todayDone: true });
  expect(walkStreak(row(0, 2), addDays(start, 3), none)).toMatchObject({ days: 3, todayDone: false });
  expect(walkStreak(row(0, 2), addDays(start, 4), none)).toMatchObject({ days: 0, longest: 3 });
  expect(walkStreak([], start, none)).toMatchObject({ days: 0, longest: 0, freezes: 0, nextFreezeIn: 7 });
});

test('[P8] a freeze is earned by seven days, two are held, and a missed day uses one', () => {
  expect(walkStreak(row(0, 6), addDays(start, 6), none)).toMatchObject({ freezes: 1, nextFreezeIn: 7 });
  expect(walkStreak(row(0, 29), addDays(start, 29), none)).toMatchObject({ freezes: FREEZES_MAX, nextFreezeIn: null });
  const bridged = walkStreak([...row(0, 6), ...on(8)], addDays(start, 8), none);
  expect(bridged).toMatchObject({ days: 8, freezes: 0, frozen: on(7) });
  const broken = walkStreak([...row(0, 6), ...on(9)], addDays(start, 9), none);
  expect(broken).toMatchObject({ days: 1, longest: 7, freezes: 0, frozen: [] });
  expect([...broken.everFrozen]).toEqual(on(7));
});

test('[P8] a freeze bridges yesterday before anything is done today', () => {
  expect(walkStreak(row(0, 6), addDays(start, 8), none)).toMatchObject({ days: 7, freezes: 0, frozen: on(7) });
});

test('[P9] a day that never was costs neither the streak nor a freeze', () => {
  expect(walkStreak([...row(0, 1), ...on(3)], addDays(start, 3), new Set(on(2)))).toMatchObject({
    days: 3,
    frozen: [],
  });
});

test('[P10] one more active day never makes the streak of today shorter', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 50 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 60 }), (active, late) => {
      const today = addDays(start, 60);
      const days = (of: number[]): string[] => on(...[...new Set(of)].sort((a, b) => a - b));
      const before = walkStreak(days(active), today, none);
      const after = walkStreak(days([...active, late]), today, none);
      expect(after.days).toBeGreaterThanOrEqual(before.days);
      expect(after.longest).toBeGreaterThanOrEqual(before.longest);
    }),
    { numRuns: 2_000 },
  );
});
