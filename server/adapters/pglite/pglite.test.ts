import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Worker } from 'node:worker_threads';
import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { silentLog } from '../../kit/log.ts';
import { StartupError } from '../../kit/startup-error.ts';
import type { DatabaseLimits } from '../../ports/database/connect.ts';
import { databaseContract } from '../../ports/database/contract.ts';
import { copyEmptyDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { connectPostgres } from '../postgres/connect-postgres.ts';
import { openPglite } from './open-pglite.ts';

let root = '';
let count = 0;
const never = new AbortController().signal;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'parlando-test-'));
  // The first copy ever makes its original, which takes longer than a test may.
  await madeFolder();
});
afterAll(() => rm(root, { recursive: true, force: true }));

function freshFolder(): string {
  count += 1;
  return join(root, String(count));
}

async function open(folder?: string, limits: Partial<DatabaseLimits> = {}): Promise<Database> {
  return openPglite(
    { folder: folder ?? (await madeFolder()), limits, connect: connectPostgres, clock: realClock, log: silentLog },
    never,
  );
}

/** Making a database takes seconds; a copy of an empty one does not. */
async function madeFolder(): Promise<string> {
  const folder = freshFolder();
  await mkdir(folder);
  await copyEmptyDatabase(join(folder, 'data'));
  return folder;
}

async function failure(folder: string): Promise<StartupError> {
  const outcome = await open(folder).then(
    async (database) => {
      await database[Symbol.asyncDispose]();
      return 'it opened';
    },
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(StartupError);
  const error = outcome as StartupError;
  expect(error.line).not.toContain('\n');
  return error;
}

const run = async (database: Database, text: string): Promise<unknown[]> =>
  (await database.db.executeQuery(CompiledQuery.raw(text))).rows;

databaseContract('pglite', (limits) => open(undefined, limits));

test('what is written is there after a clean restart, and nothing stays behind', async () => {
  const folder = await madeFolder();
  {
    await using database = await open(folder);
    await run(database, 'create table kept as select 1 as n');
  }
  expect(await readdir(folder)).toEqual(['data']);
  await using database = await open(folder);
  expect(await run(database, 'select n from kept')).toEqual([{ n: 1 }]);
});

test('a folder that is missing is made', async () => {
  const folder = freshFolder();
  await using database = await openPglite(
    { folder, connect: connectPostgres, clock: realClock, log: silentLog },
    never,
  );
  expect(await run(database, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a crash of the worker is an outage for what was under way, and the next query works', async () => {
  const workers: Worker[] = [];
  const note = (worker: Worker): void => void workers.push(worker);
  process.on('worker', note);
  try {
    await using database = await open();
    await run(database, 'create table t (n int)');
    const crashing = database.transaction(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw('insert into t values (1)'));
      await workers.at(-1)?.terminate();
      await tx.executeQuery(CompiledQuery.raw('insert into t values (2)'));
    });
    const error: unknown = await crashing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Outage);
    expect(error).toMatchObject({ retryable: true, provider: 'pglite' });
    expect(await run(database, 'select n from t')).toEqual([]);
    expect(workers).toHaveLength(2);
    expect((await database.health()).detail).toContain('1 restarts');
  } finally {
    process.off('worker', note);
  }
});

test('a second server on the folder is refused in one line, and the first goes on', async () => {
  const folder = await madeFolder();
  await using database = await open(folder);
  const { line } = await failure(folder);
  expect(line).toBe(
    `The data folder ${folder} is in use by process ${process.pid}. Stop that server, or set DATA_DIR to another folder.`,
  );
  expect(await run(database, 'select 1 as n')).toEqual([{ n: 1 }]);
});

