import { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import { Outage } from './errors.ts';
import { PooledWorker } from './pooled-worker.ts';

export interface WorkerPoolOptions {
  clock: Clock;
  /** The worker's entry, which calls `serveJobs`. */
  entry: URL;
  /** Given to the worker as its data; must survive a structured clone. */
  setup?: unknown;
  /** Workers at most; the first starts with the first job, another only when all are busy. */
  size: number;
  /** Named in every Outage. */
  port: string;
  provider: string;
  /** A worker that is not ready by then is given up. */
  startMs: number;
  /** A job that is silent for longer fails, and its worker is replaced. */
  stallMs: number;
  /** A cancelled job that has not stopped by then costs its worker its life. */
  cancelMs: number;
  /** Jobs waiting at most; more are refused with an Outage. */
  queueLimit: number;
}

/** A job that waits or runs. */
export interface PoolJob<Part> {
  readonly job: unknown;
  readonly parts: Channel<Part>;
}

/** Parts a job may be ahead of its reader; jobs are sentence-sized, so only a runaway one gets there. */
const maxPartsAhead = 10_000;

/**
 * Runs jobs on worker threads, one at a time on each, first come first served. A crash or a stall costs the job that was under way
 * an Outage and the worker its life; the next job gets a new one.
 */
export class WorkerPool<Job, Part> implements AsyncDisposable {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<PooledWorker<Part>>();
  readonly #waiting: PoolJob<Part>[] = [];
  readonly #leaving = new Set<Promise<void>>();
  #disposed = false;
  #replaced = 0;
  #lastFailure: string | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Threads that are alive, starting ones included. */
  get threads(): number {
    return this.#workers.size;
  }

  /** How often a worker crashed, stalled or would not stop. */
  get replaced(): number {
    return this.#replaced;
  }

  /** Why the last worker was lost; undefined again once a job has ended well. */
  get lastFailure(): string | undefined {
    return this.#lastFailure;
  }

  /** Starts the first worker ahead of the first job. */
  prewarm(): void {
    if (!this.#disposed && this.#workers.size === 0) this.#addWorker();
  }

  /**
   * Streams what the job gives. Abandoning the loop or aborting stops the job; nothing is yielded after the abort. An `urgent` job goes
   * before those that wait. Throws an Outage, or the RangeError that the worker answered.
   */
  async *run(job: Job, signal: AbortSignal, options: { urgent?: boolean } = {}): AsyncGenerator<Part, void, void> {
    signal.throwIfAborted();
    if (this.#disposed) throw this.#outage('it is shut down', false);
    if (this.#waiting.length >= this.#options.queueLimit) throw this.#outage('too many jobs wait', true);
    const entry: PoolJob<Part> = { job, parts: new Channel<Part>(maxPartsAhead) };
    const onAbort = (): void => entry.parts.cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    if (options.urgent) this.#waiting.unshift(entry);
    else this.#waiting.push(entry);
    this.#dispatch();
    try {
      for await (const part of entry.parts) {
        signal.throwIfAborted();
        yield part;
      }
      signal.throwIfAborted();
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#drop(entry);
    }
  }

  /** Runs a job that gives exactly one part. */
  async ask(job: Job, signal: AbortSignal, options: { urgent?: boolean } = {}): Promise<Part> {
    for await (const part of this.run(job, signal, options)) return part;
    throw this.#outage('the worker gave no answer', true);
  }

  /** Stops everything: what waits or runs gets an Outage. Resolves when the threads are gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const entry of this.#waiting.splice(0)) entry.parts.close(this.#outage('it is shut down', false));
    for (const worker of [...this.#workers]) worker.stop(this.#outage('it is shut down', false));
    await Promise.all([...this.#leaving]);
  }

  #drop(entry: PoolJob<Part>): void {
    entry.parts.cancel();
    const at = this.#waiting.indexOf(entry);
    if (at >= 0) this.#waiting.splice(at, 1);
    for (const worker of this.#workers) worker.cancel(entry);
  }

  #dispatch(): void {
    for (const worker of this.#workers) {
      if (this.#waiting.length === 0) return;
      if (worker.idle) worker.begin(this.#waiting.shift() as PoolJob<Part>);
    }
    const starting = [...this.#workers].filter((worker) => worker.starting).length;
    if (this.#waiting.length > starting && this.#workers.size < this.#options.size) this.#addWorker();
  }

  #addWorker(): void {
    const worker = new PooledWorker<Part>(this.#options, {
      onIdle: () => this.#dispatch(),
      onDone: () => {
        this.#lastFailure = undefined;
      },
      onGone: (failure, gone) => {
        this.#workers.delete(worker);
        const leaving = gone.finally(() => this.#leaving.delete(leaving));
        this.#leaving.add(leaving);
        if (failure && !this.#disposed) this.#onFailure(failure, worker.wasReady);
      },
    });
    this.#workers.add(worker);
  }

  #onFailure(failure: Outage, wasReady: boolean): void {
    this.#replaced += 1;
    this.#lastFailure = failure.message;
    // A worker that cannot start would not start for the next in the queue either: tell them all rather than try for each.
    if (!wasReady && this.#workers.size === 0) for (const entry of this.#waiting.splice(0)) entry.parts.close(failure);
    this.#dispatch();
  }

  #outage(why: string, retryable: boolean): Outage {
    const { port, provider } = this.#options;
    return new Outage({ port, provider, retryable }, `${provider}: ${why}`);
  }
}
