import { expect, test } from 'vitest';
import { badgesOf } from './badges.ts';
import { calibrate } from './calibration.ts';
import { estimateLevel } from './level.ts';
import { walkStreak } from './streak.ts';

const at = new Date('2026-01-01T12:00:00Z');

test('[P19] a level needs evidence, and is a range', () => {
  expect(estimateLevel(undefined, [])).toEqual({ from: null, to: null, evidence: [] });
  const few = { level: 'A1', right: 19, total: 19, at };
  expect(estimateLevel(undefined, [few])).toMatchObject({ from: null, to: null });
  expect(estimateLevel(undefined, [{ ...few, right: 16, total: 20 }])).toMatchObject({ from: 'A1', to: 'A2' });
  expect(estimateLevel(undefined, [{ ...few, right: 8, total: 20 }])).toMatchObject({ from: 'A0', to: 'A1' });
  const placed = { from: 'A2', to: 'B1', right: 9, total: 12, at };
  expect(estimateLevel(placed, [])).toMatchObject({ from: 'A2', to: 'B1' });
  expect(estimateLevel(placed, [{ level: 'B1', right: 30, total: 30, at }])).toMatchObject({ from: 'B1', to: 'B2' });
  expect(estimateLevel(placed, [{ level: 'A1', right: 30, total: 30, at }]).evidence).toHaveLength(2);
});

test('[P18] predicted recall stands beside observed recall', () => {
  expect(calibrate([])).toEqual({ reviews: 0, enough: false, predicted: null, observed: null, bins: [] });
  const reviews = Array.from({ length: 100 }, (_, n) => ({ predicted: n < 50 ? 0.92 : 0.55, recalled: n % 10 !== 0 }));
  const found = calibrate(reviews);
  expect(found).toMatchObject({ reviews: 100, enough: true, observed: 0.9 });
  expect(found.bins).toEqual([
    { from: 0.5, to: 0.6, predicted: expect.closeTo(0.55), observed: 0.9, reviews: 50 },
    { from: 0.9, to: 0.95, predicted: expect.closeTo(0.92), observed: 0.9, reviews: 50 },
  ]);
  expect(calibrate([{ predicted: 1, recalled: true }]).bins).toHaveLength(1);
});

test('[P16] badges tell how far they are, and when they were earned', () => {
  const days = Array.from({ length: 8 }, (_, n) => {
    const moment = new Date(at.getTime() + n * 86_400_000);
    return { day: moment.toISOString().slice(0, 10), xp: 200, learnerMs: 600_000, firstAt: moment, lastAt: moment };
  });
  const badges = badgesOf({
    firstSpokenReply: at,
    lessonsCompleted: [at],
    perfectLessons: [],
    phrasesMastered: [at, at, at],
    errorsCured: [],
    reviews: { count: 120, hundredth: at, thousandth: undefined },
    days,
    streak: walkStreak(
      days.map(({ day }) => day),
      '2026-01-08',
      new Set(),
    ),
  });
  const told = Object.fromEntries(badges.map((badge) => [badge.id, badge]));
  expect(told['first-spoken-reply']).toMatchObject({ earnedAt: at });
  expect(told['ten-phrases']).toEqual({ id: 'ten-phrases', earnedAt: null, have: 3, need: 10 });
  expect(told.week).toMatchObject({ earnedAt: new Date('2026-01-07T12:00:00Z'), have: 7 });
  expect(told['hour-spoken']).toMatchObject({ earnedAt: new Date('2026-01-06T12:00:00Z') });
  expect(told['thousand-points']).toMatchObject({ earnedAt: new Date('2026-01-05T12:00:00Z') });
  expect(told['hundred-reviews']).toMatchObject({ earnedAt: at, have: 100 });
  expect(told['thousand-reviews']).toMatchObject({ earnedAt: null, have: 120 });
  expect(new Set(badges.map(({ id }) => id)).size).toBe(badges.length);
});
