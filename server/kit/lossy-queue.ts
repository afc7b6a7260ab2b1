/** One item, and how many were dropped just before it. */
export interface Kept<T> {
  item: T;
  lost: number;
}

/**
 * A bounded queue for one consumer that may be slow: a push never waits, and beyond `capacity` the oldest is dropped and counted. For news,
 * where the newest matters most; `Channel` is for what must not be lost.
 */
export class LossyQueue<T> implements AsyncIterable<Kept<T>> {
  readonly #capacity: number;
  #items: Kept<T>[] = [];
  /** Lost since the last item that is still here. */
  #lost = 0;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(capacity: number) {
    if (!(capacity >= 1)) throw new RangeError('a queue holds at least one item');
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  push(item: T): void {
    if (this.#closed) return;
    this.#items.push({ item, lost: this.#lost });
    this.#lost = 0;
    if (this.#items.length > this.#capacity) {
      const [dropped, next] = this.#items.splice(0, 2);
      if (next !== undefined) this.#items.unshift({ item: next.item, lost: next.lost + (dropped?.lost ?? 0) + 1 });
      else this.#lost += 1;
    }
    this.#wake?.();
  }

  /** Counts items that were lost on the way here. */
  lose(count: number): void {
    this.#lost += count;
  }

  /** Ends the reader at once; what is queued is forgotten. */
  close(): void {
    this.#closed = true;
    this.#items = [];
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Kept<T>, void, void> {
    while (!this.#closed) {
      const next = this.#items.shift();
      if (next !== undefined) {
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
