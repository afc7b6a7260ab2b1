import { Outage } from '../../kit/errors.ts';
import { RecogniserThread, type ThreadOptions } from './recogniser-thread.ts';

/** The threads, the least loaded of which gets the next utterance. */
export class ThreadSet implements AsyncDisposable {
  readonly #options: ThreadOptions;
  readonly #most: number;
  readonly #threads = new Set<RecogniserThread>();
  readonly #leaving = new Set<Promise<void>>();
  #disposed = false;
  #replaced = 0;
  #lastFailure: string | undefined;

  constructor(options: ThreadOptions, most: number) {
    this.#options = options;
    this.#most = most;
  }

  get count(): number {
    return this.#threads.size;
  }

  get decoders(): number {
    return [...this.#threads].reduce((sum, thread) => sum + thread.decoders, 0);
  }

  get replaced(): number {
    return this.#replaced;
  }

  /** Why the last thread was lost, until one works again. */
  get lastFailure(): string | undefined {
    return this.#lastFailure;
  }

  /** Throws an Outage after disposal. */
  leastLoaded(): RecogniserThread {
    if (this.#disposed) {
      throw new Outage(
        { port: 'speech-to-text', provider: 'soundswallower', retryable: false },
        'soundswallower: it is shut down',
      );
    }
    const [best] = [...this.#threads].sort((a, b) => a.load - b.load);
    if (best && (best.load === 0 || this.#threads.size >= this.#most)) return best;
    return this.#add();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const thread of [...this.#threads]) thread.stop();
    await Promise.all([...this.#leaving]);
  }

  #add(): RecogniserThread {
    const thread = new RecogniserThread(this.#options, {
      onWell: () => {
        this.#lastFailure = undefined;
      },
      onGone: (failure, gone) => {
        this.#threads.delete(thread);
        const leaving = gone.finally(() => this.#leaving.delete(leaving));
        this.#leaving.add(leaving);
        if (!failure) return;
        this.#replaced += 1;
        this.#lastFailure = failure.message;
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}
