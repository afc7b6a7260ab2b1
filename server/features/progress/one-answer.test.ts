import type { KyselyPlugin } from 'kysely';
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
let read = 0;

const countRows: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  async transformResult({ result }) {
    read += result.rows.length;
    return result;
  },
};

beforeAll(async () => {
  database = await openFakeDatabase();
  const clock = new VirtualClock();
  const projections = () => [progressProjection];
  people = learners({ clock, log: silentLog, database, projections, emailOf: async () => undefined });
  await database.migrate([...(people.migrations ?? []), progressMigration]);
});
afterAll(() => database[Symbol.asyncDispose]());

const DAY = 24 * 60;

/** So many days of learning: an error of each of ten rules comes again and again, and is used right in between. */
function days(count: number): LearningEvent[] {
  return Array.from({ length: count }, (_, day) =>
    Array.from({ length: 10 }, (_, n) => {
      const minute = day * DAY + n * 5;
      const better = `forma ${n}`;
      const shown = { correction: `c-${day}-${n}`, lesson: 'l', rule: `r${n}`, said: 'x', better, kind: 'CASE' };
      return day % 5 === 0
        ? [event(minute, 'corrected', shown, `corrected-${day}-${n}`)]
        : [answer(minute, { exchange: `e${day}-${n}`, text: `To jest forma ${n}.` }, `answer-${day}-${n}`)];
    }).flat(),
  ).flat();
}

/** Rows read for one more answer, and for one more error, by somebody who learnt for so many days. */
async function rowsRead(count: number): Promise<{ answer: number; error: number }> {
  const id = `person_${count}`;
  const createdAt = new Date('2026-01-01');
  await database.transaction((tx) => people.addPerson(tx, { id, name: '', role: 'learner', createdAt }));
  await database.transaction((tx) => people.record(tx, id, days(count)));
  const rowsOf = async (one: LearningEvent): Promise<number> => {
    read = 0;
    await database.transaction((tx) => progressProjection.apply(tx.withPlugin(countRows), id, [one]));
    return read;
  };
  const minute = (count + 1) * DAY;
  const better = 'forma 3';
  const shown = { correction: 'last', lesson: 'l', rule: 'r3', said: 'x', better, kind: 'CASE' };
  return {
    answer: await rowsOf(answer(minute, { exchange: 'new', text: 'To jest forma 3.' }, 'last-answer')),
    error: await rowsOf(event(minute + 1, 'corrected', shown, 'last-corrected')),
  };
}

test('[P23] what one more answer or error takes does not grow with all that was learnt before', async () => {
  const soon = await rowsRead(15);
  expect(soon.answer).toBeGreaterThan(0);
  expect(await rowsRead(150)).toEqual(soon);
}, 60_000);
