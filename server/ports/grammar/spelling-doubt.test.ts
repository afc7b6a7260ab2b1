import { expect, test } from 'vitest';
import { editDistance, nearEnough, seemsForeign } from './spelling-doubt.ts';

test('distances', () => {
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', 'abc')).toBe(0);
});

test('a short word must be nearer than a long one', () => {
  expect(nearEnough('recieve', 'receive')).toBe(true);
  expect(nearEnough('kaww', 'kawa')).toBe(true);
  expect(nearEnough('kaww', 'kana')).toBe(false);
  expect(nearEnough('how', 'hiw')).toBe(false);
  expect(nearEnough('poproszę', "pogrom's")).toBe(false);
});

test('a text in another language is told by its words, or by how few are known', () => {
  expect(seemsForeign('May I sit by the window?', 'pl', 6, 1)).toBe(true);
  expect(seemsForeign('Nie wiem.', 'en', 2, 1)).toBe(true);
  expect(seemsForeign('Pierogi ruskie', 'en', 2, 2)).toBe(true);
  expect(seemsForeign('I recieve the mesage', 'en', 4, 1)).toBe(false);
  expect(seemsForeign('mjeszkam w Polsce', 'pl', 3, 1)).toBe(false);
});
