import { expect, test } from 'vitest';
import { realClock } from './clock.ts';
import { gatherHealth } from './health.ts';

test('one part that hangs or throws is not ok and does not hold up the rest', async () => {
  const report = await gatherHealth(
    {
      fine: async () => ({ ok: true, detail: 'up' }),
      hangs: () => new Promise(() => undefined),
      throws: () => Promise.reject(new Error('broken')),
    },
    realClock,
    20,
    new AbortController().signal,
  );
  expect(report).toEqual({
    ok: false,
    parts: {
      fine: { ok: true, detail: 'up' },
      hangs: { ok: false, detail: 'no answer within 20 ms' },
      throws: { ok: false, detail: 'broken' },
    },
  });
});

test('all parts well is well', async () => {
  const parts = { one: async () => ({ ok: true, detail: '' }) };
  await expect(gatherHealth(parts, realClock, 100, new AbortController().signal)).resolves.toMatchObject({ ok: true });
});
