import pg from 'pg';
import type { DatabaseLimits, DatabaseTarget } from '../../ports/database/connect.ts';

const int8 = 20;

/** `bigint` as a number: counts and ids fit; what does not is an error and never a wrong number. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('a bigint is beyond the safe integers: cast it to text in the query');
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary'
      ? parseInt8
      : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

export function clientConfig(target: DatabaseTarget, limits: DatabaseLimits): pg.ClientConfig {
  const at =
    'url' in target.at
      ? { connectionString: target.at.url.reveal() }
      : { host: target.at.socketFolder, port: 5432, user: 'postgres', database: 'postgres' };
  return {
    ...at,
    types,
    application_name: 'parlando',
    keepAlive: true,
    statement_timeout: limits.statement,
    // Only for a program that hangs: ours ends the transaction itself, earlier.
    idle_in_transaction_session_timeout: limits.transaction + 5_000,
    connectionTimeoutMillis: limits.acquire,
  };
}

export function createPool(
  target: DatabaseTarget,
  limits: DatabaseLimits,
  onConnect: (client: pg.ClientBase) => Promise<void>,
): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(target, limits),
    max: target.maxConnections,
    // The only connection also listens: it must not go away in quiet times.
    idleTimeoutMillis: target.maxConnections === 1 ? 0 : 30_000,
    // The pool awaits the promise, which its types do not say.
    onConnect: onConnect as (client: pg.ClientBase) => unknown as (client: pg.ClientBase) => void,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) =>
    target.log.warn('an idle database connection broke', { provider: target.provider, error }),
  );
  return pool;
}

/** Waits for what is under way, at most `limits.close`; then connections still in use are cut and no longer waited for. */
export function closePool(
  pool: pg.Pool,
  inUse: ReadonlySet<pg.PoolClient>,
  target: DatabaseTarget,
  limits: DatabaseLimits,
): Promise<void> {
  const { clock, log, provider } = target;
  return new Promise((resolve, reject) => {
    const cut = clock.after(limits.close, () => {
      log.warn('database connections still in use were cut', { provider, count: inUse.size });
      Promise.all([...inUse].map((client) => client.end())).then(() => resolve(), reject);
    });
    pool.end().then(() => {
      cut[Symbol.dispose]();
      resolve();
    }, reject);
  });
}
