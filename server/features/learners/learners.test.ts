import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FeatureDoor, openFeatureDoor } from '../../app/testing/feature-door.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type AnyTransaction, type LearningEvent, learners } from './index.ts';

let database: Database;
let door: FeatureDoor;
const applied: { personId: string; ids: string[] }[] = [];
let fail = false;

const feature = () =>
  learners({
    clock: new VirtualClock(),
    log: silentLog,
    database,
    projections: () => [
      {
        name: 'test',
        async apply(_: AnyTransaction, personId: string, events: readonly LearningEvent[]) {
          if (fail) throw new Error('no');
          applied.push({ personId, ids: events.map(({ id }) => id) });
        },
      },
    ],
    emailOf: async () => undefined,
  });

beforeAll(async () => {
  database = await openFakeDatabase();
  door = await openFeatureDoor([feature()], { database });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const review = (id: string, at = '2026-01-01T10:00:00Z') => ({
  id,
  at,
  kind: 'review',
  data: { card: 'c', rating: 3, how: 'button', ms: 1_000 },
});

test('[L1] the single learner is there from the start, with every setting at its default', async () => {
  const { body } = await door.ask('/v1/me');
  expect(body).toMatchObject({ id: 'person_local', role: 'admin', signed_in: false, email: null });
  expect(body.settings).toMatchObject({ theme: 'system', desired_retention: 0.9, time_zone: 'UTC' });
});

test('[L2] a setting changes alone, a wrong one is refused with its name, and a reset takes all back', async () => {
  const patch = (body: object) => door.ask('/v1/me/settings', { method: 'PATCH', body });
  expect((await patch({ theme: 'dyslexia' })).body).toMatchObject({ theme: 'dyslexia', tutor_mode: 'coach' });
  expect((await patch({ tutor_mode: 'drill' })).body).toMatchObject({ theme: 'dyslexia', tutor_mode: 'drill' });
  for (const wrong of [{ theme: 'pink' }, { time_zone: 'Mars/Base' }, { colour: 1 }, {}, { desired_retention: 2 }]) {
    expect([wrong, (await patch(wrong)).status]).toEqual([wrong, 400]);
  }
  expect((await door.ask('/v1/me/settings', { method: 'DELETE' })).body).toMatchObject({ theme: 'system' });
});

test('[L2] settings that two devices change at once are both changed', async () => {
  const patch = (body: object) => door.ask('/v1/me/settings', { method: 'PATCH', body });
  await Promise.all([patch({ theme: 'dark' }), patch({ tutor_mode: 'teacher' }), patch({ audio_speed: 'slow' })]);
  const { settings } = (await door.ask('/v1/me')).body;
  expect(settings).toMatchObject({ theme: 'dark', tutor_mode: 'teacher', audio_speed: 'slow' });
  await door.ask('/v1/me/settings', { method: 'DELETE' });
});

test('[L3] an event that is written twice is there once, and is told on once', async () => {
  applied.length = 0;
  const events = [review('event-01'), review('event-02')];
  const first = await door.ask('/v1/learning/events', { body: { events } });
  expect(first.body).toEqual({ written: 2, known: 0 });
  const again = await door.ask('/v1/learning/events', { body: { events: [...events, review('event-03')] } });
  expect(again.body).toEqual({ written: 1, known: 2 });
  expect(applied.map(({ ids }) => ids)).toEqual([['event-01', 'event-02'], ['event-03']]);
});

test('[L3] an event that is twice in one writing is there once: the first of them', async () => {
  applied.length = 0;
  const events = [
    review('event-04'),
    { ...review('event-04'), data: { card: 'other', rating: 1, how: 'button', ms: 1 } },
  ];
  const { body } = await door.ask('/v1/learning/events', { body: { events: [...events, review('event-05')] } });
  expect(body).toEqual({ written: 2, known: 1 });
  expect(applied.map(({ ids }) => ids)).toEqual([['event-04', 'event-05']]);
  const kept = (await door.ask('/v1/learning/events?limit=500')).body.data;
  expect(kept.find(({ id }: { id: string }) => id === 'event-04').data.card).toBe('c');
});

test('[L3] letters that no database takes are left out of what was said, and the rest is written', async () => {
  const told: unknown[] = [];
  const people = learners({
    ...{ clock: new VirtualClock(), log: silentLog, database, emailOf: async () => undefined },
    projections: () => [
      { name: 'test', apply: async (_, __, events) => void told.push(...events.map(({ data }) => data)) },
    ],
  });
  const data = {
    correction: 'c-1',
    lesson: null,
    rule: 'R',
    said: 'kot\u0000a \\u0000 😀'.slice(0, -1),
    better: '😀',
    kind: 'K',
  };
  await database.transaction((tx) =>
    people.record(tx, 'person_local', [{ id: 'event-06', at: new Date('2026-01-01'), kind: 'corrected', data }]),
  );
  const fit = { ...data, said: 'kota \\u0000 \ufffd' };
  expect(told).toEqual([fit]);
  const kept = (await door.ask('/v1/learning/events?kind=corrected')).body.data;
  expect(kept.map((one: { data: unknown }) => one.data)).toEqual([fit]);
});

test('[L4] what follows from an event is written with it or not at all', async () => {
  fail = true;
  expect((await door.ask('/v1/learning/events', { body: { events: [review('event-10')] } })).status).toBe(500);
  fail = false;
  const { body } = await door.ask('/v1/learning/events?limit=500');
  expect(body.data.map(({ id }: { id: string }) => id)).not.toContain('event-10');
});

test('[L5] a client writes only what it can have seen alone, and nothing into the future', async () => {
  const answer = { ...review('event-20'), kind: 'answer' };
  expect((await door.ask('/v1/learning/events', { body: { events: [answer] } })).status).toBe(400);
  await door.ask('/v1/learning/events', { body: { events: [review('event-21', '2999-01-01T00:00:00Z')] } });
  const { body } = await door.ask('/v1/learning/events?limit=500');
  const kept = body.data.find(({ id }: { id: string }) => id === 'event-21');
  expect(Date.parse(kept.at)).toBeLessThan(Date.parse('2999-01-01T00:00:00Z'));
});

test('[L5] a clock that has lost its date tells of no day before there were any', async () => {
  for (const [n, at] of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z'].entries()) {
    const id = `event-3${n}`;
    expect((await door.ask('/v1/learning/events', { body: { events: [review(id, at)] } })).status).toBe(200);
    const { data } = (await door.ask('/v1/learning/events?limit=500')).body;
    expect(data.find((one: { id: string }) => one.id === id).at).toBe('2000-01-01T00:00:00.000Z');
  }
});

test('[L6] the log is read in pages, newest first, each event once', async () => {
  const events = Array.from({ length: 25 }, (_, n) => review(`page-${100 + n}`, `2026-02-01T10:00:${10 + (n % 20)}Z`));
  await door.ask('/v1/learning/events', { body: { events } });
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const { body } = await door.ask(`/v1/learning/events?limit=7${after && `&after=${after}`}`);
    ids.push(...body.data.map(({ id }: { id: string }) => id));
    after = ids.at(-1) ?? '';
    if (!body.has_more) break;
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith('page-'))).toHaveLength(25);
});
