import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervals, isLeech, type LoggedReview, newMemory, rated, replay, retrievability } from './memory.ts';

const START = Date.parse('2026-01-01T10:00:00Z');
const DAY_MS = 86_400_000;
const base = newMemory(new Date(START));

const reviews = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 400 * 24 * 60 }),
      rating: fc.integer({ min: 1, max: 4 }),
      source: fc.constantFrom('review' as const, 'review' as const, 'conversation' as const),
      undone: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((all) =>
    all.map(({ minutes, ...one }, n): LoggedReview => {
      const at = new Date(START + minutes * 60_000);
      return { ...one, id: `event-${n}`, at, day: at.toISOString().slice(0, 10), retention: 0.9 };
    }),
  );

test('[M8] whatever the order in which a log is heard of, it leads to the same memory', () => {
  fc.assert(
    fc.property(
      reviews.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        expect(replay(base, other, null)).toEqual(replay(base, one, null));
      },
    ),
  );
});

test('[M9] what is taken back leaves the memory as if it had never been', () => {
  fc.assert(
    fc.property(reviews, (all) => {
      const kept = all.filter(({ undone }) => !undone);
      expect(replay(base, all, null).memory).toEqual(replay(base, kept, null).memory);
    }),
  );
});

test('[M14] talk counts at most once a day, and a right use only once the card is due', () => {
  fc.assert(
    fc.property(reviews, (all) => {
      const { applied } = replay(base, all, null);
      const talk = all.filter(({ id, source }) => source === 'conversation' && applied.get(id)?.counted);
      expect(new Set(talk.map(({ day }) => day)).size).toBe(talk.length);
      for (const one of talk) expect(applied.get(one.id)?.stateBefore).toBe(2);
    }),
  );
  const review = (id: string, days: number, rating: number, source: 'review' | 'conversation'): LoggedReview => ({
    id,
    at: new Date(START + days * DAY_MS),
    day: `day ${days}`,
    rating,
    source,
    retention: 0.9,
    undone: false,
  });
  const known = review('a', 0, 4, 'review');
  const counts = (more: LoggedReview[], id: string) => replay(base, [known, ...more], null).applied.get(id)?.counted;
  expect(counts([review('b', 4, 2, 'conversation')], 'b')).toBe(false);
  expect(counts([review('b', 9, 2, 'conversation')], 'b')).toBe(true);
  expect(counts([review('b', 4, 1, 'conversation')], 'b')).toBe(true);
  expect(counts([review('b', 9, 1, 'conversation'), review('c', 9, 2, 'conversation')], 'c')).toBe(false);
  expect(replay(base, [review('b', 9, 3, 'conversation')], null).memory).toEqual(base);
});

test('[M11] after a reset nothing of before counts', () => {
  fc.assert(
    fc.property(reviews, fc.integer({ min: 0, max: 400 }), (all, days) => {
      const resetAt = new Date(START + days * DAY_MS);
      const after = all.filter(({ at }) => at > resetAt);
      const fresh = newMemory(resetAt);
      expect(replay(fresh, all, resetAt).memory).toEqual(replay(fresh, after, resetAt).memory);
    }),
  );
});

test('[M1] a wish for better retention brings cards back sooner, and a better rating later', () => {
  const known = rated(base, 4, new Date(START), 0.9);
  const at = known.due;
  const [again, hard, good, easy] = intervals(known, at, 0.9);
  expect([again, hard, good, easy]).toEqual([again, hard, good, easy].toSorted((a, b) => a - b));
  const wishes = [0.7, 0.8, 0.9, 0.97].map((retention) => intervals(known, at, retention)[2]);
  expect(wishes).toEqual(wishes.toSorted((a, b) => b - a));
  expect(retrievability(known, at)).toBeCloseTo(0.9, 2);
  expect(retrievability(base, at)).toBeUndefined();
});

test('[M10] leech after eight lapses, then after four more', () => {
  expect([7, 8, 20].map((lapses) => isLeech(lapses, -1))).toEqual([false, true, true]);
  expect([8, 11, 12].map((lapses) => isLeech(lapses, 8))).toEqual([false, false, true]);
});
