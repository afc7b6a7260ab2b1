import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CompiledQuery } from 'kysely';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { StartupError } from '../../kit/startup-error.ts';
import type { ConnectDatabase, DatabaseLimits } from '../../ports/database/connect.ts';
import type { Database } from '../../ports/database/port.ts';
import { lockData } from './data-lock.ts';
import { PgliteEngine } from './pglite-engine.ts';
import { startupFailure } from './startup-failure.ts';

export interface PgliteOptions {
  /** Holds the data and the lock; made when missing. One process at a time. */
  folder: string;
  /** How to speak to it once it runs. */
  connect: ConnectDatabase;
  clock: Clock;
  log: Log;
  limits?: Partial<DatabaseLimits>;
}

/** A unix socket's path has at most 107 bytes on Linux, 103 on macOS; this name is added to the folder. */
const socketName = '.s.PGSQL.5432';
const maxSocketPath = 103;

/**
 * PostgreSQL inside this process, in a worker thread. Acknowledged writes survive a kill of the process; a power failure may lose the last
 * ones, for the engine never calls fsync. Throws a `StartupError` when the folder is in use, damaged, full or not writable.
 */
export async function openPglite(options: PgliteOptions, signal: AbortSignal): Promise<Database> {
  const { clock, log, connect } = options;
  const folder = resolve(options.folder);
  await using held = new AsyncDisposableStack();
  const fail = (error: unknown): never => {
    if (error instanceof StartupError) throw error;
    const { message, code } = Object(error) as { message?: string; code?: string };
    throw startupFailure(folder, { message: message ?? '', code, lines: [] });
  };

  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(fail);
  const socketFolder = await makeSocketFolder().catch(fail);
  held.defer(() => rm(socketFolder, { recursive: true, force: true }));
  held.use(await lockData({ path: join(folder, 'lock'), folder, socketFolder, clock, log }, signal).catch(fail));
  const engine = held.use(
    new PgliteEngine({
      dataFolder: join(folder, 'data'),
      socketPath: join(socketFolder, socketName),
      clock,
      log,
    }),
  );
  await engine.started;
  const database = held.use(
    await connect({
      provider: 'pglite',
      at: { socketFolder },
      maxConnections: 1,
      ready: () => engine.ready(),
      onStuck: () => engine.restart('a statement hung'),
      clock,
      log,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    }),
  );
  await database.db.executeQuery(CompiledQuery.raw('select 1'));

  const owned = held.move();
  return {
    ...database,
    async health() {
      const { ok, detail } = await database.health();
      return { ok, detail: `${detail}, ${engine.restarts} restarts` };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** `mkdtemp` gives 0700: nobody else may connect. A long TMPDIR would not fit in a socket's address. */
async function makeSocketFolder(): Promise<string> {
  const usual = join(tmpdir(), 'parlando-');
  const fits = Buffer.byteLength(`${usual}XXXXXX/${socketName}`) <= maxSocketPath;
  return await mkdtemp(fits ? usual : '/tmp/parlando-');
}
