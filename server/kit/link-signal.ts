import { Aborted } from './errors.ts';

/** A controller that aborts with its parent and lets go of it when disposed. `AbortSignal.any` keeps its sources for ever; this does not. */
export class LinkedAbort implements Disposable {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #onParent = (): void => this.abort(this.#parent.reason);

  constructor(parent: AbortSignal) {
    this.#parent = parent;
    if (parent.aborted) this.#controller.abort(parent.reason);
    else parent.addEventListener('abort', this.#onParent, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#parent.removeEventListener('abort', this.#onParent);
    if (!this.#controller.signal.aborted) this.#controller.abort(reason);
  }

  /** Lets go of the parent and aborts what still listens. */
  [Symbol.dispose](): void {
    this.abort(new Aborted('disposed'));
  }
}
