import { expect, test } from 'vitest';
import { type Kept, LossyQueue } from './lossy-queue.ts';

async function take<T>(queue: LossyQueue<T>, count: number): Promise<Kept<T>[]> {
  const taken: Kept<T>[] = [];
  for await (const kept of queue) {
    taken.push(kept);
    if (taken.length === count) break;
  }
  return taken;
}

test('beyond its capacity the oldest go, and the next one tells how many', async () => {
  const queue = new LossyQueue<number>(3);
  for (let i = 0; i < 10; i += 1) queue.push(i);
  expect(queue.size).toBe(3);
  expect(await take(queue, 3)).toEqual([
    { item: 7, lost: 7 },
    { item: 8, lost: 0 },
    { item: 9, lost: 0 },
  ]);
});

test('every item is either given or counted, however pushes and reads mix', async () => {
  const queue = new LossyQueue<number>(2);
  let pushed = 0;
  const push = (): void => {
    pushed += 1;
    queue.push(pushed);
  };
  let accounted = 0;
  for (const burst of [1, 5, 2, 3, 7, 1]) {
    for (let i = 0; i < burst; i += 1) push();
    queue.lose(1);
    pushed += 1;
    for (const { lost } of await take(queue, 1)) accounted += 1 + lost;
  }
  push();
  for (const { lost } of await take(queue, 2)) accounted += 1 + lost;
  expect(accounted).toBe(pushed);
});

test('a capacity of one keeps the newest', async () => {
  const queue = new LossyQueue<string>(1);
  queue.push('a');
  queue.push('b');
  expect(await take(queue, 1)).toEqual([{ item: 'b', lost: 1 }]);
});

test('closing wakes the reader and forgets what is queued', async () => {
  const queue = new LossyQueue<string>(5);
  const reading = take(queue, 1);
  await new Promise(setImmediate);
  queue.push('a');
  queue.close();
  queue.push('b');
  expect(await reading).toEqual([]);
  expect(queue.size).toBe(0);
  expect(() => new LossyQueue(0)).toThrow(RangeError);
});
