import { Worker } from 'node:worker_threads';
import { backoffMs } from '../../kit/backoff.ts';
import type { Clock } from '../../kit/clock.ts';
import { Aborted, isAbort, Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { Log } from '../../kit/log.ts';
import { startupFailure } from './startup-failure.ts';
import type { FromPgliteWorker, PgliteFailure, PgliteWorkerData, ToPgliteWorker } from './worker-messages.ts';

export interface PgliteEngineOptions extends PgliteWorkerData {
  clock: Clock;
  log: Log;
}

/** The first start makes the data folder, which takes seconds on a slow machine. */
const startLimitMs = 120_000;
const readyLimitMs = 15_000;
const closeLimitMs = 5_000;
/** A worker that lived this long was well; one that dies earlier, again and again, is started ever more slowly. */
const wellMs = 30_000;
const again = { baseMs: 200, maxMs: 30_000 };
const never = new AbortController().signal;

/** PostgreSQL in a worker thread behind a socket: on this thread each query would stop the sound. Starts again when it crashes or hangs. */
export class PgliteEngine implements AsyncDisposable {
  readonly #options: PgliteEngineOptions;
  readonly #life = new AbortController();
  #worker: Worker | undefined;
  #up: Promise<void>;
  /** Why it is not up after the last try. */
  #down: unknown;
  #quickEnds = 0;
  #startedAt = 0;
  restarts = 0;

  constructor(options: PgliteEngineOptions) {
    this.#options = options;
    this.#up = this.#spawn();
  }

  /** Settles with the first start; rejects with a `StartupError`. */
  get started(): Promise<void> {
    return this.#up;
  }

  /** Resolves while it is up; rejects with an Outage when it does not come up. */
  async ready(): Promise<void> {
    const outage = (cause: unknown): Outage =>
      new Outage(
        { port: 'database', provider: 'pglite', retryable: true },
        'database: the embedded engine is restarting',
        { cause },
      );
    if (this.#down !== undefined) throw outage(this.#down);
    await limited(
      this.#options.clock,
      readyLimitMs,
      () => outage(undefined),
      () => this.#up,
      never,
    );
  }

  /** Ends whatever it is doing: a query that hangs cannot be cancelled. */
  restart(why: string): void {
    const worker = this.#worker;
    if (worker === undefined || this.#life.signal.aborted) return;
    this.#worker = undefined;
    this.restarts += 1;
    this.#options.log.warn('restarting the embedded database', { why, restarts: this.restarts });
    const lived = this.#options.clock.now() - this.#startedAt;
    this.#quickEnds = lived < wellMs ? this.#quickEnds + 1 : 0;
    this.#up = this.#replace(worker);
    this.#up.catch((error: unknown) => {
      if (!isAbort(error)) this.#options.log.error('the embedded database does not come back', { error });
    });
  }

  async #replace(old: Worker): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#life;
    await old.terminate();
    for (let attempt = this.#quickEnds; ; attempt += 1) {
      if (attempt > 1) await clock.sleep(backoffMs(again, attempt, Math.random), signal);
      signal.throwIfAborted();
      try {
        await this.#spawn();
        this.#down = undefined;
        return;
      } catch (error) {
        this.#down = error;
        log.error('the embedded database did not start', { attempt, error });
      }
    }
  }

  #spawn(): Promise<void> {
    const { clock, log, dataFolder, socketPath } = this.#options;
    const data: PgliteWorkerData = { dataFolder, socketPath };
    // No environment and no arguments of ours: the worker needs none, and secrets stay here.
    const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
      workerData: data,
      env: {},
      execArgv: [],
      name: 'pglite',
    });
    this.#startedAt = clock.now();
    return new Promise((resolve, reject) => {
      const stop = (failure: PgliteFailure): void => {
        limit[Symbol.dispose]();
        reject(startupFailure(dataFolder, failure));
      };
      const limit = clock.after(startLimitMs, () => {
        stop({ message: `no answer within ${startLimitMs / 1000} seconds`, code: undefined, lines: [] });
        worker.terminate().catch((error: unknown) => log.error('a database worker cannot be ended', { error }));
      });
      worker.on('message', (message: FromPgliteWorker) => {
        if (message.kind === 'failed') {
          // The first start throws it; later nobody waits for it.
          if (this.#worker === worker) log.error('the embedded database failed', { ...message.failure });
          stop(message.failure);
          return;
        }
        limit[Symbol.dispose]();
        this.#worker = worker;
        resolve();
      });
      worker.on('error', (error) => stop({ message: String(error), code: undefined, lines: [] }));
      worker.on('exit', (code) => {
        stop({ message: `its worker ended with code ${code}`, code: undefined, lines: [] });
        if (this.#worker === worker) this.restart(`its worker ended with code ${code}`);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#life.signal.aborted) return;
    this.#life.abort(new Aborted('the embedded database is closing'));
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) {
      await this.#up.catch((error: unknown) => this.#options.log.debug('the embedded database was not up', { error }));
      return;
    }
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const close: ToPgliteWorker = { kind: 'close' };
    worker.postMessage(close);
    try {
      await limited(
        this.#options.clock,
        closeLimitMs,
        () => new Error('late'),
        () => ended,
        never,
      );
    } catch (error) {
      this.#options.log.warn('the embedded database did not close in time and was ended', { error });
      await worker.terminate();
    }
  }
}
