import { expect, test, vi } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';
import { watched, within } from './watched.ts';

const late = (ms: number): Error => new Error(`late by ${ms} ms`);
const limitsOn = (clock: VirtualClock) => ({ clock, firstMs: 1_000, nextMs: 100, late });

function source(next: () => Promise<IteratorResult<number, undefined>>): {
  items: AsyncIterable<number>;
  left: () => number;
} {
  const leave = vi.fn(async () => ({ done: true as const, value: undefined }));
  return { items: { [Symbol.asyncIterator]: () => ({ next, return: leave }) }, left: () => leave.mock.calls.length };
}

test('it passes on what comes in time, and leaves no timer and no listener', async () => {
  const clock = new VirtualClock();
  const abort = new AbortController();
  const add = vi.spyOn(abort.signal, 'addEventListener');
  const remove = vi.spyOn(abort.signal, 'removeEventListener');
  async function* slow(): AsyncGenerator<number> {
    for (const ms of [900, 90, 90]) {
      await clock.sleep(ms, new AbortController().signal);
      yield ms;
    }
  }
  expect(await clock.until(Array.fromAsync(watched(slow(), limitsOn(clock), abort.signal)))).toEqual([900, 90, 90]);
  expect(clock.timers).toBe(0);
  expect(remove.mock.calls.length).toBeGreaterThanOrEqual(add.mock.calls.length);
});

test.each([
  [0, 'late by 1000 ms'],
  [1, 'late by 100 ms'],
])('a source that hangs after %i items is late, and is left', async (items, message) => {
  const clock = new VirtualClock();
  let given = 0;
  const hanging = source(() =>
    given++ < items ? Promise.resolve({ done: false, value: given }) : new Promise(() => undefined),
  );
  const reading = Array.fromAsync(watched(hanging.items, limitsOn(clock), new AbortController().signal));
  await expect(clock.until(reading)).rejects.toThrow(message);
  expect(hanging.left()).toBe(1);
  expect(clock.timers).toBe(0);
});

test('a slow consumer makes no source late', async () => {
  const clock = new VirtualClock();
  let given = 0;
  const quick = source(async () => (given++ < 2 ? { done: false, value: given } : { done: true, value: undefined }));
  const reader = watched(quick.items, limitsOn(clock), new AbortController().signal);
  await reader.next();
  await clock.advance(10_000);
  expect((await reader.next()).value).toBe(2);
  expect((await reader.next()).done).toBe(true);
  expect(quick.left()).toBe(0);
});

test('an abort throws its reason at once, and nothing is yielded after it', async () => {
  const clock = new VirtualClock();
  const abort = new AbortController();
  const stubborn = source(() => new Promise(() => undefined));
  const waiting = watched(stubborn.items, limitsOn(clock), abort.signal).next();
  abort.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow('stop');
  expect(stubborn.left()).toBe(1);
  expect(clock.timers).toBe(0);

  const later = new AbortController();
  let give: (item: IteratorResult<number, undefined>) => void = () => undefined;
  const racing = source(() => new Promise((resolve) => (give = resolve)));
  const item = watched(racing.items, limitsOn(clock), later.signal).next();
  await Promise.resolve();
  give({ done: false, value: 1 });
  await Promise.resolve();
  later.abort(new Error('stop too'));
  await expect(item).rejects.toThrow('stop too');
});

test('a promise within its time, too late, and aborted', async () => {
  const clock = new VirtualClock();
  const abort = new AbortController();
  const limits = { clock, late };
  expect(await within(Promise.resolve(1), 100, limits, abort.signal)).toBe(1);
  await expect(clock.until(within(new Promise(() => undefined), 100, limits, abort.signal))).rejects.toThrow(
    'late by 100 ms',
  );
  await expect(within(Promise.reject(new Error('no')), 100, limits, abort.signal)).rejects.toThrow('no');
  const aborted = within(new Promise(() => undefined), 100, limits, abort.signal);
  abort.abort(new Error('stop'));
  await expect(aborted).rejects.toThrow('stop');
  await expect(within(new Promise(() => undefined), 100, limits, abort.signal)).rejects.toThrow('stop');
  expect(clock.timers).toBe(0);
});
