import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import { copyEmptyDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type JobsSetting, jobsContract } from '../../ports/jobs/contract.ts';
import { openPglite } from '../pglite/open-pglite.ts';
import { connectPostgres } from '../postgres/connect-postgres.ts';
import { openPostgres } from '../postgres/open-postgres.ts';
import { openPgBoss } from './open-pg-boss.ts';

const server = ring('postgres');
const tools = { clock: realClock, log: silentLog };

/** Each check has pg-boss anew on the same database: opening one for each takes most of the time. */
function settingOn(database: () => Database): () => Promise<JobsSetting> {
  return async () => ({
    database: database(),
    openJobs: () => openPgBoss({ ...tools, database: database(), pollSeconds: 0.5, retryDelaySeconds: 0 }),
    async [Symbol.asyncDispose]() {
      await database().db.executeQuery(CompiledQuery.raw('drop schema if exists pgboss cascade'));
    },
  });
}

async function openEmbedded(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-jobs-'));
  await copyEmptyDatabase(join(folder, 'data'));
  const database = await openPglite({ ...tools, folder, connect: connectPostgres }, new AbortController().signal);
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function administer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function openServer(): Promise<Database> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  const url = new URL(server ?? '');
  url.pathname = name;
  const database = await openPostgres({ ...tools, url: new Secret(url.href), maxConnections: 6 });
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}

function contractOn(name: string, open: () => Promise<Database>): void {
  let database: Database | undefined;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database?.[Symbol.asyncDispose]());
  jobsContract(
    name,
    settingOn(() => {
      if (database === undefined) throw new Error('not open');
      return database;
    }),
  );
}

describe('embedded', () => contractOn('pg-boss on pglite', openEmbedded));

describe.skipIf(server === undefined)('on a server', () => contractOn('pg-boss on postgres', openServer));

test('a new job wakes its worker without waiting for the next look', async () => {
  await using database = await openEmbedded();
  await using jobs = openPgBoss({ ...tools, database, pollSeconds: 30 });
  await jobs.start([{ name: 'quick', retries: 0, timeoutSeconds: 5 }]);
  const seen: unknown[] = [];
  await jobs.work('quick', async (data) => void seen.push(data));
  // The first look finds nothing; from then on only NOTIFY can bring the job within the limit of this test.
  await expect.poll(() => jobs.health()).toMatchObject({ ok: true });
  await realClock.sleep(500, new AbortController().signal);
  await database.transaction((tx) => jobs.enqueue(tx, 'quick', { n: 1 }));
  await expect.poll(() => seen, { timeout: 10_000 }).toEqual([{ n: 1 }]);
});

test('nothing of what people say is in the log of a failing job', async () => {
  await using database = await openEmbedded();
  const lines: string[] = [];
  const log = { ...silentLog, info: note, warn: note, error: note };
  function note(message: string, fields?: object): void {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  }
  await using jobs = openPgBoss({ ...tools, log, database, pollSeconds: 0.5 });
  await jobs.start([{ name: 'quick', retries: 0, timeoutSeconds: 5 }]);
  await jobs.work('quick', async () => Promise.reject(new Error('broken')));
  await jobs.enqueue(null, 'quick', { said: 'canary-7731' });
  await expect.poll(() => lines.some((line) => line.startsWith('job failed')), { timeout: 10_000 }).toBe(true);
  expect(lines.join('\n')).not.toContain('canary-7731');
  const stored = await database.db.executeQuery<{ n: number }>(
    CompiledQuery.raw(`select count(*) as n from pgboss.job where state = 'failed'`),
  );
  expect(stored.rows).toEqual([{ n: 1 }]);
});
