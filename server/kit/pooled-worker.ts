import { Worker } from 'node:worker_threads';
import { Outage } from './errors.ts';
import type { WorkerAnswer } from './worker-jobs.ts';
import type { PoolJob, WorkerPoolOptions } from './worker-pool.ts';

interface Owner {
  onIdle(): void;
  /** A job ended well. */
  onDone(): void;
  /** The thread is lost; `gone` resolves when it has ended. No failure when it was stopped on purpose. */
  onGone(failure: Outage | undefined, gone: Promise<void>): void;
}

/** One thread of a `WorkerPool` and the watch over it. */
export class PooledWorker<Part> {
  readonly #options: WorkerPoolOptions;
  readonly #owner: Owner;
  readonly #thread: Worker;
  /** Holds the number of the job that shall stop; the worker reads it while it computes. */
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(4));
  #watch: Disposable;
  #ready = false;
  #gone = false;
  #current: PoolJob<Part> | undefined;
  #cancelled = false;
  #number = 0;

  constructor(options: WorkerPoolOptions, owner: Owner) {
    this.#options = options;
    this.#owner = owner;
    this.#thread = new Worker(options.entry, { workerData: { setup: options.setup, stopFlag: this.#stopFlag } });
    this.#thread.on('message', (answer: WorkerAnswer<Part>) => this.#onAnswer(answer));
    this.#thread.on('messageerror', (error) => this.#fail(`unreadable answer (${error.message})`));
    this.#thread.on('error', (error) =>
      this.#fail(`the worker crashed (${error instanceof Error ? error.name : 'unknown'})`),
    );
    this.#thread.on('exit', (code) => this.#fail(`the worker exited with ${code}`));
    this.#watch = options.clock.after(options.startMs, () =>
      this.#fail(`the worker was not ready in ${options.startMs} ms`),
    );
  }

  get starting(): boolean {
    return !this.#ready;
  }

  get wasReady(): boolean {
    return this.#ready;
  }

  get idle(): boolean {
    return this.#ready && this.#current === undefined && !this.#gone;
  }

  begin(job: PoolJob<Part>): void {
    this.#current = job;
    this.#cancelled = false;
    this.#number += 1;
    this.#watchFor(this.#options.stallMs, 'the worker stalled');
    this.#thread.postMessage({ number: this.#number, job: job.job });
  }

  /** Tells the worker to stop `job` when that is what it does. */
  cancel(job: PoolJob<Part>): void {
    if (this.#current !== job || this.#cancelled) return;
    this.#cancelled = true;
    Atomics.store(this.#stopFlag, 0, this.#number);
    this.#watchFor(this.#options.cancelMs, 'the worker did not stop');
  }

  /** Ends the thread on purpose; a job under way gets `error`. */
  stop(error: Outage): void {
    this.#leave(error, undefined);
  }

  #onAnswer(answer: WorkerAnswer<Part>): void {
    if (this.#gone) return;
    if (answer.kind === 'ready') {
      this.#ready = true;
      this.#watch[Symbol.dispose]();
      this.#owner.onIdle();
      return;
    }
    const job = this.#current;
    if (!job || answer.number !== this.#number) {
      this.#fail('the worker answered a job it was not given');
      return;
    }
    switch (answer.kind) {
      case 'part':
        if (this.#cancelled) return;
        if (job.parts.tryPush(answer.part)) this.#watchFor(this.#options.stallMs, 'the worker stalled');
        else if (!job.parts.closed) this.#fail('the worker gave more than can be held');
        return;
      case 'done':
        this.#owner.onDone();
        this.#end(job);
        return;
      case 'refused':
        this.#end(job, new RangeError(answer.message));
        return;
      case 'broken':
        this.#fail(`the worker failed (${answer.message})`);
        return;
      default:
        this.#fail('the worker answered nonsense');
    }
  }

  #end(job: PoolJob<Part>, error?: Error): void {
    this.#current = undefined;
    this.#watch[Symbol.dispose]();
    job.parts.close(error);
    this.#owner.onIdle();
  }

  #watchFor(ms: number, why: string): void {
    this.#watch[Symbol.dispose]();
    this.#watch = this.#options.clock.after(ms, () => this.#fail(`${why} for ${ms} ms`));
  }

  #fail(why: string): void {
    if (this.#gone) return;
    const { port, provider } = this.#options;
    const failure = new Outage({ port, provider, retryable: true }, `${provider}: ${why}`);
    this.#leave(failure, failure);
  }

  #leave(forJob: Outage, failure: Outage | undefined): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#watch[Symbol.dispose]();
    this.#current?.parts.close(forJob);
    this.#current = undefined;
    const gone = this.#thread.terminate().then(() => undefined);
    this.#owner.onGone(failure, gone);
  }
}
