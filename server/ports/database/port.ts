import type { Kysely, Transaction } from 'kysely';

/**
 * PostgreSQL through Kysely; embedded or a server, one dialect. A feature narrows the tables to its own with `$extendTables`.
 * `bigint` columns and counts come as numbers, `numeric` as text, `timestamptz` as Date.
 * A failure of the world is an `Outage`; an error of PostgreSQL about the query itself (a constraint, bad SQL) has its SQLSTATE in `code`.
 */
export interface Database extends AsyncDisposable {
  readonly provider: string;
  // biome-ignore lint/complexity/noBannedTypes: no table belongs to the port; features extend it with theirs
  readonly db: Kysely<{}>;
  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it rejects or takes too long. Await only queries of `tx`
   * inside: a query of `db`, or another transaction, is an error there. A `tx` kept after the end is an error too.
   */
  transaction<T>(work: (tx: AnyTransaction) => Promise<T>): Promise<T>;
  /**
   * Brings the database to `to`, by default the last of `migrations`: applies what is missing in order, or takes back what is beyond, all in
   * one transaction under a lock. `to: ''` takes everything back. Throws a `StartupError` when the database and the list disagree.
   */
  migrate(migrations: readonly Migration[], to?: string): Promise<void>;
  /**
   * What `NOTIFY channel` says from now on, for wake-ups; ends on abort. Starts with a notice without payload, and has another after each
   * reconnection: what was told meanwhile is lost. `channel` is `[a-z_][a-z0-9_]*`.
   */
  listen(channel: string, signal: AbortSignal): AsyncIterable<Notice>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

/** A transaction of whatever feature; each sees its own tables of it. */
// biome-ignore lint/complexity/noBannedTypes: as in `Database`
export type AnyTransaction = Transaction<{}>;

export interface Notice {
  /** Undefined when the subscription has just begun, or begun again. */
  payload: string | undefined;
}

/** Plain SQL, numbered in one global sequence, with its way back. */
export interface Migration {
  /** For example `0003-conversations-turns`; sorts in order of application. */
  id: string;
  up: string;
  down: string;
}
