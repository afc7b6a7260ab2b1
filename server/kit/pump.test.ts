import { expect, test } from 'vitest';
import { pump } from './pump.ts';
import { Scope } from './scope.ts';

const never = new AbortController().signal;

async function* counting(upTo: number, seen: number[]): AsyncGenerator<number> {
  for (let i = 0; i < upTo; i += 1) {
    seen.push(i);
    yield i;
  }
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('it reads ahead of its consumer, as far as it may', async () => {
  await using scope = new Scope('test', never, () => undefined);
  const seen: number[] = [];
  const channel = pump(counting(100, seen), scope, 5);
  await settled();
  expect(seen).toHaveLength(6);
  expect(await Array.fromAsync(channel)).toHaveLength(100);
});

test('the failure of its source comes after what came before it', async () => {
  const bugs: unknown[] = [];
  await using scope = new Scope('test', never, (error) => bugs.push(error));
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    throw new Error('down');
  }
  const reader = pump(failing(), scope, 5).read();
  expect((await reader.next()).value).toBe(1);
  await expect(reader.next()).rejects.toThrow('down');
  expect(bugs).toEqual([]);
});

test('a closed scope ends the reading, and the source is let go', async () => {
  let left = false;
  async function* endless(): AsyncGenerator<number> {
    try {
      for (let i = 0; ; i += 1) yield i;
    } finally {
      left = true;
    }
  }
  const scope = new Scope('test', never, () => undefined);
  pump(endless(), scope, 2);
  await settled();
  await scope.close();
  expect(left).toBe(true);
  expect(scope.pending).toEqual([]);
});
