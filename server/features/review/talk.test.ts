import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Who } from '../../app/testing/feature-door.ts';
import type { LearningEvent, LearningEventOf } from '../learners/index.ts';
import { createCounter, openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

type AnswerData = LearningEventOf<'answer'>['data'];
const nextId = createCounter();

const answered = (more: Partial<AnswerData> = {}, at = new Date(room.clock.wall())): LearningEvent => ({
  id: `turn_${nextId()}/answer`,
  at,
  kind: 'answer',
  data: {
    conversation: 'conv_1',
    lesson: 'cafe-pl',
    exchange: 'd1',
    text: 'Poproszę kawę.',
    language: 'pl',
    verdict: 'right',
    how: 'spoken',
    attempt: 1,
    hints: 0,
    shown: false,
    correction: null,
    words: [],
    ...more,
  },
});

async function cardsOf(as: Who) {
  const { body } = await room.ask('/v1/review/cards?limit=100', { as });
  // biome-ignore lint/suspicious/noExplicitAny: as the door's answers
  return body.data as any[];
}

const production = async (as: Who) => (await cardsOf(as)).find((card) => card.kind === 'production');

async function rate(as: Who, card: string, rating: number) {
  return (await room.ask('/v1/review/answers', { as, body: { answers: [{ card, rating }] } })).body.cards[0];
}

test('[M15] answers of a lesson and the words of a finished one become items with their translations, once', async () => {
  const as = await room.newcomer();
  await room.record(as.personId, [answered(), answered({ text: 'Poproszę kawę' }), answered({ text: '' })]);
  expect((await cardsOf(as)).map(({ item }) => [item.text, item.translation, item.source, item.lesson])).toEqual(
    Array(3).fill(['Poproszę kawę.', 'A coffee, please.', 'lesson', 'cafe-pl']),
  );
  const finished = { lesson: 'cafe-pl', conversation: null, exchanges: 1, first_try: 1, with_help: 0, shown: 0 };
  await room.record(as.personId, [
    { id: 'fin-1', at: new Date(), kind: 'lesson-finished', data: { ...finished, skipped: 0, minutes: 1 } },
  ]);
  const texts = new Set((await cardsOf(as)).map(({ item }) => item.text));
  expect(texts).toEqual(new Set(['Poproszę kawę.', 'kawa', 'herbata']));
});

test('[M15] what the learner has deleted is not brought back by a lesson, only by themselves', async () => {
  const as = await room.newcomer();
  await room.record(as.personId, [answered()]);
  const [card] = await cardsOf(as);
  await room.ask(`/v1/review/items/${card.item.id}`, { as, method: 'DELETE' });
  await room.record(as.personId, [answered()]);
  expect(await cardsOf(as)).toEqual([]);
  await room.addWord(as, 'Poproszę kawę.', 'coffee!');
  expect(await cardsOf(as)).toHaveLength(3);
});

test('[M14] a right answer in a lesson is prompted: hard, of the production card alone, once it is due, once a day', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2027-02-01T09:00:00Z');
  await room.record(as.personId, [answered()]);
  // It was new: talk begins no card.
  const card = await production(as);
  expect(card).toMatchObject({ state: 'new', reps: 0 });
  const { due } = await rate(as, card.id, 4);
  room.clock.goTo('2027-02-03T09:00:00Z');
  await room.record(as.personId, [answered()]);
  expect(await production(as)).toMatchObject({ reps: 1, due });
  room.clock.goTo(due);
  const used = answered();
  await room.record(as.personId, [used, answered()]);
  expect(await production(as)).toMatchObject({ reps: 2, lapses: 0 });
  for (const other of (await cardsOf(as)).filter(({ kind }) => kind !== 'production')) expect(other.state).toBe('new');
  const { body } = await room.ask(`/v1/review/cards/${card.id}`, { as });
  expect(body.history.filter((one: { counted: boolean }) => one.counted)).toMatchObject([
    { rating: 2, source: 'conversation', evidence: { event: used.id, conversation: 'conv_1' } },
    { rating: 4, source: 'review' },
  ]);
  // Evidence that did not count is kept too.
  expect(body.history).toHaveLength(5);
  await room.ask('/v1/review/undo', { as, body: { event: `talk/${used.id}` } });
  // With it taken back, the other use of that day is the one that counts.
  expect(await production(as)).toMatchObject({ reps: 2 });
});

