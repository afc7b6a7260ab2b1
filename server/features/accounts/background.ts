import type { Clock } from '../../kit/clock.ts';
import { Aborted, isAbort } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { Log } from '../../kit/log.ts';

/** What goes on after the answer, so that its time tells nothing: each with a deadline, none forgotten at the end. */
export interface Background extends AsyncDisposable {
  run(what: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

const LIMIT_MS = 60_000;
/** At the end, what is under way has this long. */
const STOP_MS = 3_000;

export function createBackground({ clock, log }: { clock: Clock; log: Log }): Background {
  const stop = new AbortController();
  const tasks = new Set<Promise<void>>();
  const settled = async (): Promise<void> => {
    while (tasks.size > 0) await Promise.all(tasks);
  };
  return {
    run(what, work) {
      const late = (): Error => new Aborted(`${what} took over ${LIMIT_MS} ms`);
      const task = limited(clock, LIMIT_MS, late, work, stop.signal)
        .catch((error: unknown) => {
          if (isAbort(error, stop.signal)) log.warn('given up at the end', { what });
          else log.error('a task in the background failed', { what, error });
        })
        .finally(() => tasks.delete(task));
      tasks.add(task);
    },
    settled,
    async [Symbol.asyncDispose]() {
      const ending = settled();
      using _ = clock.after(STOP_MS, () => stop.abort(new Aborted('the server stops')));
      await ending;
    },
  };
}
