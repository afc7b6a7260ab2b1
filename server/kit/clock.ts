/** Time, injected everywhere: the real clock here, the virtual one in `virtual-clock.ts`. This file alone touches the host's timers. */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary start. */
  now(): number;
  /** Wall time in milliseconds since the Unix epoch. */
  wall(): number;
  /** Resolves after `ms`; rejects with `signal.reason` when the signal aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Runs `task` once after `ms` unless the returned handle is disposed first. */
  after(ms: number, task: () => void): Disposable;
}

/** A promise that settles after `ms` on the given clock, or rejects on abort. Shared by both clocks. */
export function sleepOn(clock: Pick<Clock, 'after'>, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      timer[Symbol.dispose]();
      reject(signal.reason);
    };
    const timer = clock.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

export const realClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms, signal) => sleepOn(realClock, ms, signal),
  after(ms, task) {
    const handle = setTimeout(task, ms);
    return { [Symbol.dispose]: () => clearTimeout(handle) };
  },
};
