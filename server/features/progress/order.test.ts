import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type LearnersFeature, type LearningEvent, learners } from '../learners/index.ts';
import { progressMigration } from './migrations/0007-progress.ts';
import { progressProjection } from './projection.ts';
import { answer, event } from './testing/events.ts';

let database: Database;
let people: LearnersFeature;
let nobody = 0;

beforeAll(async () => {
  database = await openFakeDatabase();
  people = learners({
    clock: new VirtualClock(),
    log: silentLog,
    database,
    projections: () => [progressProjection],
    emailOf: async () => undefined,
  });
  await database.migrate([...(people.migrations ?? []), progressMigration]);
});
afterAll(() => database[Symbol.asyncDispose]());

/** What is kept of somebody who is told of these events in these parcels. */
async function told(parcels: readonly (readonly LearningEvent[])[]): Promise<unknown> {
  const id = `person_${++nobody}`;
  await database.transaction((tx) =>
    people.addPerson(tx, { id, name: '', role: 'learner', createdAt: new Date('2026-01-01') }),
  );
  for (const parcel of parcels) await database.transaction((tx) => people.record(tx, id, parcel));
  const kept: Record<string, unknown[]> = {};
  for (const table of ['days', 'phrases', 'words', 'lessons', 'corrections', 'errors']) {
    const { rows } = await sql`select (to_jsonb(t) - 'person_id') as row from ${sql.table(`progress_${table}`)} t
      where person_id = ${id} order by to_jsonb(t)::text`.execute(database.db);
    kept[table] = rows;
  }
  return kept;
}

const minute = fc.integer({ min: 0, max: 3 * 24 * 60 });
const exchange = fc.constantFrom('e1', 'e2');
const verdict = fc.constantFrom('right', 'right', 'close', 'wrong', 'wrong-form', 'not-understood');
const correction = fc.constantFrom('c1', 'c2', 'c3', 'c4');
/** When each happened, and the form it told. */
const shownAs = {
  c1: { at: 10, better: 'Poproszę kawę' },
  c2: { at: 2_000, better: 'Poproszę kawę' },
  c3: { at: 900, better: 'Dziękuję' },
  c4: { at: 3_500, better: 'Dziękuję' },
} as const;

const anything: fc.Arbitrary<(n: number) => LearningEvent> = fc.oneof(
  fc.tuple(minute, exchange, verdict, fc.integer({ min: 1, max: 2 })).map(
    ([at, e, v, attempt]) =>
      (n: number) =>
        answer(
          at,
          { exchange: e, verdict: v as 'right', attempt, text: e === 'e1' ? 'Poproszę kawę.' : 'Dziękuję bardzo.' },
          `event-${n}-x`,
        ),
  ),
  fc.tuple(minute, correction).map(
    ([, id]) =>
      (n: number) =>
        event(
          shownAs[id].at,
          'corrected',
          { correction: id, lesson: 'l', rule: 'r', said: 'x', better: shownAs[id].better, kind: `CASE-${id}` },
          `event-${n}-x`,
        ),
  ),
  fc.tuple(minute, correction, fc.boolean()).map(
    ([at, id, taken_back]) =>
      (n: number) =>
        event(at, 'disputed', { correction: id, taken_back }, `event-${n}-x`),
  ),
  minute.map(
    (at) => (n: number) => event(at, 'review', { card: 'k', rating: 3, how: 'typed', ms: 3_000 }, `event-${n}-x`),
  ),
  fc.tuple(minute, fc.integer({ min: 0, max: 12 })).map(
    ([at, of]) =>
      (n: number) =>
        event(at, 'review-undone', { review: `event-${of}-x` }, `event-${n}-x`),
  ),
  fc.tuple(minute, fc.integer({ min: 0, max: 3 })).map(
    ([at, first_try]) =>
      (n: number) =>
        event(
          at,
          'lesson-finished',
          {
            lesson: 'l',
            conversation: null,
            exchanges: 3,
            first_try,
            with_help: 0,
            shown: 0,
            skipped: 0,
            minutes: null,
          },
          `event-${n}-x`,
        ),
  ),
);

test('[P10] the same events give the same progress, whatever order and parcels they come in', async () => {
  const events = fc.array(anything, { minLength: 2, maxLength: 16 }).map((made) => made.map((make, n) => make(n)));
  await fc.assert(
    fc.asyncProperty(
      events,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 4 }),
      async (all, stream, parcel) => {
        const shuffled = all.map((one) => ({ one, key: stream.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const mixed = shuffled.map(({ one }) => one);
        const parcels = mixed.flatMap((_, n) => (n % parcel === 0 ? [mixed.slice(n, n + parcel)] : []));
        expect(await told(parcels)).toEqual(await told([all]));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test('[P10] sending all of it again changes nothing', async () => {
  const all = [answer(0), answer(1, { exchange: 'e2', verdict: 'wrong', text: '' }), answer(30, { attempt: 2 })];
  expect(await told([all, all, [...all].reverse()])).toEqual(await told([all]));
});
