import { expect, test, vi } from 'vitest';
import { isAbort } from './errors.ts';
import { LinkedAbort } from './link-signal.ts';

test('it aborts with its parent, for the same reason', () => {
  const parent = new AbortController();
  const linked = new LinkedAbort(parent.signal);
  parent.abort(new Error('all of it'));
  expect(linked.signal.reason).toBe(parent.signal.reason);
  expect(new LinkedAbort(parent.signal).signal.reason).toBe(parent.signal.reason);
});

test('its own abort leaves the parent alone and comes once', () => {
  const parent = new AbortController();
  const linked = new LinkedAbort(parent.signal);
  const told = vi.fn();
  linked.signal.addEventListener('abort', told);
  linked.abort(new Error('first'));
  linked.abort(new Error('second'));
  parent.abort(new Error('third'));
  expect(told).toHaveBeenCalledTimes(1);
  expect(linked.signal.reason).toMatchObject({ message: 'first' });
});

test('a disposed one lets go of its parent', () => {
  const parent = new AbortController();
  const add = vi.spyOn(parent.signal, 'addEventListener');
  const remove = vi.spyOn(parent.signal, 'removeEventListener');
  for (let i = 0; i < 100; i += 1) {
    using linked = new LinkedAbort(parent.signal);
    expect(linked.signal.aborted).toBe(false);
  }
  expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);
  expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(add.mock.calls.map(([, listener]) => listener));
});

test('an abort is told from a failure by the signal', () => {
  const abort = new AbortController();
  const named = Object.assign(new Error('a provider gave up by itself'), { name: 'AbortError' });
  expect(isAbort(named)).toBe(true);
  expect(isAbort(named, abort.signal)).toBe(false);
  abort.abort(new Error('stop'));
  expect(isAbort(named, abort.signal)).toBe(true);
  expect(isAbort(abort.signal.reason, abort.signal)).toBe(true);
  expect(isAbort(new Error('down'), abort.signal)).toBe(false);
});
