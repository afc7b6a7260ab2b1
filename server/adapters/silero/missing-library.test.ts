import { expect, test, vi } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { createSilero } from './silero.ts';

vi.mock('onnxruntime-node', () => {
  throw new Error('libonnxruntime.so.1: cannot open\nshared object file');
});

test('a missing native library is one clear line', async () => {
  await using silero = createSilero({ clock: realClock });
  const failure: unknown = await silero.warm(new AbortController().signal).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Outage);
  const { message, retryable } = failure as Outage;
  expect(message).toContain('the native library of onnxruntime-node does not load on');
  expect(message).not.toContain('\n');
  expect(retryable).toBe(false);
  expect(await silero.health()).toEqual({ ok: false, detail: message });
});
