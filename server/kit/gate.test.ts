import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

const never = new AbortController().signal;

test('waiters pass when it opens, and at once ever after', async () => {
  const gate = new Gate();
  let passed = 0;
  const waiting = [1, 2].map(() => gate.wait(never).then(() => (passed += 1)));
  await Promise.resolve();
  expect([gate.isOpen, passed]).toEqual([false, 0]);
  gate.open();
  gate.open();
  await Promise.all(waiting);
  await gate.wait(never);
  expect([gate.isOpen, passed]).toEqual([true, 2]);
});

test('an abort comes before the opening, and for one waiter alone', async () => {
  const gate = new Gate();
  const abort = new AbortController();
  const gone = gate.wait(abort.signal);
  const patient = gate.wait(never);
  abort.abort(new Error('stop'));
  await expect(gone).rejects.toThrow('stop');
  gate.open();
  await patient;
  await expect(gate.wait(abort.signal)).rejects.toThrow('stop');
});
