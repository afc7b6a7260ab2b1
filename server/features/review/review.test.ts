import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Who } from '../../app/testing/feature-door.ts';
import { openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;

async function answer(as: Who, card: string, rating: number, more: object = {}) {
  const { status, body } = await room.ask('/v1/review/answers', { as, body: { answers: [{ card, rating, ...more }] } });
  expect([status, body]).toMatchObject([200, {}]);
  return body.cards[0];
}

test('[M1] the intervals of FSRS-6 come out of the public doors as its authors publish them', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2022-11-29T12:30:00Z');
  const { production } = await room.addWord(as, 'rzeka', 'river');
  const intervals: number[] = [];
  for (const rating of [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]) {
    const card = await answer(as, production?.id ?? '', rating);
    intervals.push(card.interval_days);
    room.clock.goTo(card.due);
  }
  expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
});

test('[M1] the memory state of FSRS-6 comes out of the public doors, also from a log that was kept offline', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2023-06-01T12:00:00Z');
  const { recognition, hearing } = await room.addWord(as, 'rzeka', 'river');
  const start = Date.parse('2023-01-01T12:00:00Z');
  let days = 0;
  const reviews = [1, 3, 3, 3, 3, 3].map((rating, n) => {
    days += [0, 0, 1, 3, 8, 21][n] ?? 0;
    return { rating, at: new Date(start + days * DAY_MS).toISOString() };
  });
  const log = (card: string) =>
    reviews.map(({ rating, at }, n) => ({
      id: `offline-${card}-${n}`,
      at,
      kind: 'review',
      data: { card, rating, how: 'button', ms: 2_000 },
    }));
  for (const { rating, at } of reviews) await answer(as, recognition?.id ?? '', rating, { at });
  await room.ask('/v1/learning/events', { as, body: { events: log(hearing?.id ?? '').reverse() } });
  for (const card of [recognition, hearing]) {
    const { body } = await room.ask(`/v1/review/cards/${card?.id}`, { as });
    expect(body.stability).toBeCloseTo(53.62691, 4);
    expect(body.difficulty).toBeCloseTo(6.3574867, 6);
    expect(body.history).toHaveLength(6);
  }
});
