import type { Clock } from './clock.ts';
import { Aborted, isAbort } from './errors.ts';
import { LinkedAbort } from './link-signal.ts';

/**
 * A lifetime that owns tasks, timers and child lifetimes. Closing it aborts its signal and waits until all it started has
 * ended; nothing outlives it. A task or timer that throws anything but an abort is given to `onBug` of the scope it was spawned in.
 */
export class Scope implements AsyncDisposable {
  readonly name: string;
  readonly #abort: LinkedAbort;
  readonly #onBug: (error: unknown) => void;
  readonly #tasks = new Set<Promise<void>>();
  readonly #children = new Set<Scope>();
  readonly #timers = new Set<Disposable>();
  readonly #parent: Scope | undefined;

  constructor(name: string, parent: AbortSignal | Scope, onBug: (error: unknown) => void) {
    this.name = name;
    this.#onBug = onBug;
    this.#parent = parent instanceof Scope ? parent : undefined;
    this.#abort = new LinkedAbort(parent instanceof Scope ? parent.signal : parent);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** What has not ended yet, by name; empty after `close`. */
  get pending(): readonly string[] {
    const own =
      this.#tasks.size + this.#timers.size > 0
        ? [`${this.name}: ${this.#tasks.size} tasks, ${this.#timers.size} timers`]
        : [];
    return own.concat(...[...this.#children].map((child) => child.pending));
  }

  child(name: string): Scope {
    const child = new Scope(name, this, this.#onBug);
    this.#children.add(child);
    return child;
  }

  spawn(task: (signal: AbortSignal) => Promise<void>): void {
    const running = task(this.signal)
      .catch((error: unknown) => {
        if (!isAbort(error, this.signal)) this.#onBug(error);
      })
      .finally(() => this.#tasks.delete(running));
    this.#tasks.add(running);
  }

  /** A timer that ends with this scope. */
  after(clock: Clock, ms: number, task: () => void): Disposable {
    if (this.signal.aborted) return { [Symbol.dispose]: () => undefined };
    const timer = clock.after(ms, () => {
      this.#timers.delete(handle);
      try {
        task();
      } catch (error) {
        this.#onBug(error);
      }
    });
    const handle: Disposable = {
      [Symbol.dispose]: () => {
        this.#timers.delete(handle);
        timer[Symbol.dispose]();
      },
    };
    this.#timers.add(handle);
    return handle;
  }

  /** Aborts at once; the promise resolves when everything has ended. Calling it again is harmless. */
  async close(reason: unknown = new Aborted(`${this.name} closed`)): Promise<void> {
    this.#abort.abort(reason);
    for (const timer of [...this.#timers]) timer[Symbol.dispose]();
    // What ends may still begin something, which is aborted from birth.
    while (this.#children.size + this.#tasks.size > 0)
      await Promise.all([...[...this.#children].map((child) => child.close(reason)), ...this.#tasks]);
    if (this.#parent) this.#parent.#children.delete(this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
