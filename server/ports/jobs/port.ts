import type { Transaction } from 'kysely';

/** Background work in the same database: a job enqueued in a transaction exists if and only if it commits. */
export interface Jobs extends AsyncDisposable {
  readonly provider: string;
  /** Declares the queues and starts; call once before `enqueue` or `work`. */
  start(queues: readonly JobQueue[]): Promise<void>;
  // biome-ignore lint/complexity/noBannedTypes: the caller's tables do not matter here
  enqueue(tx: Transaction<{}> | null, queue: string, data: object): Promise<void>;
  /** Runs `handler` for each job of `queue`; a throw is retried by the queue's policy. `signal` aborts at shutdown and at the time limit. */
  work(queue: string, handler: (data: unknown, signal: AbortSignal) => Promise<void>): Promise<void>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface JobQueue {
  name: string;
  retries: number;
  /** Seconds a handler may take. */
  timeoutSeconds: number;
}