test('[M14] with help, shown, unsure, not first or not understood talk tells nothing; a wrong form is a lapse', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2027-03-01T09:00:00Z');
  await room.record(as.personId, [answered()]);
  const card = await production(as);
  room.clock.goTo((await rate(as, card.id, 4)).due);
  const silent: Partial<AnswerData>[] = [
    { hints: 1 },
    { shown: true },
    { attempt: 2 },
    { verdict: 'unsure' },
    { verdict: 'wrong' },
    { verdict: 'not-understood' },
    { verdict: 'wrong-form', hints: 1 },
    { lesson: 'review-pl' },
    { text: 'Nie ma takiej karty.' },
  ];
  await room.record(
    as.personId,
    silent.map((one) => answered(one)),
  );
  expect(await production(as)).toMatchObject({ reps: 1 });
  const correction = { said: 'Poproszę kawa.', better: 'Poproszę kawę.', why: '', kind: 'CASE' };
  await room.record(as.personId, [answered({ verdict: 'wrong-form', correction })]);
  expect(await production(as)).toMatchObject({ reps: 2, lapses: 1, state: 'relearning' });
  expect((await cardsOf(as)).find(({ kind }) => kind === 'recognition')).toMatchObject({ state: 'new', lapses: 0 });
});

test('[M14] a wrong form that a coach had mended first is a lapse all the same, mended or not', async () => {
  const correction = { said: 'Poproszę kawa.', better: 'Poproszę kawę.', why: '', kind: 'CASE' };
  for (const verdict of ['right', 'wrong-form'] as const) {
    const as = await room.newcomer();
    room.clock.goTo('2027-03-01T09:00:00Z');
    await room.record(as.personId, [answered()]);
    const card = await production(as);
    room.clock.goTo((await rate(as, card.id, 4)).due);
    // Asked to mend it, the learner is told neither the words nor which answer was meant.
    await room.record(as.personId, [answered({ verdict: 'wrong-form', text: '' })]);
    expect(await production(as)).toMatchObject({ reps: 1, lapses: 0 });
    const mended = answered({ verdict, correction, attempt: 2 });
    await room.record(as.personId, [mended]);
    expect(await production(as)).toMatchObject({ reps: 2, lapses: 1, state: 'relearning' });
    await room.ask('/v1/review/undo', { as, body: { event: `talk/${mended.id}` } });
    expect(await production(as)).toMatchObject({ reps: 1, lapses: 0, state: 'review' });
  }
});

test('[M14] used in free talk with nobody asking, a due card is known well', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2027-04-01T09:00:00Z');
  await room.record(as.personId, [answered()]);
  const card = await production(as);
  room.clock.goTo((await rate(as, card.id, 4)).due);
  const data = { conversation: 'conv_2', text: 'poproszę kawę', language: 'pl', how: 'typed' as const };
  await room.record(as.personId, [{ id: 'turn_free/used', at: new Date(room.clock.wall()), kind: 'used', data }]);
  const { history } = (await room.ask(`/v1/review/cards/${card.id}`, { as })).body;
  expect(history[0]).toMatchObject({ rating: 3, how: 'typed', counted: true, evidence: { conversation: 'conv_2' } });
});

test('[M8] two devices that tell of their answers in any order come to the same cards', {
  timeout: 60_000,
}, async () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 40 * 24 * 60 }),
    rating: fc.integer({ min: 1, max: 4 }),
    card: fc.integer({ min: 0, max: 1 }),
    undo: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 8 }).chain((steps) => {
        const count = steps.length + steps.filter(({ undo }) => undo).length;
        const order = Array.from({ length: count }, (_, index) => index);
        return fc.tuple(
          fc.constant(steps),
          fc.shuffledSubarray(order, { minLength: count }),
          fc.integer({ min: 1, max: count }),
        );
      }),
      async ([steps, order, cut]) => {
        const states: unknown[] = [];
        for (const shuffled of [false, true]) {
          const as = await room.newcomer();
          room.clock.goTo('2026-01-01T09:00:00Z');
          const words = [await room.addWord(as, 'jeden', 'one'), await room.addWord(as, 'dwa', 'two')];
          room.clock.goTo('2027-06-01T09:00:00Z');
          const events = steps.flatMap(({ minutes, rating, card, undo }, index) => {
            const at = new Date(Date.parse('2026-02-01T09:00:00Z') + minutes * 60_000).toISOString();
            const data = { card: words[card]?.recognition?.id, rating, how: 'button', ms: 100 };
            const event = { id: `event-0${index}`, at, kind: 'review', data };
            return undo
              ? [event, { id: `undo-00${index}`, at, kind: 'review-undone', data: { review: event.id } }]
              : [event];
          });
          const sent = shuffled ? order.map((index) => events[index]) : events;
          for (const part of [sent.slice(0, cut), sent.slice(cut), sent.slice(0, 1)]) {
            if (part.length > 0) await room.ask('/v1/learning/events', { as, body: { events: part } });
          }
          const cards = await cardsOf(as);
          states.push(
            cards.map(({ kind, item, state, due, stability, difficulty, reps, lapses }) => ({
              ...{ kind, text: item.text, state, due, stability, difficulty, reps, lapses },
            })),
          );
        }
        expect(states[1]).toEqual(states[0]);
      },
    ),
    { numRuns: 25 },
  );
});
