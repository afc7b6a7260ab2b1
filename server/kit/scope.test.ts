import { expect, test, vi } from 'vitest';
import { Aborted } from './errors.ts';
import { Scope } from './scope.ts';
import { VirtualClock } from './virtual-clock.ts';

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

test('a close aborts everything inside and waits for its end', async () => {
  const clock = new VirtualClock();
  const onBug = vi.fn();
  const scope = new Scope('outer', never, onBug);
  const inner = scope.child('inner');
  const ends: string[] = [];
  inner.spawn(async (signal) => {
    await untilAborted(signal).catch(() => ends.push('told'));
    await clock.sleep(100, never);
    ends.push('ended');
  });
  scope.after(clock, 50, () => ends.push('timer'));
  expect(scope.pending).toEqual(['outer: 0 tasks, 1 timers', 'inner: 1 tasks, 0 timers']);
  await clock.until(scope.close());
  expect(ends).toEqual(['told', 'ended']);
  expect(scope.pending).toEqual([]);
  expect(clock.timers).toBe(0);
  expect(onBug).not.toHaveBeenCalled();
});

test('a closed child leaves its parent, and the listeners go with it', async () => {
  const parent = new AbortController();
  const add = vi.spyOn(parent.signal, 'addEventListener');
  const remove = vi.spyOn(parent.signal, 'removeEventListener');
  const scope = new Scope('root', parent.signal, () => undefined);
  const inside = vi.spyOn(scope.signal, 'removeEventListener');
  for (let i = 0; i < 50; i += 1) await scope.child(`turn ${i}`).close();
  expect(inside).toHaveBeenCalledTimes(50);
  await scope.close();
  expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
});

test('what ends may begin something that is awaited too', async () => {
  const scope = new Scope('root', never, () => undefined);
  let last = false;
  scope.spawn(async (signal) => {
    try {
      await untilAborted(signal);
    } catch (error) {
      expect(error).toBe(signal.reason);
    }
    scope.child('late').spawn(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      last = true;
    });
  });
  await scope.close();
  expect(last).toBe(true);
});

test('a task or a timer that throws is a bug, an abort of the scope is none', async () => {
  const clock = new VirtualClock();
  const onBug = vi.fn();
  const scope = new Scope('root', never, onBug);
  scope.spawn(async () => {
    throw new TypeError('a task');
  });
  scope.after(clock, 10, () => {
    throw new TypeError('a timer');
  });
  scope.spawn(async () => {
    throw new Aborted('of another signal');
  });
  scope.spawn(untilAborted);
  await clock.advance(10);
  await scope.close();
  const told = onBug.mock.calls.map(([error]) => (error as Error).message);
  expect(told.toSorted()).toEqual(['a task', 'a timer', 'of another signal']);
});

test('a timer of a closed scope never fires, and one disposed twice is gone once', async () => {
  const clock = new VirtualClock();
  const scope = new Scope('root', never, () => undefined);
  const fired = vi.fn();
  const timer = scope.after(clock, 10, fired);
  timer[Symbol.dispose]();
  timer[Symbol.dispose]();
  await scope.close();
  scope.after(clock, 10, fired);
  await clock.advance(100);
  expect(fired).not.toHaveBeenCalled();
  expect(clock.timers).toBe(0);
});
