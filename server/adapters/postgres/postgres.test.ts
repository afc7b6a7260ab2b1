import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ring } from '../../../scripts/test-rings.ts';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import { StartupError } from '../../kit/startup-error.ts';
import type { DatabaseLimits } from '../../ports/database/connect.ts';
import { databaseContract } from '../../ports/database/contract.ts';
import type { Database } from '../../ports/database/port.ts';
import { openPostgres } from './open-postgres.ts';

const server = ring('postgres');

function open(url: string, limits?: Partial<DatabaseLimits>): Promise<Database> {
  const options = { url: new Secret(url), maxConnections: 4, clock: realClock, log: silentLog };
  return openPostgres(limits === undefined ? options : { ...options, limits });
}

const database = `test_${randomBytes(6).toString('hex')}`;

function inDatabase(): URL {
  const url = new URL(server ?? '');
  url.pathname = database;
  return url;
}

async function administer(text: string, url: string | undefined = inDatabase().href): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** A schema of its own in the database of this test file. */
async function openFresh(limits?: Partial<DatabaseLimits>): Promise<Database> {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create schema ${schema}`);
  const url = inDatabase();
  url.searchParams.set('options', `-c search_path=${schema}`);
  return open(url.href, limits);
}

describe.skipIf(server === undefined)('postgres', () => {
  beforeAll(() => administer(`create database ${database}`, server));
  afterAll(() => administer(`drop database if exists ${database} with (force)`, server));

  databaseContract('postgres', openFresh);

  test('a connection that the server ends in a transaction is a retryable outage; in a statement of its own it is not', async () => {
    await using database = await openFresh();
    const suicide = CompiledQuery.raw('select pg_terminate_backend(pg_backend_pid())');
    const inside = database.transaction((tx) => tx.executeQuery(suicide));
    await expect(inside).rejects.toMatchObject({ name: 'Outage', retryable: true });
    await expect(database.db.executeQuery(suicide)).rejects.toMatchObject({ name: 'Outage', retryable: false });
    await expect(database.health()).resolves.toMatchObject({ ok: true });
  });

  test('a deadlock is a retryable outage for one, and the other goes on', async () => {
    await using database = await openFresh();
    const run = (text: string) => CompiledQuery.raw(text);
    await database.db.executeQuery(run('create table pair (id int primary key, n int)'));
    await database.db.executeQuery(run('insert into pair values (1, 0), (2, 0)'));
    const ready: (() => void)[] = [];
    const both = new Promise<void>((resolve) => {
      ready.push(() => resolve());
    });
    let arrived = 0;
    const cross = (first: number, second: number) =>
      database.transaction(async (tx) => {
        await tx.executeQuery(run(`update pair set n = n + 1 where id = ${first}`));
        arrived += 1;
        if (arrived === 2) for (const go of ready) go();
        await both;
        await tx.executeQuery(run(`update pair set n = n + 1 where id = ${second}`));
      });
    const outcomes = await Promise.allSettled([cross(1, 2), cross(2, 1)]);
    const failed = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ name: 'Outage', retryable: true });
  });

  test('a listener whose connection is lost hears again', async () => {
    await using database = await openFresh();
    const stop = new AbortController();
    const heard: (string | undefined)[] = [];
    const listening = (async () => {
      for await (const { payload } of database.listen('news', stop.signal)) heard.push(payload);
    })();
    await expect.poll(() => heard.length).toBe(1);
    await database.db.executeQuery(
      CompiledQuery.raw(`select pg_terminate_backend(pid) from pg_stat_activity
        where query = 'listen "news"' and datname = current_database()`),
    );
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBeGreaterThan(1);
    await database.db.executeQuery(CompiledQuery.raw(`select pg_notify('news', 'again')`));
    await expect.poll(() => heard.at(-1)).toBe('again');
    stop.abort(new Error('enough'));
    await listening;
  });
});

/** Takes connections and never answers. */
async function silentServer(): Promise<{ server: Server; port: number }> {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server: silent, port: address.port };
}

test('no server, a silent one and a wrong address are one clear line without the password', async () => {
  const { server: silent, port } = await silentServer();
  for (const url of ['postgres://me:hush@127.0.0.1:1/db', `postgres://me:hush@127.0.0.1:${port}/db`]) {
    const failure: unknown = await open(url, { acquire: 300 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartupError);
    const { line } = failure as StartupError;
    expect(line).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+\/db cannot be used: .+ DATABASE_URL/);
    expect(line).not.toMatch(/hush|\n/);
  }
  silent.close();
});

test('an unreachable server is an outage and not a hang', async () => {
  const { connectPostgres } = await import('./connect-postgres.ts');
  await using database = await connectPostgres({
    provider: 'postgres',
    at: { url: new Secret('postgres://x@127.0.0.1:1/y') },
    maxConnections: 2,
    clock: realClock,
    log: silentLog,
  });
  await expect(database.db.executeQuery(CompiledQuery.raw('select 1'))).rejects.toBeInstanceOf(Outage);
  await expect(database.health()).resolves.toMatchObject({ ok: false });
});
