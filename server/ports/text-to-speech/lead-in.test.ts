import { expect, test } from 'vitest';
import { createLeadIn } from './lead-in.ts';

test('silence before the first sound goes, but for a little; later silence stays', () => {
  const lead = createLeadIn(2);
  expect(lead.process(new Int16Array(5))).toHaveLength(0);
  expect([...lead.process(Int16Array.of(0, 3, -5, 900, 0, 0))]).toEqual([3, -5, 900, 0, 0]);
  expect(lead.removed).toBe(6);
  expect(lead.process(new Int16Array(4))).toHaveLength(4);
  expect(lead.removed).toBe(6);
});

test('all silence stays out', () => {
  const lead = createLeadIn(2);
  expect(lead.process(Int16Array.of(0, 50, -50))).toHaveLength(0);
  expect(lead.removed).toBe(3);
});
