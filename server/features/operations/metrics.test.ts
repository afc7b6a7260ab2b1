import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('clients that make up close codes do not make up labels', async () => {
  const metrics = createMetrics();
  for (const why of ['1000', 'too-slow', '3001', '3002', '4999']) metrics.socketClosed(why);
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('parlando_sockets_closed_total{'));
  expect(lines.toSorted()).toEqual([
    'parlando_sockets_closed_total{why="1000"} 1',
    'parlando_sockets_closed_total{why="other"} 3',
    'parlando_sockets_closed_total{why="too-slow"} 1',
  ]);
});
