import { type Clock, sleepOn } from './clock.ts';

interface Entry {
  at: number;
  order: number;
  task: () => void;
}

/** Virtual time for tests and simulations: an hour passes in a second, and a wait that nothing will end is reported. */
export class VirtualClock implements Clock {
  #now = 0;
  #order = 0;
  readonly #heap: Entry[] = [];
  readonly #cancelled = new Set<Entry>();

  now(): number {
    return this.#now;
  }

  wall(): number {
    return 1_800_000_000_000 + this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return sleepOn(this, ms, signal);
  }

  after(ms: number, task: () => void): Disposable {
    const entry: Entry = { at: this.#now + Math.max(0, ms), order: this.#order++, task };
    this.#push(entry);
    return {
      [Symbol.dispose]: () => {
        if (entry.at >= 0) this.#cancelled.add(entry);
      },
    };
  }

  /** Timers that have neither fired nor been cancelled. */
  get timers(): number {
    return this.#heap.length - this.#cancelled.size;
  }

  /** Lets `ms` pass, running every timer and all that follows from it in order. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let next = this.#peek(); next && next.at <= end; next = this.#peek()) {
      this.#fire(next);
      await settled();
    }
    this.#now = end;
  }

  /** Runs until `promise` settles. Throws when it is pending and no timer is left to end it: a deadlock. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    promise.then(mark, mark);
    await settled();
    while (!done) {
      const next = this.#peek();
      if (!next) throw new Error(`deadlock at ${this.#now} ms: a wait that nothing will end`);
      this.#fire(next);
      await settled();
    }
    return promise;
  }

  #fire(entry: Entry): void {
    this.#pop();
    this.#now = entry.at;
    entry.at = -1;
    entry.task();
  }

  #peek(): Entry | undefined {
    let top = this.#heap[0];
    while (top && this.#cancelled.delete(top)) {
      this.#pop();
      top.at = -1;
      top = this.#heap[0];
    }
    return top;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!before(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child += 1;
      if (!before(heap[child] as Entry, last)) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** So often the event loop itself comes round, or a test that never ends could not be timed out. */
const LOOP_EVERY = 256;
let settlings = 0;

/** All microtasks, however deep, have run when a tick that one of them asked for begins. A turn of the event loop would do too, and costs more. */
async function settled(): Promise<void> {
  settlings += 1;
  if (settlings % LOOP_EVERY === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  await Promise.resolve();
  await new Promise<void>((resolve) => process.nextTick(resolve));
}
