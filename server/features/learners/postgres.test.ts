import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import type { Database } from '../../ports/database/port.ts';
import { conversationsMigration } from '../conversations/migrations/0001-conversations.ts';
import { conversationsPeopleMigration } from '../conversations/migrations/0003-conversations-people.ts';
import { ConversationStore } from '../conversations/store.ts';
import { LOCAL_PERSON, learners } from './index.ts';
import { learnersMigration } from './migrations/0002-learners.ts';

const server = ring('postgres');
const name = `test_${randomBytes(6).toString('hex')}`;

async function administer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Many connections, so that what is written at once is at once. */
describe.skipIf(server === undefined)('learners on PostgreSQL', () => {
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
    await database.migrate([conversationsMigration, learnersMigration, conversationsPeopleMigration]);
  });
  afterAll(async () => {
    await database?.[Symbol.asyncDispose]();
    await administer(`drop database if exists ${name} with (force)`);
  });

  test('[L7] talks of one person that begin at the very same time are all written, with what is learnt in them', async () => {
    const people = learners({
      clock: realClock,
      log: silentLog,
      database,
      projections: () => [],
      emailOf: async () => undefined,
    });
    await people.start?.(new AbortController().signal);
    const store = new ConversationStore(database);
    const at = new Date('2026-03-01T10:00:00Z');
    let waiting = 0;
    const begin = (n: number) =>
      store.save(
        {
          id: `conversation_${n}`,
          ...{ personId: LOCAL_PERSON, sceneId: 'cafe-pl', title: '', language: 'pl', translateTo: 'en' },
          ...{ createdAt: at, updatedAt: at },
        },
        // What it holds is of no matter here.
        {} as never,
        [],
        async (tx) => {
          waiting += 1;
          // Each has its row before any goes on.
          while (waiting < 4) await setImmediate();
          const data = { lesson: 'cafe-pl', conversation: `conversation_${n}` };
          await people.record(tx, LOCAL_PERSON, [{ id: `event_${n}-started`, at, kind: 'lesson-started', data }]);
        },
      );
    await expect(Promise.all([1, 2, 3, 4].map(begin))).resolves.toHaveLength(4);
    const { rows } = await sql`select id from learning_events`.execute(database.db);
    expect(rows).toHaveLength(4);
  });
});
