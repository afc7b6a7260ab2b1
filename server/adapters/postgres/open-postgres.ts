import { CompiledQuery } from 'kysely';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Secret } from '../../kit/secret.ts';
import { StartupError } from '../../kit/startup-error.ts';
import type { DatabaseLimits } from '../../ports/database/connect.ts';
import type { Database } from '../../ports/database/port.ts';
import { connectPostgres } from './connect-postgres.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: Secret;
  maxConnections: number;
  clock: Clock;
  log: Log;
  limits?: Partial<DatabaseLimits>;
}

const oldest = 15;

/** A PostgreSQL server. Throws a `StartupError` when it does not answer, refuses, or is too old. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  if (options.maxConnections < 2) throw new RangeError('a PostgreSQL server needs at least two connections');
  const { url, ...rest } = options;
  const database = await connectPostgres({ ...rest, provider: 'postgres', at: { url } });
  try {
    const { rows } = await database.db.executeQuery<{ server_version: string }>(
      CompiledQuery.raw('show server_version'),
    );
    const version = rows[0]?.server_version ?? 'unknown';
    if (!(Number.parseInt(version, 10) >= oldest)) {
      throw new StartupError(`PostgreSQL ${version} is too old.`, `Use PostgreSQL ${oldest} or newer.`);
    }
    return database;
  } catch (error) {
    await database[Symbol.asyncDispose]();
    if (error instanceof StartupError) throw error;
    const why = rootCause(error);
    throw new StartupError(
      `PostgreSQL at ${place(url)} cannot be used: ${why}.`,
      'Check DATABASE_URL and the server.',
      {
        cause: error,
      },
    );
  }
}

/** The driver's own words are clearer than ours around them. */
function rootCause(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message || root.name : 'unknown failure';
}

/** Host and database of the URL, without user and password. */
function place(url: Secret): string {
  const parsed = URL.parse(url.reveal());
  return parsed === null ? 'DATABASE_URL' : `${parsed.host}${parsed.pathname}`;
}
