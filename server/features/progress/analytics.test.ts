import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FeatureDoor, openFeatureDoor } from '../../app/testing/feature-door.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type LearnersFeature, type LearningEvent, learners } from '../learners/index.ts';
import { progress } from './index.ts';
import { progressProjection } from './projection.ts';
import { answer, event } from './testing/events.ts';

let database: Database;
let door: FeatureDoor;
let people: LearnersFeature;
let now = 0;
const clock = Object.assign(new VirtualClock(), { wall: () => now });
const DAY = 24 * 60;
const me = 'person_who_teaches';

beforeAll(async () => {
  database = await openFakeDatabase();
  const projections = () => [progressProjection];
  people = learners({ clock, log: silentLog, database, projections, emailOf: async () => undefined });
  const feature = progress({
    clock,
    log: silentLog,
    newId: (prefix) => prefix,
    database,
    learners: people,
    course: { lesson: async () => undefined, next: async () => undefined },
    predictedReviews: async () => [],
  });
  door = await openFeatureDoor([people, feature], { database });
  await addPerson(me);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const addPerson = (id: string) =>
  database.transaction((tx) =>
    people.addPerson(tx, { id, name: '', role: 'learner', createdAt: new Date('2026-01-01') }),
  );
const learn = (events: readonly LearningEvent[], person: string | undefined) =>
  database.transaction((tx) => people.record(tx, person ?? me, events));

test('[P21] counts over all are for those who teach, and hide groups of fewer than five', async () => {
  const day = 400 * DAY;
  now = Date.parse('2027-02-10T13:00:00Z');
  const crowd = ['a', 'b', 'c', 'd', 'e'].map((name) => `person_crowd_${name}`);
  for (const [index, person] of crowd.entries()) {
    await addPerson(person);
    const lesson = index === 0 ? 'rare' : 'l';
    const hint = event(day + 2, 'hint', { lesson: 'l', exchange: 'e1', level: 1 }, `crowd-hint-${index}`);
    await learn([answer(day, { lesson }, `crowd-${index}`), ...(index === 0 ? [] : [hint])], person);
  }
  const query = '/v1/analytics?from=2027-02-05&to=2027-02-05';
  const asTeacher = async (asked = query) => (await door.ask(asked, { as: { personId: me, role: 'teacher' } })).body;
  expect(await asTeacher()).toMatchObject({
    ...{ from: '2027-02-01', to: '2027-02-07', people: { active: 5 }, totals: { xp: 50, answers: 5 } },
    ...{ lessons: [], events: [{ kind: 'answer', people: 5, times: 5 }], hidden_groups: 3 },
  });
  const last = event(day + 2, 'hint', { lesson: 'l', exchange: 'e1', level: 1 }, 'crowd-hint-0');
  await learn([last], crowd[0]);
  const told = await asTeacher();
  expect(told.lessons).toEqual([{ lesson: 'l', started: 5, completed: 0 }]);
  expect(told.events).toEqual([
    { kind: 'answer', people: 5, times: 5 },
    { kind: 'hint', people: 5, times: 5 },
  ]);
  const few = await door.ask('/v1/analytics?from=2027-01-20&to=2027-01-21', { as: { personId: me, role: 'admin' } });
  expect(few.body).toMatchObject({ totals: null, people: { active: 0 } });
  expect((await door.ask(query, { as: { personId: me, role: 'learner' } })).status).toBe(403);
  expect((await door.ask(query, { as: { personId: me, role: 'parent' } })).status).toBe(403);
});

test('[P21] nobody is told apart by the difference of two questions', async () => {
  now = Date.parse('2027-06-09T13:00:00Z');
  const crowd = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `person_class_${name}`);
  for (const person of crowd) await addPerson(person);
  const on = (iso: string, id: string) => ({ ...answer(0, { lesson: 'm' }, id), at: new Date(iso) });
  for (const person of crowd.slice(0, 5)) await learn([on('2027-05-26T12:00:00Z', `class-${person}`)], person);
  const asTeacher = async (query: string) => {
    const { body } = await door.ask(`/v1/analytics${query}`, { as: { personId: me, role: 'teacher' } });
    const { from: _, to: __, hidden_groups: ___, ...told } = body;
    return told;
  };
  const before = await asTeacher('?from=2027-05-24&to=2027-05-30');
  expect(before).toMatchObject({ totals: { xp: 50 }, lessons: [{ lesson: 'm', started: 5 }] });
  // One more, alone in the next week, and one in the week that is not over.
  await learn([on('2027-05-31T12:00:00Z', 'class-alone')], crowd[5]);
  await learn([on('2027-06-08T12:00:00Z', 'class-now')], crowd[5]);
  for (const to of ['2027-05-30', '2027-05-31', '2027-06-02', '2027-06-09']) {
    const { people, ...told } = await asTeacher(`?from=2027-05-24&to=${to}`);
    expect([to, told, people.active]).toEqual([to, { ...before, people: undefined }, 5]);
  }
  // A sixth among the five is counted in what they did, not as one person.
  await learn([on('2027-05-27T12:00:00Z', 'class-sixth')], crowd[5]);
  expect((await asTeacher('?from=2027-05-26&to=2027-05-26')).people.active).toBe(5);
});

test('[P21] days that no calendar has are refused', async () => {
  const as = { personId: me, role: 'admin' as const };
  for (const path of ['/v1/analytics', '/v1/progress/calendar']) {
    for (const to of ['0000-01-01', '9999-12-31']) {
      expect([path, to, (await door.ask(`${path}?to=${to}`, { as })).status]).toEqual([path, to, 400]);
    }
  }
});
