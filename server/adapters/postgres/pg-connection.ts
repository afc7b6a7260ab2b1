import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { breaksConnection, fromPgError, type Trouble } from './pg-error.ts';

export interface StatementRules {
  provider: string;
  clock: Clock;
  /** When the watchdog acts, ms; read for each statement. */
  limitMs: () => number;
  /** Called before the connection is cut. */
  onStuck: (() => void) | undefined;
}

/** What `pg` gives; an array of them for several statements in one text. */
interface PgResult {
  command: string;
  rowCount: number | null;
  rows: unknown[];
}

/** One borrowing of a pooled client: a query after `release` is refused, so that no `tx` outlives its transaction. */
export class PgConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  readonly #rules: StatementRules;
  /** pg 9 will refuse a second query at once on a client, so they queue here. */
  #last: Promise<unknown> = Promise.resolve();
  #over = false;
  #inTransaction = false;
  #broken = false;
  /** The last statement failed: whether it left a transaction open is known only a moment later. */
  #failed = false;

  constructor(client: PoolClient, rules: StatementRules) {
    this.#client = client;
    this.#rules = rules;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#enqueue(query.sql, query.parameters, this.#inTransaction ? 'transaction' : 'statement');
  }

  // biome-ignore lint/correctness/useYield: rows come at once; nothing here reads a table too big for memory
  async *streamQuery<R>(): AsyncGenerator<QueryResult<R>> {
    throw new Error('streaming queries are not supported: read by pages');
  }

  async begin(text: string): Promise<void> {
    await this.#enqueue(text, [], 'acquire');
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    const { rows } = await this.#enqueue<{ command: string }>('commit', [], 'commit');
    this.#inTransaction = false;
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK.
    if (rows[0]?.command === 'ROLLBACK') throw new Error('a query of this transaction had failed: it was rolled back');
  }

  async rollback(): Promise<void> {
    this.#inTransaction = false;
    await this.#enqueue('rollback', [], 'transaction');
  }

  /** Gives the client back, clean; a client that cannot be cleaned is closed, and the server rolls back by itself. */
  async release(): Promise<void> {
    this.#over = true;
    await this.#last;
    if (this.#broken) {
      this.#client.release(true);
      return;
    }
    if (!this.#failed && this.#client.getTransactionStatus() === 'I') {
      this.#client.release();
      return;
    }
    try {
      await this.#run('rollback', [], 'transaction', this.#rules.limitMs());
      this.#client.release();
    } catch (error) {
      this.#client.release(error instanceof Error ? error : true);
    }
  }

  #enqueue<R>(text: string, values: readonly unknown[], during: Trouble['during']): Promise<QueryResult<R>> {
    if (this.#over) return Promise.reject(new Error('A query came after the end of its transaction.'));
    const limitMs = this.#rules.limitMs();
    const answer = this.#last.then(() => this.#run<R>(text, values, during, limitMs));
    // The queue goes on whatever happens; the failure itself reaches the caller through `answer`.
    this.#last = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  async #run<R>(
    text: string,
    values: readonly unknown[],
    during: Trouble['during'],
    limitMs: number,
  ): Promise<QueryResult<R>> {
    const { provider, clock, onStuck } = this.#rules;
    let cut: Promise<void> | undefined;
    const watchdog = clock.after(limitMs, () => {
      onStuck?.();
      cut = this.#client.end();
    });
    try {
      const answer = await this.#client.query(text, [...values]);
      this.#failed = false;
      return shape<R>(answer);
    } catch (error) {
      this.#failed = true;
      this.#broken ||= cut !== undefined || breaksConnection(error);
      if (cut === undefined) throw fromPgError(error, { provider, during });
      await cut;
      const where = { port: 'database', provider, retryable: false };
      throw new Outage(where, `database: a statement ran for over ${limitMs} ms and was ended`, { cause: error });
    } finally {
      watchdog[Symbol.dispose]();
    }
  }
}

function shape<R>(answer: PgResult | PgResult[]): QueryResult<R> {
  const results = Array.isArray(answer) ? answer : [answer];
  const last = results.at(-1);
  if (last?.command === 'COMMIT' || last?.command === 'ROLLBACK') {
    const before = results.slice(0, -1).flatMap((one) => one.rows);
    return { rows: (results.length > 1 ? before : [{ command: last.command }]) as R[] };
  }
  const changes = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(last?.command ?? '');
  const rows = results.flatMap((one) => one.rows) as R[];
  return changes ? { rows, numAffectedRows: BigInt(last?.rowCount ?? 0) } : { rows };
}
