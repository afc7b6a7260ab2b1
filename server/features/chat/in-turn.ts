/** Does the works of one key after each other, and those of different keys side by side; `full()` where more than `most` would wait. */
export function inTurn(most: number, full: () => Error): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, { tail: Promise<unknown>; length: number }>();
  return async (key, work) => {
    const queue = queues.get(key) ?? { tail: Promise.resolve(), length: 0 };
    if (queue.length > most) throw full();
    // A failure before is for whoever asked for that; it does not concern what comes after.
    const now = queue.tail.then(work, work);
    queue.tail = now;
    queue.length += 1;
    queues.set(key, queue);
    try {
      return await now;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  };
}
