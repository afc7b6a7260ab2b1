import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { defaultSettings } from '../../../wire/settings.ts';
import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import type { Database } from '../../ports/database/port.ts';
import { learnersMigration } from '../learners/migrations/0002-learners.ts';
import { progressMigration } from './migrations/0007-progress.ts';
import { noteSettings } from './note-settings.ts';
import { progressProjection } from './projection.ts';
import { dbOf, settingsHistory } from './tables.ts';
import { answer, event } from './testing/events.ts';

const server = ring('postgres');
const name = `test_${randomBytes(6).toString('hex')}`;
const id = 'person_a';

async function administer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Many connections, so that what is asked at once is done at once. */
describe.skipIf(server === undefined)('progress on PostgreSQL', () => {
  let database: Database;

  beforeAll(async () => {
    await administer(`create database ${name}`);
    const url = new URL(server ?? '');
    url.pathname = name;
    database = await openPostgres({
      url: new Secret(url.href),
      maxConnections: 8,
      clock: realClock,
      log: silentLog,
    });
    await database.migrate([learnersMigration, progressMigration]);
    type Tables = { people: { id: string; name: string; role: string; created_at: Date } };
    const person = { id, name: '', role: 'learner', created_at: new Date() };
    await database.db.$extendTables<Tables>().insertInto('people').values(person).execute();
  });
  afterAll(async () => {
    await database?.[Symbol.asyncDispose]();
    await administer(`drop database if exists ${name} with (force)`);
  });

  test('[P14] an error is cured by right uses', async () => {
    const shown = { correction: 'c-1', lesson: 'l', rule: 'r', said: 'x', better: 'kawę', kind: 'CASE' };
    const uses = [1, 1_500, 3_000].map((minute) => answer(minute, { exchange: `e${minute}` }, `answer-${minute}-x`));
    for (const one of [event(0, 'corrected', shown), ...uses]) {
      await database.transaction((tx) => progressProjection.apply(tx, id, [one]));
    }
    const errors = await dbOf(database).selectFrom('progress_errors').select(['rule', 'state', 'right_uses']).execute();
    expect(errors).toEqual([{ rule: 'r', state: 'cured', right_uses: 3 }]);
  });

  test('[P5] readers who are all the first to ask find the same days', async () => {
    const settings = { ...defaultSettings, time_zone: 'Europe/Warsaw' };
    const now = new Date('2026-02-01T12:00:00Z');
    let begun = 0;
    const readers = Array.from({ length: 6 }, () =>
      database.transaction(async (tx) => {
        begun += 1;
        // Each has its connection before any goes on.
        while (begun < 6) await setImmediate();
        await noteSettings(tx, id, settings, now);
      }),
    );
    await Promise.all(readers);
    const zones = (await settingsHistory(dbOf(database), id)).map(({ timeZone }) => timeZone);
    expect(zones).toEqual(['UTC', 'Europe/Warsaw']);
  });
});
