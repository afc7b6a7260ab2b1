import { expect, test } from 'vitest';
import type { LearningEvent } from '../learners/index.ts';
import { dayFigures } from './day-figures.ts';
import { factsOf } from './facts.ts';
import { answer, at, event } from './testing/events.ts';

const none = new Set<string>();

function figures(events: readonly LearningEvent[], undone: ReadonlySet<string> = none) {
  const facts = events.flatMap(factsOf).map((fact) => ({ ...fact, day: '2026-01-01' }));
  return dayFigures('2026-01-01', facts, undone);
}

const xp = (...events: LearningEvent[]): number => figures(events)?.xp ?? 0;
const words = ['good', 'good', 'missed'].map((verdict) => ({ text: 'x', verdict }) as const);
const review = (n: number, more: object = {}) =>
  event(n, 'review', { card: `card-${n}`, rating: 3, how: 'button', ms: 4_000, ...more });
const items = (how: 'chosen' | 'typed', ...right: boolean[]) =>
  right.map((one, n) => ({ text: `w${n}`, language: 'pl', right: one, how }));
const task = (n: number, more: object = {}) =>
  event(n, 'task', {
    lesson: 'l',
    task: 't',
    type: 'fill_blank',
    right: 1,
    total: 2,
    ms: 20_000,
    items: items('typed', true, false),
    ...more,
  });

test.each<[string, LearningEvent[], number]>([
  ['found alone', [answer(0)], 10],
  ['found alone by keyboard', [answer(0, { how: 'typed' })], 10],
  ['with a slip', [answer(0, { verdict: 'close' })], 8],
  ['with a hint', [answer(0, { hints: 1 })], 6],
  ['given away', [answer(0, { shown: true, attempt: 3 })], 2],
  ['not understood, then right', [answer(0, { verdict: 'not-understood' }), answer(1, { attempt: 2 })], 10],
  ['wrong, then right', [answer(0, { verdict: 'wrong', text: '' }), answer(1, { attempt: 2 })], 7],
  ['a known mistake, then right', [answer(0, { verdict: 'wrong-form' }), answer(1, { attempt: 2 })], 9],
  ['review by button', [review(0)], 2],
  ['review by voice', [review(0, { how: 'spoken' })], 5],
  ['review forgotten', [review(0, { rating: 1 })], 1],
  ['review clicked away', [review(0, { ms: 400 })], 0],
  ['task written', [task(0)], 3],
  ['task picked', [task(0, { items: items('chosen', true, false) })], 1],
  ['task claimed', [task(0, { right: 300, total: 300, ms: 900_000, items: [] })], 0],
  ['task clicked through', [task(0, { ms: 300 })], 0],
  ['a minute of own speech', [event(0, 'talk', { conversation: 'c', learner_ms: 61_000, tutor_ms: 90_000 })], 2],
  ['a sound drill', [event(0, 'pronunciation', { text: 'rzeka', language: 'pl', words })], 2],
  ['a hint', [event(0, 'hint', { lesson: 'l', exchange: 'e', level: 1 })], 0],
  ['a shown answer', [event(0, 'answer-shown', { lesson: 'l', exchange: 'e' })], 0],
  ['a replay', [event(0, 'replayed', { what: 'model', lesson: 'l' })], 0],
  ['a lesson begun', [event(0, 'lesson-started', { lesson: 'l', conversation: null })], 0],
  ['practice that was clicked done', [event(0, 'practice-finished', { day: '2026-01-01', parts: 4 })], 0],
])('[P1] %s', (_, events, earned) => {
  expect(xp(...events)).toBe(earned);
});

const finished = (n: number, first_try: number) =>
  event(n, 'lesson-finished', {
    lesson: 'l',
    conversation: null,
    exchanges: 8,
    first_try,
    with_help: 0,
    shown: 0,
    skipped: 0,
    minutes: 3,
  });

test('[P1] a lesson earns when half of it was said, once a day', () => {
  expect(xp(finished(0, 4))).toBe(10);
  expect(xp(finished(0, 3))).toBe(0);
  expect(xp(finished(0, 4), answer(1), finished(2, 8))).toBe(20);
});

test('[P2] the same answer in a row earns once, and three times a day at most', () => {
  expect(xp(answer(0), answer(1), answer(2))).toBe(10);
  const other = (n: number) => answer(n, { exchange: `e${n}`, text: `inaczej ${n}` });
  expect(xp(answer(0), other(1), answer(2))).toBe(30);
  expect(xp(answer(0), other(1), answer(2), other(3), answer(4), other(5), answer(6))).toBe(60);
  expect(xp(review(0, { card: 'one' }), review(1, { card: 'one' }))).toBe(2);
  expect(xp(task(0), task(1))).toBe(3);
});

test('[P2] what earns nothing in between does not make an answer new', () => {
  expect(xp(answer(0), answer(1, { verdict: 'not-understood', text: '' }), answer(2))).toBe(10);
});

test('[P3] a moment counts once, and what has no measure lasts since what came before', () => {
  // A turn of 40 s that ended at :00, and a review of 30 s that ended 10 s later.
  const talk = event(0, 'talk', { conversation: 'c', learner_ms: 15_000, tutor_ms: 25_000 });
  expect(figures([talk])?.effortMs).toBe(40_000);
  const within = { ...review(1, { ms: 30_000 }), at: at(10 / 60) };
  expect(figures([talk, within])?.effortMs).toBe(50_000);
  expect(figures([answer(0)])?.effortMs).toBe(0);
  const soon = { ...answer(1, { exchange: 'e2' }), at: at(0.5) };
  const late = { ...answer(2, { exchange: 'e3' }), at: at(30) };
  expect(figures([answer(0), soon, late])?.effortMs).toBe(30_000 + 60_000);
});

test('[P4] a review that was taken back is nothing', () => {
  const one = review(0);
  expect(figures([one], new Set([one.id]))).toBeUndefined();
  expect(figures([one, review(1)], new Set([one.id]))).toMatchObject({ xp: 2, reviews: 1 });
});

test('[P10] order of arrival makes no difference to a day', () => {
  const events = [answer(0), review(1), answer(2), task(3), answer(4, { verdict: 'wrong', exchange: 'e2' })];
  expect(figures([...events].reverse())).toEqual(figures(events));
});
