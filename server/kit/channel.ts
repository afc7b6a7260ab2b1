/**
 * A bounded queue between a producer and one consumer; the only queue of the house. A full channel makes the producer
 * wait (`push`) or refuses (`tryPush`), so memory is bounded by construction.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #capacity: number;
  readonly #items: (T | undefined)[] = [];
  #head = 0;
  #closed = false;
  #error: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];

  constructor(capacity: number) {
    if (!(capacity >= 1)) throw new RangeError('a channel holds at least one item');
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** False when the channel is full or closed: the item was not taken. */
  tryPush(item: T): boolean {
    if (this.#closed || this.size >= this.#capacity) return false;
    this.#items.push(item);
    this.#wakeReader?.();
    return true;
  }

  /** Waits for room. False when the channel closed meanwhile; rejects with `signal.reason` on abort. */
  async push(item: T, signal: AbortSignal): Promise<boolean> {
    while (!this.tryPush(item)) {
      if (this.#closed) return false;
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const onAbort = (): void => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        this.#wakeWriters.push(() => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
      });
    }
    return true;
  }

  /** No more items; what is queued is still read. With an error, the reader gets it after the queued items. */
  close(error?: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#error = error;
    this.#wakeReader?.();
    this.#releaseWriters();
  }

  /** Forgets what is queued and closes. */
  cancel(): void {
    this.#items.length = 0;
    this.#head = 0;
    this.close();
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    return this.read();
  }

  /** Reads until the channel is closed. With a signal: an abort drops what is queued and throws `signal.reason` at once. */
  async *read(signal?: AbortSignal): AsyncGenerator<T, void, void> {
    const onAbort = (): void => {
      this.#items.length = 0;
      this.#head = 0;
      this.#closed = false;
      this.close(signal?.reason);
    };
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      for (;;) {
        while (this.size > 0) yield this.#take();
        if (this.#closed) {
          if (this.#error !== undefined) throw this.#error;
          return;
        }
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
        this.#wakeReader = undefined;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #take(): T {
    const item = this.#items[this.#head] as T;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head > 64 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    this.#releaseWriters();
    return item;
  }

  #releaseWriters(): void {
    if (this.#wakeWriters.length === 0) return;
    const writers = this.#wakeWriters;
    this.#wakeWriters = [];
    for (const wake of writers) wake();
  }
}
