import { expect, test } from 'vitest';
import { loudFrames, loudPart } from './loudness.ts';

const silence = Array<number>(60).fill(20);
const speech = Array<number>(30).fill(60);

test('loud frames are those of the speech', () => {
  expect(loudFrames([...silence, ...speech, ...silence])).toEqual(speech.map((_, at) => 60 + at));
  expect(loudFrames([])).toEqual([]);
});

test('the loud part keeps 200 ms on either side, and never begins before the sound does', () => {
  expect(loudPart([...silence, ...speech, ...silence])).toEqual({ fromMs: 400, toMs: 1_100 });
  expect(loudPart([...speech, ...silence]).fromMs).toBe(0);
});

test('where nothing is louder than the rest all of it is kept', () => {
  expect(loudPart(silence)).toEqual({ fromMs: 0, toMs: 800 });
});
