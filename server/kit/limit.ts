import type { Clock } from './clock.ts';

/**
 * Runs `work` for at most `ms`. Its signal aborts on the limit and with the caller's; the returned promise does not wait for a `work` that
 * ignores it: it rejects with `late()` on the limit and with the signal's reason on abort.
 */
export function limited<T>(
  clock: Pick<Clock, 'after'>,
  ms: number,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const inner = new AbortController();
    const stop = (reason: unknown): void => {
      finish();
      reject(reason);
      inner.abort(reason);
    };
    const onAbort = (): void => stop(signal.reason);
    const timer = clock.after(ms, () => stop(late()));
    const finish = (): void => {
      timer[Symbol.dispose]();
      signal.removeEventListener('abort', onAbort);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work(inner.signal).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}
