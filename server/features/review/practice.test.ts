import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Who } from '../../app/testing/feature-door.ts';
import { openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const practice = async (as: Who) => (await room.ask('/v1/practice/daily', { as })).body;
const idsIn = (part: { cards: { id: string }[] }) => part.cards.map(({ id }) => id);
const rate = (as: Who, card: string, rating = 4) =>
  room.ask('/v1/review/answers', { as, body: { answers: [{ card, rating }] } });

test('[M40] daily practice is three reviews, three new cards, a dialogue and something to say, the same all day', async () => {
  const as = await room.newcomer();
  await room.ask('/v1/me/settings', { as, method: 'PATCH', body: { time_zone: 'Europe/Warsaw' } });
  room.clock.goTo('2026-03-20T09:00:00Z');
  for (const text of ['jeden', 'dwa', 'trzy', 'cztery']) {
    const { production } = await room.addWord(as, text, `meaning of ${text}`, ['production']);
    await rate(as, production?.id ?? '', 4);
  }
  for (const text of ['maj', 'luty', 'lipiec', 'marzec']) await room.addWord(as, text, `month ${text}`);
  room.clock.goTo('2026-03-28T22:59:00Z');
  const before = await practice(as);
  room.clock.goTo('2026-03-28T23:30:00Z');
  const first = await practice(as);
  expect([before.day, first.day]).toEqual(['2026-03-28', '2026-03-29']);
  expect(first).toMatchObject({
    object: 'daily_practice',
    reviews: { target: 3, done: 0 },
    new: { target: 3, done: 0 },
    dialogue: { lesson: 'cafe-pl', done: false },
    pronunciation: { language: 'pl', done: false },
    done: false,
  });
  await rate(as, first.reviews.cards[1].id);
  await rate(as, first.new.cards[0].id);
  room.clock.goTo('2026-03-29T21:59:00Z');
  const later = await practice(as);
  expect(later).toMatchObject({ reviews: { done: 1 }, new: { done: 1 }, done: false });
  expect([idsIn(later.reviews), idsIn(later.new)]).toEqual([idsIn(first.reviews), idsIn(first.new)]);
  expect([later.pronunciation.text, later.dialogue.lesson]).toEqual([first.pronunciation.text, first.dialogue.lesson]);
  for (const id of [...idsIn(first.reviews), ...idsIn(first.new)]) await rate(as, id);
  const at = new Date(room.clock.wall());
  const counts = { exchanges: 1, first_try: 1, with_help: 0, shown: 0, skipped: 0, minutes: 1 };
  await room.record(as.personId, [
    { id: 'fin-practice', at, kind: 'lesson-finished', data: { lesson: 'cafe-pl', conversation: null, ...counts } },
    { id: 'say-practice', at, kind: 'pronunciation', data: { text: 'jeden', language: 'pl', words: [] } },
  ]);
  expect(await practice(as)).toMatchObject({ reviews: { done: 3 }, new: { done: 3 }, done: true });
  room.clock.goTo('2026-03-29T22:00:00Z');
  expect(await practice(as)).toMatchObject({ day: '2026-03-30', dialogue: { done: false }, done: false });
});

test('[M40] a newcomer has a dialogue and something to say; cards are added once there are some', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-04-10T09:00:00Z');
  expect(await practice(as)).toMatchObject({
    reviews: { target: 0 },
    new: { target: 0 },
    pronunciation: { text: 'Poproszę kawę.' },
    done: false,
  });
  await room.addWord(as, 'kot', 'cat');
  const filled = await practice(as);
  expect(filled).toMatchObject({ new: { target: 1 }, pronunciation: { text: 'Poproszę kawę.' } });
  await room.ask(`/v1/review/items/${filled.new.cards[0].item.id}`, { as, method: 'DELETE' });
  expect(await practice(as)).toMatchObject({ new: { target: 0 } });
});
