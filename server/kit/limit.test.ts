import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { realClock } from './clock.ts';
import { limited } from './limit.ts';

const late = (): Error => new Error('late');
const hanging = (): Promise<never> => new Promise(() => undefined);

test('gives the value and leaves no listener', async () => {
  const { signal } = new AbortController();
  await expect(limited(realClock, 1000, late, async () => 5, signal)).resolves.toBe(5);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('rejects when late, tells the work, and does not wait for it', async () => {
  const { signal } = new AbortController();
  let told: unknown;
  const work = (inner: AbortSignal): Promise<never> => {
    inner.addEventListener('abort', () => {
      told = inner.reason;
    });
    return hanging();
  };
  await expect(limited(realClock, 5, late, work, signal)).rejects.toThrow('late');
  expect(told).toEqual(late());
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('rejects with the reason of the abort, before and during', async () => {
  const stop = new AbortController();
  const running = limited(realClock, 1000, late, hanging, stop.signal);
  stop.abort('why');
  await expect(running).rejects.toBe('why');
  let started = false;
  const work = async (): Promise<void> => {
    started = true;
  };
  await expect(limited(realClock, 1000, late, work, stop.signal)).rejects.toBe('why');
  expect(started).toBe(false);
});
