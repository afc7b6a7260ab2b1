import { expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import type { Scene } from '../../turn/scene.ts';
import { LiveScenes } from './live-scenes.ts';

let closed: string[] = [];
const sceneOf = (id: string) => ({ id, close: () => closed.push(id) }) as unknown as Scene;

test('[C3] a talk is at hand as it was left, and only while it goes on', async () => {
  closed = [];
  const clock = new VirtualClock();
  const live = new LiveScenes(clock);
  const scene = sceneOf('a');
  live.giveBack('a', 1, scene);
  expect(live.take('a', 1)).toBe(scene);
  expect(live.take('a', 1)).toBeUndefined();
  live.giveBack('a', 2, scene);
  // Another server took a turn in between.
  expect(live.take('a', 3)).toBeUndefined();
  expect(closed).toEqual(['a']);
  live.giveBack('b', 1, sceneOf('b'));
  await clock.advance(601_000);
  expect([closed, live.take('b', 1), clock.timers]).toEqual([['a', 'b'], undefined, 0]);
});

test('[C3] of very many talks the latest are at hand', () => {
  closed = [];
  const live = new LiveScenes(new VirtualClock());
  for (let n = 0; n < 600; n += 1) live.giveBack(`s${n}`, 1, sceneOf(`s${n}`));
  expect([closed.length, closed[0], live.take('s599', 1)?.id]).toEqual([100, 's0', 's599']);
  live.closeAll();
  expect(closed).toHaveLength(599);
});
