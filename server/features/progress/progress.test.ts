import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FeatureDoor, openFeatureDoor } from '../../app/testing/feature-door.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type LearnersFeature, type LearningEvent, learners } from '../learners/index.ts';
import { type PredictedReview, type ProgressFeature, progress } from './index.ts';
import { answer, event } from './testing/events.ts';

let database: Database;
let door: FeatureDoor;
let people: LearnersFeature;
let feature: ProgressFeature;
let nobody = 0;
let me = '';
const predicted: PredictedReview[] = [];
let inMemory: { language: string; word: string; at: Date }[] = [];

/** Where the tests' clock stands: some days after the events. */
let now = Date.parse('2026-01-01T13:00:00Z');
const clock = Object.assign(new VirtualClock(), { wall: () => now });
const DAY = 24 * 60;

const course = {
  lesson: async (_: string, id: string) =>
    id === 'l' || id === 'empty'
      ? {
          id,
          title: 'Kawa',
          language: 'pl',
          level: 'A1',
          phrases: [
            { exchange: 'e1', text: 'Poproszę kawę.' },
            { exchange: 'e2', text: 'Dziękuję bardzo.' },
          ],
        }
      : undefined,
  next: async () => 'lesson-next',
};

beforeAll(async () => {
  database = await openFakeDatabase();
  people = learners({
    clock,
    log: silentLog,
    database,
    projections: () => [feature.projection],
    settingsChanged: (tx, personId, settings) => feature.settingsChanged(tx, personId, settings),
    emailOf: async () => undefined,
  });
  let ids = 0;
  feature = progress({
    clock,
    log: silentLog,
    newId: (prefix) => `${prefix}_${++ids}_of_test`,
    database,
    learners: people,
    course,
    predictedReviews: async () => predicted,
    knownWords: async () => inMemory,
  });
  door = await openFeatureDoor([people, feature], { database });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

beforeEach(async () => {
  me = `person_${++nobody}`;
  inMemory = [];
  now = Date.parse('2026-01-01T13:00:00Z');
  await addPerson(me);
});

const addPerson = (id: string) =>
  database.transaction((tx) => people.addPerson(tx, { id, name: '', role: 'learner', createdAt: new Date(now) }));

const learn = (events: readonly LearningEvent[], personId = me) =>
  database.transaction((tx) => people.record(tx, personId, events));

const ask = async (path: string, options: { method?: string; body?: unknown } = {}) => {
  const { body, status } = await door.ask(path, { ...options, as: { personId: me } });
  expect([path, status]).toEqual([path, 200]);
  return body;
};

const corrected = (minutes: number, id: string, better = 'Poproszę kawę') =>
  event(minutes, 'corrected', {
    correction: id,
    lesson: 'l',
    rule: 'case-after-prosic',
    said: 'Poproszę kawa',
    better,
    kind: 'CASE',
  });

test('[P7] a newcomer has nothing, and that is told in numbers', async () => {
  const overview = await ask('/v1/progress');
  expect(overview).toMatchObject({
    day: '2026-01-01',
    time_zone: 'UTC',
    today: { state: 'open', xp: 0, goal_reached: false },
    streak: { days: 0, longest: 0, today_done: false, freezes: 0, freezes_max: 2, next_freeze_in: 7, frozen: [] },
    accuracy: { recent: null, before: null, days: [] },
    spoken: { talk_ratio: null },
    weak_spots: [],
    badges: [],
    next_lesson: 'lesson-next',
  });
  expect(overview.week).toHaveLength(7);
});

test('[P1] an answer, a review and a talk show in the day they were', async () => {
  await learn([
    answer(0),
    event(1, 'review', { card: 'c', rating: 3, how: 'typed', ms: 5_000 }),
    event(2, 'talk', { conversation: 'c', learner_ms: 60_000, tutor_ms: 30_000 }),
  ]);
  expect(await ask('/v1/progress')).toMatchObject({
    today: { state: 'active', xp: 17, answers: 1, reviews: 1, first_tries: 1, first_right: 1 },
    streak: { days: 1, today_done: true },
    spoken: { learner_minutes: 1, tutor_minutes: 0.5, talk_ratio: 2 / 3 },
    accuracy: { recent: 1, before: null },
    badges: [{ id: 'first-spoken-reply', earned_at: '2026-01-01T12:00:00.000Z', have: 1, need: 1 }],
  });
});

test('[P5] a change of the time zone rewrites nothing, and late events still belong to the zone they happened in', async () => {
  const change = (time_zone: string) => ask('/v1/me/settings', { method: 'PATCH', body: { time_zone } });
  await change('Europe/Warsaw');
  const late = answer(11 * 60 + 30);
  await learn([late]);
  now = Date.parse('2026-01-03T12:00:00Z');
  await change('America/New_York');
  await learn([answer(11 * 60 + 40, { exchange: 'e2', text: 'Dziękuję bardzo.' })]);
  const { data } = await ask('/v1/progress/calendar?from=2026-01-01&to=2026-01-02');
  expect(data.map(({ day, xp }: { day: string; xp: number }) => [day, xp])).toEqual([
    ['2026-01-01', 0],
    ['2026-01-02', 20],
  ]);
  expect(await ask('/v1/progress')).toMatchObject({ day: '2026-01-03', time_zone: 'America/New_York' });
});

test('[P6] a streak goes through both changes of clocks in Warsaw', async () => {
  await ask('/v1/me/settings', { method: 'PATCH', body: { time_zone: 'Europe/Warsaw' } });
  const nights = (...isos: string[]): LearningEvent[] =>
    isos.map((iso, n) => ({
      ...answer(n, { exchange: `e${n}`, text: `zdanie ${n}` }, `night-${iso}`),
      at: new Date(iso),
    }));
  // Half past eleven at night, each day, on the wall.
  await learn(nights('2026-03-28T22:30:00Z', '2026-03-29T21:30:00Z', '2026-03-30T21:30:00Z'));
  now = Date.parse('2026-03-30T21:45:00Z');
  expect((await ask('/v1/progress')).streak).toMatchObject({ days: 3, today_done: true });
  await learn(nights('2026-10-24T21:30:00Z', '2026-10-25T22:30:00Z', '2026-10-26T22:30:00Z'));
  now = Date.parse('2026-10-26T22:45:00Z');
  expect((await ask('/v1/progress')).streak).toMatchObject({ days: 3, longest: 3, today_done: true });
});

test('[P10] a day that arrives late mends the streak', async () => {
  const on = (day: number) => answer(day * DAY, { exchange: `e${day}`, text: `zdanie ${day}` });
  await learn([on(0), on(2)]);
  now = Date.parse('2026-01-03T13:00:00Z');
  expect((await ask('/v1/progress')).streak).toMatchObject({ days: 1 });
  await learn([on(1)]);
  expect((await ask('/v1/progress')).streak).toMatchObject({ days: 3, longest: 3 });
});

test('[P8] the calendar tells a frozen day from a missed one', async () => {
  const days = [0, 1, 2, 3, 4, 5, 6, 8];
  await learn(days.map((day) => answer(day * DAY, { exchange: `e${day}`, text: `zdanie ${day}` })));
  now = Date.parse('2026-01-12T13:00:00Z');
  const { data } = await ask('/v1/progress/calendar?from=2025-12-31&to=2026-01-12');
  expect(data.map(({ state }: { state: string }) => state)).toEqual([
    'before',
    ...Array(7).fill('active'),
    'frozen',
    'active',
    'missed',
    'missed',
    'open',
  ]);
  expect((await door.ask('/v1/progress/calendar?from=2026-02-01&to=2026-01-01')).status).toBe(400);
  expect((await door.ask('/v1/progress/calendar?from=2024-01-01&to=2026-01-01')).status).toBe(400);
});

test('[P4] taking a review back works from either side, even on another day', async () => {
  const review = (id: string) => event(0, 'review', { card: id, rating: 3, how: 'typed', ms: 5_000 }, id);
  const undone = (id: string) => event(DAY, 'review-undone', { review: id }, `${id}-undone`);
  await learn([review('review-1'), review('review-2')]);
  expect((await ask('/v1/progress')).today).toMatchObject({ xp: 10, reviews: 2 });
  await learn([undone('review-1')]);
  expect((await ask('/v1/progress')).today).toMatchObject({ xp: 5, reviews: 1 });
  await learn([undone('review-3')]);
  await learn([review('review-3')]);
  expect((await ask('/v1/progress')).today).toMatchObject({ xp: 5, reviews: 1 });
});

test('[P14] an error is shown, counts down to cured, and comes back', async () => {
  await learn([corrected(0, 'corr-1')]);
  const error = async () => (await ask('/v1/progress/errors')).data[0];
  expect(await error()).toMatchObject({
    rule: 'case-after-prosic',
    state: 'open',
    uses_left: 3,
    days_left: 2,
    said: 'Poproszę kawa',
    better: 'Poproszę kawę',
  });
  await learn([answer(DAY), answer(DAY + 5, { text: 'Poproszę kawę i wodę.', exchange: 'e2' })]);
  expect(await error()).toMatchObject({ state: 'open', uses_left: 1, days_left: 1 });
  await learn([answer(2 * DAY, { hints: 1 }), answer(2 * DAY + 5)]);
  expect(await error()).toMatchObject({
    state: 'cured',
    uses_left: 0,
    days_left: 0,
    cured_at: '2026-01-03T12:05:00.000Z',
  });
  expect((await ask('/v1/progress')).errors).toEqual({ open: 0, cured: 1 });
  await learn([corrected(3 * DAY, 'corr-2')]);
  expect(await error()).toMatchObject({ state: 'open', times: 2, came_back: 1, right_uses: 0, correction: 'corr-2' });
  expect((await ask('/v1/progress/errors?state=cured')).data).toEqual([]);
});

test('[P14] misspellings are told apart by their word', async () => {
  const misspelt = (minutes: number, said: string, better: string) =>
    event(minutes, 'corrected', {
      correction: `corr-${minutes}`,
      lesson: null,
      rule: 'hunspell.spelling',
      said,
      better,
      kind: 'SPELL',
    });
  await learn([misspelt(0, 'żeka', 'rzeka'), misspelt(1, 'ktury', 'który'), misspelt(2, 'zeka', 'rzeka')]);
  const { data } = await ask('/v1/progress/errors');
  expect(data.map(({ better, times }: { better: string; times: number }) => [better, times])).toEqual([
    ['rzeka', 2],
    ['który', 1],
  ]);
});

test('[P15] a disputed correction is no error until the dispute is taken back', async () => {
  await learn([corrected(0, 'corr-1')]);
  const dispute = (method: string) => ask('/v1/corrections/corr-1/dispute', { method });
  expect(await dispute('POST')).toMatchObject({ id: 'corr-1', disputed: true });
  expect(await dispute('POST')).toMatchObject({ disputed: true });
  expect((await ask('/v1/progress/errors')).data).toEqual([]);
  expect((await ask('/v1/corrections')).data).toMatchObject([{ id: 'corr-1', disputed: true, kind: 'CASE' }]);
  const written = (await ask('/v1/learning/events?kind=disputed')).data;
  expect(written).toHaveLength(1);
  now += 60_000;
  expect(await dispute('DELETE')).toMatchObject({ disputed: false });
  expect((await ask('/v1/progress/errors')).data).toMatchObject([{ state: 'open', times: 1 }]);
  const other = await door.ask('/v1/corrections/corr-1/dispute', { method: 'POST', as: { personId: 'person_1' } });
  expect(other.status).toBe(404);
});

test('[P12] a phrase is mastered on the second day it is found alone, and one that is missed is a weak spot', async () => {
  const miss = answer(1, { exchange: 'e2', verdict: 'wrong', text: '' });
  await learn([answer(0), miss, answer(2, { exchange: 'e2', attempt: 2, text: 'Dziękuję bardzo.' })]);
  expect(await ask('/v1/progress')).toMatchObject({
    phrases_mastered: 0,
    weak_spots: [{ text: 'Dziękuję bardzo.', exchange: 'e2', asked: 1, missed: 1 }],
  });
  await learn([answer(DAY, { verdict: 'not-understood', text: '' }), answer(DAY + 1, { attempt: 2 })]);
  expect((await ask('/v1/progress')).phrases_mastered).toBe(1);
});

test('[P12] a weak spot that was never nearly right is told by its lesson', async () => {
  await learn([answer(1, { exchange: 'e2', verdict: 'wrong', text: '' })]);
  expect((await ask('/v1/progress')).weak_spots).toMatchObject([{ text: 'Dziękuję bardzo.' }]);
});

test('[P13] a word is known after two answers found alone; one picked from a choice does not count', async () => {
  const items = (how: string) => [{ text: 'herbata', language: 'pl', right: true, how }];
  const task = (minutes: number, how: string) =>
    event(minutes, 'task', {
      lesson: 'l',
      task: 't',
      type: 'fill_blank',
      right: 1,
      total: 1,
      ms: 9_000,
      items: items(how),
    });
  await learn([
    answer(0),
    answer(1, { exchange: 'e2', text: 'Kawę, proszę.' }),
    task(2, 'chosen'),
    task(3, 'typed'),
    event(4, 'pronunciation', { text: 'proszę', language: 'pl', words: [{ text: 'proszę', verdict: 'missed' }] }),
  ]);
  const words = async (query: string) => {
    const { data } = await ask(`/v1/progress/words?${query}`);
    return data.map(({ word, state }: { word: string; state: string }) => `${word} ${state}`);
  };
  expect(await words('order=weak')).toEqual(['proszę learning', 'herbata learning', 'kawę known', 'poproszę learning']);
  expect(await words('state=known')).toEqual(['kawę known']);
  expect((await ask('/v1/progress')).words_known).toBe(1);
  const first = await ask('/v1/progress/words?limit=2&order=alphabet');
  expect(first.has_more).toBe(true);
  expect(await words(`limit=2&order=alphabet&after=${encodeURIComponent(first.data[1].id)}`)).toEqual([
    'poproszę learning',
    'proszę learning',
  ]);
});

test('[P13] a word that is firm in memory is known too, once', async () => {
  const at = new Date('2026-01-01T10:00:00Z');
  inMemory = ['Herbata', 'kawę', 'rower'].map((word) => ({ language: 'pl', word, at }));
  await learn([answer(0), answer(1, { exchange: 'e2', text: 'Kawę, proszę.' })]);
  const { data } = await ask('/v1/progress/words?state=known&order=alphabet');
  expect(data.map(({ word, right }: { word: string; right: number }) => [word, right])).toEqual([
    ['herbata', 0],
    ['kawę', 2],
    ['rower', 0],
  ]);
  expect((await ask('/v1/progress')).words_known).toBe(3);
  const page = await ask('/v1/progress/words?order=alphabet&limit=2');
  const rest = await ask(`/v1/progress/words?order=alphabet&after=${encodeURIComponent(page.data[1].id)}`);
  expect([...page.data, ...rest.data].map(({ word }: { word: string }) => word)).toEqual([
    'herbata',
    'kawę',
    'poproszę',
    'proszę',
    'rower',
  ]);
});

test('[P17] a lesson begins, is completed and has a summary with the next step', async () => {
  const run = (minutes: number, first_try: number) =>
    event(minutes, 'lesson-finished', {
      lesson: 'l',
      conversation: null,
      exchanges: 2,
      first_try,
      with_help: 2 - first_try,
      shown: 0,
      skipped: 0,
      minutes: 4,
    });
  expect(await ask('/v1/progress/lessons/l')).toMatchObject({
    status: 'not_started',
    phrases: { mastered: 0, total: 2 },
    run: null,
  });
  await learn([event(0, 'lesson-started', { lesson: 'l', conversation: null }), answer(1)]);
  expect(await ask('/v1/progress/lessons/l')).toMatchObject({
    status: 'in_progress',
    best: null,
    words_learned: ['poproszę', 'kawę'],
  });
  const quiz = event(4, 'quiz', { lesson: 'l', quiz: 'q1', right: 2, total: 3, items: [] });
  await learn([run(3, 2), quiz, answer(DAY), run(DAY + 3, 1)]);
  expect(await ask('/v1/progress/lessons/l')).toMatchObject({
    title: 'Kawa',
    status: 'completed',
    times_completed: 2,
    best: 1,
    last: 0.5,
    run: { exchanges: 2, first_try: 1, minutes: 4 },
    phrases: { mastered: 1, total: 2 },
    tasks: [{ id: 'q1', kind: 'quiz', right: 2, total: 3 }],
    next_lesson: 'lesson-next',
  });
  expect((await ask('/v1/progress')).lessons).toEqual({ in_progress: 0, completed: 1 });
  expect((await ask('/v1/progress/lessons')).data).toMatchObject([{ lesson: 'l', status: 'completed' }]);
  expect((await door.ask('/v1/progress/lessons/unknown')).status).toBe(404);
});

test('[P18] predicted and observed recall are told', async () => {
  predicted.push({ predicted: 0.9, recalled: true }, { predicted: 0.9, recalled: false });
  expect(await ask('/v1/progress/calibration')).toMatchObject({ reviews: 2, enough: false, observed: 0.5 });
});

test('[P19] the level is advisory and has its evidence', async () => {
  expect(await ask('/v1/progress/level')).toEqual({
    advisory: true,
    language: 'pl',
    from: null,
    to: null,
    evidence: [],
  });
  await learn([event(0, 'placed', { language: 'pl', from: 'A1', to: 'A2', right: 7, total: 10 }), answer(1)]);
  expect(await ask('/v1/progress/level')).toMatchObject({
    from: 'A1',
    to: 'A2',
    evidence: [
      { kind: 'placement', right: 7, total: 10 },
      { kind: 'lessons', level: 'A1', right: 1, total: 1 },
    ],
  });
});

test('[P16] the list of badges is closed, and earned ones have their time', async () => {
  await learn([answer(0)]);
  const { data } = await ask('/v1/progress/badges');
  expect(data).toHaveLength(15);
  expect(data.filter(({ earned_at }: { earned_at: string | null }) => earned_at !== null)).toHaveLength(1);
});

test('[P20] nobody sees the progress of another', async () => {
  await learn([answer(0), corrected(1, 'corr-9')]);
  await addPerson('person_other');
  me = 'person_other';
  expect((await ask('/v1/progress')).xp).toBe(0);
  for (const path of ['errors', 'words', 'lessons']) expect((await ask(`/v1/progress/${path}`)).data).toEqual([]);
  expect((await ask('/v1/corrections')).data).toEqual([]);
});
