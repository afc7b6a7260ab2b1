import { expect, it } from 'vitest';
import { routeOf } from './route-of.ts';

it.each([
  ['/', 'page'],
  ['/lesson/cafe-pl', 'page'],
  ['/reset-password', 'page'],
  ['/v1/anything', 'server'],
  ['/auth/refresh', 'server'],
  ['/docs', 'server'],
  ['/docs/json', 'server'],
  ['/chat/stream', 'server'],
  ['/health', 'server'],
])('a visit to %s is answered by: %s', (path, route) => {
  expect(routeOf(path, true)).toBe(route);
});

it.each([
  ['/assets/main-0123abcd.js', 'file'],
  ['/icon.svg', 'file'],
  ['/sw.js', 'server'],
  ['/v1/lessons', 'answer'],
  ['/v1/lessons/suggested', 'answer'],
  ['/v1/lessons/cafe-pl', 'answer'],
  ['/v1/lessons/cafe-pl/audio', 'answer'],
  ['/v1/lessons/cafe-pl/audio/ab12', 'sound'],
  ['/v1/review/queue', 'answer'],
  ['/v1/review/export.apkg', 'server'],
  ['/v1/recordings/r1/audio', 'server'],
  ['/v1/conversations', 'server'],
  ['/v1/people', 'server'],
])('%s is answered by: %s', (path, route) => {
  expect(routeOf(path, false)).toBe(route);
});
