import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { sleepOn } from './clock.ts';
import { Outage } from './errors.ts';
import { type RetryPolicy, retry } from './retry.ts';

const policy: RetryPolicy = { attempts: 4, baseMs: 100, maxMs: 300 };
const outage = (retryable: boolean): Outage => new Outage({ port: 'p', provider: 'x', retryable }, 'away');

function tools(): {
  waits: number[];
  clock: { sleep(ms: number, signal: AbortSignal): Promise<void> };
  random: () => number;
} {
  const waits: number[] = [];
  return {
    waits,
    random: () => 1,
    clock: {
      sleep: async (ms, signal) => {
        signal.throwIfAborted();
        waits.push(ms);
      },
    },
  };
}

test('retries a retryable outage with growing, bounded waits, then gives it up', async () => {
  const kit = tools();
  let tries = 0;
  const work = async (): Promise<never> => {
    tries += 1;
    throw outage(true);
  };
  await expect(retry(policy, kit, work, new AbortController().signal)).rejects.toThrow('away');
  expect(tries).toBe(4);
  expect(kit.waits).toEqual([100, 200, 300]);
});

test('stops retrying when it succeeds and tells the attempt', async () => {
  const kit = tools();
  const answer = await retry(
    policy,
    kit,
    async (attempt) => {
      if (attempt < 3) throw outage(true);
      return attempt;
    },
    new AbortController().signal,
  );
  expect(answer).toBe(3);
});

test.each([outage(false), new Error('a bug'), new DOMException('stopped', 'AbortError')])(
  'does not retry %s',
  async (error) => {
    let tries = 0;
    const work = async (): Promise<never> => {
      tries += 1;
      throw error;
    };
    await expect(retry(policy, tools(), work, new AbortController().signal)).rejects.toBe(error);
    expect(tries).toBe(1);
  },
);

test('an abort ends the wait and the tries', async () => {
  const stop = new AbortController();
  const reason = new Error('enough');
  const timers: (() => void)[] = [];
  const after = (_ms: number, task: () => void): Disposable => {
    timers.push(task);
    return { [Symbol.dispose]: () => timers.splice(0) };
  };
  const clock = { sleep: (ms: number, signal: AbortSignal) => sleepOn({ after }, ms, signal) };
  let tries = 0;
  const running = retry(
    policy,
    { clock, random: () => 0 },
    async () => {
      tries += 1;
      throw outage(true);
    },
    stop.signal,
  );
  await new Promise(setImmediate);
  stop.abort(reason);
  await expect(running).rejects.toBe(reason);
  expect(tries).toBe(1);
  expect(timers).toEqual([]);
});

test('jitter stays between one half and the whole', () => {
  const backoff = { baseMs: 100, maxMs: 10_000 };
  expect(backoffMs(backoff, 2, () => 0)).toBe(50);
  expect(backoffMs(backoff, 2, () => 0.999999)).toBeCloseTo(100, 2);
  expect(backoffMs(backoff, 1000, () => 0)).toBe(5000);
});
