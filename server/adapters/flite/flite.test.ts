import { afterAll, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { rmsDbfs } from '../../kit/pcm/level.ts';
import { listen, textToSpeechContract } from '../../ports/text-to-speech/contract.ts';
import { createFlite, flitePieces } from './flite.ts';

const sentence = 'Well, what would you like to drink today?';

textToSpeechContract('flite', async () => ({
  tts: createFlite({ clock: realClock }),
  voice: 'flite-slt',
  sentence,
  long: Array(7).fill(sentence).join(' '),
  hanging: createFlite({ clock: realClock, entry: new URL('./stuck-test-worker.ts', import.meta.url) }),
  failing: createFlite({ clock: realClock, entry: new URL('./no-such-worker.ts', import.meta.url) }),
}));

describe('flite', () => {
  const flite = createFlite({ clock: realClock });
  afterAll(() => flite[Symbol.asyncDispose]());
  const say = (text: string, voice = 'flite-slt') => listen(flite, { text, voice, speed: 1 });

  test('its voices are about as loud as each other', async () => {
    const levels: number[] = [];
    for (const voice of flite.voices()) levels.push(rmsDbfs((await say(sentence, voice.id)).samples));
    expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(3);
  });

  test('the same text always sounds the same', async () => {
    expect((await say('Good morning.')).samples).toEqual((await say('Good morning.')).samples);
  });

  test('letters and signs that it does not know are said as well as it can', async () => {
    const { words, ms } = await say('Café Łódź — that’s £3.50, “please”… ☕');
    expect(words.map((word) => word.text)).toEqual(['Café', 'Łódź', 'that’s', '£3.50,', '“please”…']);
    for (const word of words) expect(word.endMs - word.startMs).toBeGreaterThan(50);
    expect(ms).toBeGreaterThan(2000);
  });

  test('a word that it cannot say takes no time', async () => {
    const { words } = await say('Say привет now.');
    expect(words.map((word) => word.text)).toEqual(['Say', 'привет', 'now.']);
    expect(words[1]?.startMs).toBe(words[1]?.endMs);
  });

  test('word times follow the pauses', async () => {
    const { words } = await say('Mister Smith, does the apple taste good?');
    const gapAfter = (index: number): number => (words[index + 1]?.startMs ?? 0) - (words[index]?.endMs ?? 0);
    expect(gapAfter(1)).toBeGreaterThan(80);
    expect(gapAfter(2)).toBeLessThan(20);
  });

  test('the first clause is a job of its own, the rest keeps its sentence', () => {
    const pieces = flitePieces('Not quite yet, but almost: try it again, please, and slowly. Good. Well done, really.');
    expect(pieces.map((piece) => piece.text.trim())).toEqual([
      'Not quite yet,',
      'but almost: try it again, please, and slowly.',
      'Good.',
      'Well done, really.',
    ]);
  });
});
