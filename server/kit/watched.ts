import type { Clock } from './clock.ts';

export interface WatchLimits {
  clock: Clock;
  /** Milliseconds until the first item, and between items. */
  firstMs: number;
  nextMs: number;
  /** The error when a limit passes. */
  late: (waitedMs: number) => Error;
}

/**
 * `source` with an end that is certain: it throws `late()` when an item is overdue and `signal.reason` on abort, at once,
 * whatever the source does; nothing is yielded after either. A source that cannot stop is left behind, not waited for.
 */
export async function* watched<T>(
  source: AsyncIterable<T>,
  limits: WatchLimits,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  using watch = new Watch(limits, signal);
  let limitMs = limits.firstMs;
  let ended = false;
  try {
    for (;;) {
      const result = await watch.over(iterator.next(), limitMs);
      if (result.done) {
        ended = true;
        return;
      }
      signal.throwIfAborted();
      yield result.value;
      limitMs = limits.nextMs;
    }
  } finally {
    // A generator stuck in an await answers `return` only when that ends, so nobody waits for it; its signal tells it.
    if (!ended) iterator.return?.().then(undefined, () => undefined);
  }
}

/**
 * One listener and one timer for a whole stream: a voice gives hundreds of pieces, and a timer for each costs more than the piece.
 * The timer is not moved with every item; it looks when it fires whether the present wait is overdue.
 */
class Watch implements Disposable {
  readonly #limits: WatchLimits;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#reject?.(this.#signal.reason);
  #reject: ((reason: unknown) => void) | undefined;
  #limitMs = 0;
  #deadline = 0;
  #timer: Disposable | undefined;
  #timerAt = 0;

  constructor(limits: WatchLimits, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** As `within`; one call at a time. */
  over<T>(promise: Promise<T>, limitMs: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      promise.then(
        (value) => {
          this.#reject = undefined;
          resolve(value);
        },
        (error: unknown) => {
          this.#reject = undefined;
          reject(error);
        },
      );
      if (this.#signal.aborted) {
        reject(this.#signal.reason);
        return;
      }
      this.#reject = reject;
      this.#limitMs = limitMs;
      this.#deadline = this.#limits.clock.now() + limitMs;
      if (!this.#timer || this.#timerAt > this.#deadline) this.#arm(limitMs);
    });
  }

  #arm(ms: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timerAt = this.#limits.clock.now() + ms;
    this.#timer = this.#limits.clock.after(ms, () => this.#look());
  }

  #look(): void {
    this.#timer = undefined;
    if (!this.#reject) return;
    const leftMs = this.#deadline - this.#limits.clock.now();
    if (leftMs > 0) this.#arm(leftMs);
    else this.#reject(this.#limits.late(this.#limitMs));
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

/** The value of `promise`, or a throw after `ms` or on abort. The promise itself goes on, unheard. */
export function within<T>(
  promise: Promise<T>,
  ms: number,
  limits: Pick<WatchLimits, 'clock' | 'late'>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      timer[Symbol.dispose]();
      reject(signal.reason);
    };
    const timer = limits.clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      reject(limits.late(ms));
    });
    const leave = (): void => {
      timer[Symbol.dispose]();
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) {
      onAbort();
    } else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(
      (value) => {
        leave();
        resolve(value);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
  });
}
