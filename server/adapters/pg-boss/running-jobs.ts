import type { Clock } from '../../kit/clock.ts';
import { Aborted } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { LinkedAbort } from '../../kit/link-signal.ts';

/** Runs handlers within their time and until the shutdown, and knows which are under way. */
export class RunningJobs {
  readonly #clock: Clock;
  readonly #life = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get closing(): boolean {
    return this.#life.signal.aborted;
  }

  /** Rejects at the limit and at the shutdown, also when `work` ignores its signal. */
  async run<T>(limitMs: number, claim: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    using link = new LinkedAbort(this.#life.signal);
    const onLost = (): void => link.abort(new Aborted('another worker has the job now'));
    claim.addEventListener('abort', onLost, { once: true });
    const late = (): Error => new Aborted(`the job took over ${limitMs} ms`);
    const running = limited(this.#clock, limitMs, late, work, link.signal);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      claim.removeEventListener('abort', onLost);
      this.#running.delete(running);
    }
  }

  /** Aborts every handler and waits for them. */
  async close(): Promise<void> {
    this.#life.abort(new Aborted('the server is shutting down'));
    await Promise.allSettled(this.#running);
  }
}
