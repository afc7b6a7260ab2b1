/** Does the works of one key after each other, and those of different keys side by side. */
export function inTurn(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = tails.get(key) ?? Promise.resolve();
    // A failure before is for whoever asked for that; it does not concern what comes after.
    const now = before.then(work, work);
    tails.set(key, now);
    const forget = (): void => {
      if (tails.get(key) === now) tails.delete(key);
    };
    now.then(forget, forget);
    return now;
  };
}
