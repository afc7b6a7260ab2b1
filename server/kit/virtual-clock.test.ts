import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

const never = new AbortController().signal;

test('timers fire in order of time, then of making, and not once disposed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), fc.boolean()), { maxLength: 40 }), async (plan) => {
      const clock = new VirtualClock();
      const fired: number[] = [];
      plan.forEach(([ms, dropped], i) => {
        const timer = clock.after(ms, () => fired.push(i));
        if (dropped) timer[Symbol.dispose]();
      });
      await clock.advance(100);
      const due = plan.flatMap(([ms, dropped], i) => (dropped ? [] : [{ ms, i }]));
      expect(fired).toEqual(due.toSorted((a, b) => a.ms - b.ms || a.i - b.i).map(({ i }) => i));
      expect(clock.timers).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test('a timer disposed again, in the heap or out of it, is counted once', async () => {
  const clock = new VirtualClock();
  const first = clock.after(10, () => undefined);
  clock.after(20, () => undefined);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  expect(clock.timers).toBe(1);
  await clock.advance(15);
  first[Symbol.dispose]();
  expect(clock.timers).toBe(1);
  await clock.advance(15);
  first[Symbol.dispose]();
  expect(clock.timers).toBe(0);
});

test('all that follows from a timer happens before the next one', async () => {
  const clock = new VirtualClock();
  const order: string[] = [];
  clock.after(10, () => {
    void (async () => {
      await Promise.resolve();
      await Promise.resolve();
      order.push(`after the first, at ${clock.now()}`);
    })();
  });
  clock.after(11, () => order.push('second'));
  await clock.advance(20);
  expect(order).toEqual(['after the first, at 10', 'second']);
  expect(clock.now()).toBe(20);
});

test('it runs until a promise settles, and reports a wait that nothing will end', async () => {
  const clock = new VirtualClock();
  await clock.until(clock.sleep(3_600_000, never));
  expect(clock.now()).toBe(3_600_000);
  await expect(clock.until(new Promise(() => undefined))).rejects.toThrow(/deadlock/);
  const abort = new AbortController();
  const asleep = clock.sleep(100, abort.signal);
  abort.abort(new Error('stop'));
  await expect(asleep).rejects.toThrow('stop');
  expect(clock.timers).toBe(0);
});
