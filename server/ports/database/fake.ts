import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { connectPostgres } from '../../adapters/postgres/connect-postgres.ts';
import { type Clock, realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import type { DatabaseLimits } from './connect.ts';
import type { Database } from './port.ts';

const cache = fileURLToPath(new URL('../../../node_modules/.cache/parlando/', import.meta.url));
const settings = ['shared_buffers = 16MB'];

/** Makes a file or folder of the cache once, whole, however many test processes ask at the same time. */
async function cached(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(cache, `pglite-0.5.14-${name}`);
  if (existsSync(path)) return path;
  await mkdir(cache, { recursive: true });
  const part = await mkdtemp(join(cache, 'part-'));
  await make(join(part, name));
  // Another process may have been faster: its copy is as good.
  await rename(join(part, name), path).catch((error: unknown) => {
    if (!existsSync(path)) throw error;
  });
  await rm(part, { recursive: true, force: true });
  return path;
}

/** Makes `folder` a data folder of an empty database: a copy takes a moment where making one takes seconds. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  const made = await cached('folder', async (path) => {
    const db = await PGlite.create({ dataDir: path, postgresqlconf: settings });
    await db.close();
  });
  await cp(made, folder, { recursive: true });
}

function emptyDatabaseFile(): Promise<string> {
  return cached('file.tar', async (path) => {
    const db = await PGlite.create({ postgresqlconf: settings });
    const dump = await db.dumpDataDir('none');
    await db.close();
    await writeFile(path, new Uint8Array(await dump.arrayBuffer()));
  });
}

export interface FakeDatabaseOptions {
  clock?: Clock;
  limits?: Partial<DatabaseLimits>;
}

/**
 * Real SQL in memory, on this thread, for one test file. A statement with `pg_sleep` hangs for ever and is ended by the watchdog; `drop()`
 * breaks every connection, as a crash of the server would.
 */
export async function openFakeDatabase(
  options: FakeDatabaseOptions = {},
): Promise<Database & { drop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-fake-'));
  const blob = new Blob([await readFile(await emptyDatabaseFile())]);
  const pglite = await PGlite.create({ postgresqlconf: settings, loadDataDir: blob });
  const hung = new Set<(error: Error) => void>();
  let server = await serve(pglite, folder, hung);
  let restarting: Promise<void> = Promise.resolve();
  const drop = (): Promise<void> => {
    restarting = restarting.then(async () => {
      for (const fail of hung) fail(new Error('dropped'));
      hung.clear();
      await server.stop();
      if (pglite.isInTransaction()) await pglite.exec('rollback');
      server = await serve(pglite, folder, hung);
    });
    return restarting;
  };
  const database = await connectPostgres({
    provider: 'fake',
    at: { socketFolder: folder },
    maxConnections: 1,
    ready: () => restarting,
    onStuck: () => void drop(),
    clock: options.clock ?? realClock,
    log: silentLog,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  return {
    ...database,
    drop,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await restarting;
      await server.stop();
      if (!pglite.closed) await pglite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Hung = Set<(error: Error) => void>;

async function serve(pglite: PGlite, folder: string, hung: Hung): Promise<PGLiteSocketServer> {
  const path = join(folder, '.s.PGSQL.5432');
  await rm(path, { force: true });
  const server = new PGLiteSocketServer({ db: hanging(pglite, hung), path, maxConnections: 8 });
  await server.start();
  return server;
}

/** PGlite on this thread would freeze it for the time of a `pg_sleep`; this one only never answers. */
function hanging(pglite: PGlite, hung: Hung): PGlite {
  return new Proxy(pglite, {
    get(target, name) {
      if (name === 'execProtocolRawStream') {
        return (message: Uint8Array, options: Parameters<PGlite['execProtocolRawStream']>[1]) =>
          Buffer.from(message).includes('pg_sleep')
            ? new Promise((_resolve, reject) => hung.add(reject))
            : target.execProtocolRawStream(message, options);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
