import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { PoolClient } from 'pg';
import { Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { LinkedAbort } from '../../kit/link-signal.ts';
import { type ConnectDatabase, type DatabaseTarget, defaultLimits } from '../../ports/database/connect.ts';
import { migrateWithin } from '../../ports/database/migrate.ts';
import type { Database, Migration, Notice } from '../../ports/database/port.ts';
import { TransactionScope } from '../../ports/database/transaction-scope.ts';
import { listenAlone, requireChannelName, SharedListeners } from './listen.ts';
import { createPgDriver } from './pg-driver.ts';
import { clientConfig, closePool, createPool } from './pg-pool.ts';

/** Past the server's own limit for a statement, before the connection is given up. */
const graceMs = 2_000;
const never = new AbortController().signal;

/** One way to every database that speaks PostgreSQL's protocol, embedded or a server. It connects at the first query. */
export const connectPostgres: ConnectDatabase = async (target: DatabaseTarget): Promise<Database> => {
  const { provider, clock, log } = target;
  const limits = { ...defaultLimits, ...target.limits };
  const scope = new TransactionScope();
  const closing = new LinkedAbort(never);
  const inUse = new Set<PoolClient>();
  const shared = new SharedListeners(async (text) => {
    await db.executeQuery(CompiledQuery.raw(text));
  });
  const alone = target.maxConnections > 1;

  const pool = createPool(target, limits, async (client) => {
    client.on('error', (error) => log.debug('a database connection broke', { provider, error }));
    if (!alone) await shared.onConnect(client);
  });
  pool.on('acquire', (client) => inUse.add(client));
  pool.on('release', (_error, client) => inUse.delete(client));

  const grace = target.onStuck === undefined ? graceMs : 0;
  // biome-ignore lint/complexity/noBannedTypes: as in the port
  const db: Kysely<{}> = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createDriver: () =>
        createPgDriver({
          pool,
          scope,
          ready: target.ready,
          rules: {
            provider,
            clock,
            limitMs: () => (scope.statementLimitMs ?? limits.statement) + grace,
            onStuck: target.onStuck,
          },
          close: () => closePool(pool, inUse, target, limits),
        }),
    },
  });

  const late = (): Error => {
    const where = { port: 'database', provider, retryable: false };
    return new Outage(where, `database: a transaction took over ${limits.transaction} ms and was rolled back`);
  };
  let closed: Promise<void> | undefined;

  return {
    provider,
    db,
    transaction: (work) =>
      scope.run((inside) =>
        db.transaction().execute((tx) => inside(() => limited(clock, limits.transaction, late, () => work(tx), never))),
      ),
    migrate: (migrations: readonly Migration[], to?: string) =>
      scope.run(
        (inside) =>
          db.transaction().execute((tx) =>
            inside(async () => {
              // Building an index may take minutes; nothing waits in the pool for it.
              await sql`set local statement_timeout = ${sql.lit(limits.migration)}`.execute(tx);
              await migrateWithin(tx, migrations, to);
            }),
          ),
        limits.migration,
      ),
    async *listen(channel: string, signal: AbortSignal): AsyncGenerator<Notice> {
      requireChannelName(channel);
      using life = new LinkedAbort(signal);
      closing.signal.addEventListener('abort', () => life.abort(closing.signal.reason), {
        once: true,
        signal: life.signal,
      });
      if (closing.signal.aborted) return;
      const tools = { config: clientConfig(target, limits), clock, log, random: Math.random };
      yield* alone ? listenAlone(tools, channel, life.signal) : shared.listen(channel, life.signal);
    },
    async health() {
      const started = clock.now();
      try {
        await db.executeQuery(CompiledQuery.raw('select 1'));
        return { ok: true, detail: `${provider}, ${Math.round(clock.now() - started)} ms` };
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.message : `${provider} failed` };
      }
    },
    [Symbol.asyncDispose]() {
      closing[Symbol.dispose]();
      shared.close();
      closed ??= db.destroy();
      return closed;
    },
  };
};
