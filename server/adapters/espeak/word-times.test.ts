import { describe, expect, test } from 'vitest';
import { createWordTimes, type EspeakEvent } from './word-times.ts';

const word = (text_position: number, audio_position: number): EspeakEvent => ({
  type: 'word',
  text_position,
  audio_position,
});
const phone = (id: string, audio_position: number): EspeakEvent => ({
  type: 'phoneme',
  text_position: 0,
  audio_position,
  id,
});

describe('word times', () => {
  test('a word ends where the pause after it begins', () => {
    const times = createWordTimes('Tak, nie');
    const first = times.take([
      word(1, 0),
      phone('t', 0),
      phone('', 300),
      phone('', 350),
      word(6, 500),
      phone('ɲ', 500),
    ]);
    expect(first).toEqual([{ text: 'Tak,', textStart: 0, textEnd: 4, startMs: 0, endMs: 300 }]);
    expect(times.finish(900)).toEqual([{ text: 'nie', textStart: 5, textEnd: 8, startMs: 500, endMs: 900 }]);
  });

  test('several spoken words of one written one are one; what is not spoken takes no time', () => {
    const times = createWordTimes('mam 25 #1a lat');
    const words = [...times.take([word(1, 0), word(5, 200), word(5, 400), word(12, 700)]), ...times.finish(1000)];
    expect(words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['mam', 0, 200],
      ['25', 200, 700],
      ['#1a', 700, 700],
      ['lat', 700, 1000],
    ]);
  });

  test('positions are code points, offsets UTF-16 units', () => {
    const times = createWordTimes('𝒂 tak');
    const words = [...times.take([word(1, 0), word(3, 100)]), ...times.finish(200)];
    expect(words.map(({ text, textStart, startMs }) => [text, textStart, startMs])).toEqual([
      ['𝒂', 0, 0],
      ['tak', 3, 100],
    ]);
  });

  test('words never go backwards, whatever the engine says', () => {
    const times = createWordTimes('a b c');
    const words = [...times.take([word(5, 400), word(1, 100), word(99, 800), word(0, 900)]), ...times.finish(500)];
    expect(words.map((one) => one.text)).toEqual(['a', 'b', 'c']);
    for (const one of words) expect(one.endMs).toBeGreaterThanOrEqual(one.startMs);
  });
});
