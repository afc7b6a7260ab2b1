import { expect, test } from 'vitest';
import { writtenWords } from '../../ports/text-to-speech/written-words.ts';
import { phoneGroups, wordTimes } from './word-times.ts';

const phones = ['pau', 'n', 'ow', 'pau', 'y', 'eh', 's', 'pau'].map((phone, at) => ({ phone, endMs: (at + 1) * 100 }));

test('phones between pauses are counted', () => {
  expect(phoneGroups(phones)).toEqual([2, 3]);
  expect(phoneGroups([])).toEqual([]);
});

test('each word gets the phones it has', () => {
  expect(wordTimes(writtenWords('No, yes!'), [2, 3], phones)).toEqual([
    { text: 'No,', textStart: 0, textEnd: 3, startMs: 100, endMs: 300 },
    { text: 'yes!', textStart: 4, textEnd: 8, startMs: 400, endMs: 700 },
  ]);
});

test('where the counts do not fit, each gets its share, in order and inside the sound', () => {
  const words = wordTimes(writtenWords('a b c'), [4, 4, 4], phones);
  expect(words.map((word) => word.startMs)).toEqual([100, 400, 500]);
  expect(words.at(-1)?.endMs).toBe(700);
  expect(wordTimes(writtenWords('a b'), [0, 0], [])).toMatchObject([
    { startMs: 0, endMs: 0 },
    { startMs: 0, endMs: 0 },
  ]);
});