/** Another process that opens the folder, counts up in it and prints each number once it is acknowledged. */
function startWriter(folder: string): ChildProcess {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    const { openPglite } = await import(${at('./open-pglite.ts')});
    const { connectPostgres } = await import(${at('../postgres/connect-postgres.ts')});
    const { realClock } = await import(${at('../../kit/clock.ts')});
    const { silentLog } = await import(${at('../../kit/log.ts')});
    const query = (sql) => database.db.executeQuery({ sql, parameters: [], query: { kind: 'RawNode' }, queryId: { queryId: 'w' } });
    const options = { folder: ${JSON.stringify(folder)}, connect: connectPostgres, clock: realClock, log: silentLog };
    const database = await openPglite(options, new AbortController().signal);
    await query('create table if not exists counted (n int primary key)');
    const start = Number((await query('select coalesce(max(n), 0) as n from counted')).rows[0].n);
    for (let n = start + 1; ; n += 1) {
      await query('insert into counted values (' + n + ')');
      process.stdout.write(n + '\\n');
    }`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('killed with -9 while writing: every acknowledged row is there, and the lock is taken over', async () => {
  const folder = await madeFolder();
  let acknowledged = 0;
  for (const rows of [1, 40, 150]) {
    const writer = startWriter(folder);
    if (writer.stdout === null) throw new Error('no output');
    const goal = acknowledged + rows;
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === goal) {
        const { message } = await failure(folder);
        expect(message).toContain(`in use by process ${writer.pid}`);
        writer.kill('SIGKILL');
      }
    }
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  }
  await using database = await open(folder);
  const [row] = (await run(database, 'select count(*) as n, max(n) as last from counted')) as {
    n: number;
    last: number;
  }[];
  expect(row?.last).toBeGreaterThanOrEqual(acknowledged);
  expect(row?.n).toBe(row?.last);
  await run(database, 'reindex table counted');
}, 90_000);

test('a lock whose process id was given to another program since is taken over', async () => {
  const folder = await madeFolder();
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
  if (boot === '') return;
  const database = await open(folder);
  const lock = JSON.parse(await readFile(join(folder, 'lock'), 'utf8')) as Record<string, unknown>;
  await database[Symbol.asyncDispose]();
  expect(lock.boot).toBe(boot);
  await writeFile(join(folder, 'lock'), JSON.stringify({ ...lock, startedAt: '1', token: 'old', socketFolder: '' }));
  await using again = await open(folder);
  expect(await run(again, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('a folder half made by a start that was killed is made anew', async () => {
  const folder = freshFolder();
  await mkdir(join(folder, 'data.new', 'base'), { recursive: true });
  await writeFile(join(folder, 'data.new', 'PG_VERSION'), '18\n');
  await using database = await open(folder);
  expect(await run(database, 'select 1 as n')).toEqual([{ n: 1 }]);
});

test('damaged, foreign and unusable folders are one clear line each, and are left as they are', async () => {
  const damage = async (harm: (data: string) => Promise<void>): Promise<string> => {
    const folder = await madeFolder();
    await harm(join(folder, 'data'));
    return (await failure(folder)).line;
  };
  const control = await damage((data) => writeFile(join(data, 'global', 'pg_control'), Buffer.alloc(8192, 7)));
  expect(control).toMatch(/^The database in .+ is damaged: .+ Restore a backup/);
  expect(await damage((data) => truncate(join(data, 'PG_VERSION')))).toMatch(/ is damaged: /);
  expect(await damage((data) => rm(join(data, 'base'), { recursive: true }))).toMatch(/ is damaged: /);
  expect(
    await damage(async (data) => {
      await rm(join(data, 'pg_wal'), { recursive: true });
      await mkdir(join(data, 'pg_wal'));
    }),
  ).toMatch(/ is damaged: could not locate a valid checkpoint record/);
  expect(await damage((data) => writeFile(join(data, 'PG_VERSION'), '16\n'))).toContain('was made by PostgreSQL 16');

  const file = freshFolder();
  await writeFile(file, 'a file');
  expect((await failure(file)).line).toBe(
    `The data folder ${file} cannot be used: There is a file where a folder should be. Move it away. Or set DATA_DIR to another folder.`,
  );
});
