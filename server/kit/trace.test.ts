import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { formatTraceparent, newTraceId, parseTraceparent, traceId, withTrace } from './trace.ts';

test('a trace follows awaits, and neighbours do not mix', async () => {
  const seen = await Promise.all(
    ['a', 'b', 'c'].map((id) =>
      withTrace(id, async () => {
        await setImmediate();
        const inner = withTrace('inner', () => traceId());
        return [traceId(), inner];
      }),
    ),
  );
  expect(seen).toEqual([
    ['a', 'inner'],
    ['b', 'inner'],
    ['c', 'inner'],
  ]);
  expect(traceId()).toBeUndefined();
});

test('traceparent is read and written', () => {
  const header = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const trace = parseTraceparent(header);
  expect(trace).toEqual({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentId: '00f067aa0ba902b7', sampled: true });
  expect(trace && formatTraceparent(trace)).toBe(header);
  expect(parseTraceparent('01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more')?.sampled).toBe(false);
  expect(newTraceId()).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  undefined,
  '',
  'garbage',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
  '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
])('traceparent %j is refused', (header) => {
  expect(parseTraceparent(header)).toBeUndefined();
});
