import { expect, test } from 'vitest';
import { ENOUGH_LOUD, firstSpeech, levelsOf, TYPICAL_MEAN } from './first-speech.ts';

/** Frames of 20 bands, each at one level. */
const frames = (...levels: number[]) => ({
  data: Float32Array.from(levels.flatMap((level) => Array<number>(20).fill(level / Math.sqrt(20)))),
  nfr: levels.length,
  nfeat: 20,
});

const quiet = Array<number>(25).fill(20);
const loud = Array<number>(35).fill(60);

test('levels are those that were put in', () => {
  expect(levelsOf(frames(20, 60)).map(Math.round)).toEqual([20, 60]);
});

test('speech after silence is found, and its level moves only the first number of the mean', () => {
  const { loudFrames, mean } = firstSpeech(frames(...quiet, ...loud));
  expect(loudFrames).toBeGreaterThanOrEqual(ENOUGH_LOUD);
  expect(mean?.[0]).toBeCloseTo(60 - 16, 1);
  expect(mean?.slice(1)).toEqual(TYPICAL_MEAN.slice(1));
});

test('silence alone holds no speech, and digital silence has no mean', () => {
  expect(firstSpeech(frames(...quiet)).loudFrames).toBe(0);
  expect(firstSpeech(frames(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY))).toEqual({ loudFrames: 0 });
  expect(firstSpeech(frames())).toEqual({ loudFrames: 0 });
});
