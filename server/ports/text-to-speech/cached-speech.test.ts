import { describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted } from '../../kit/errors.ts';
import { createSpeechCache } from './cached-speech.ts';
import { listen, textToSpeechContract } from './contract.ts';
import { fakeTextToSpeech } from './fake.ts';
import type { SpeakRequest } from './port.ts';

const sentence = 'What would you like to drink?';
const ask = (text = sentence): SpeakRequest => ({ text, voice: 'fake-en', speed: 1 });
const roomy = { maxBytes: 10_000_000 };

textToSpeechContract('speech cache', async () => ({
  tts: createSpeechCache(roomy).around(fakeTextToSpeech(realClock)),
  voice: 'fake-en',
  sentence,
  long: `${sentence} `.repeat(8).trim(),
  hanging: createSpeechCache(roomy).around(fakeTextToSpeech(realClock, { script: { end: 'hang' } })),
  failing: createSpeechCache(roomy).around(fakeTextToSpeech(realClock, { script: { end: 'fail', endAfterMs: 300 } })),
}));

describe('speech cache', () => {
  test('says again what was said, words and all, without asking', async () => {
    const fake = fakeTextToSpeech(realClock);
    const cache = createSpeechCache(roomy);
    const tts = cache.around(fake);
    const first = await listen(tts, ask());
    expect(cache.holds(fake, ask())).toBe(true);
    expect(await listen(tts, ask())).toEqual(first);
    expect(fake.requests).toHaveLength(1);
    expect(cache.counts).toEqual({ hits: 1, joined: 0, misses: 1 });
    for await (const part of tts.speak(ask(), new AbortController().signal)) {
      if (part.kind === 'audio') expect(part.cached).toBe(true);
    }
  });

  test('another voice, speed or provider is another sound', async () => {
    const fake = fakeTextToSpeech(realClock);
    const cache = createSpeechCache(roomy);
    const tts = cache.around(fake);
    const other = cache.around(fakeTextToSpeech(realClock, { provider: 'other' }));
    await listen(tts, ask());
    await listen(tts, { ...ask(), voice: 'fake-pl' });
    await listen(tts, { ...ask(), speed: 0.8 });
    await listen(other, ask());
    expect(cache.counts.misses).toBe(4);
  });

  test('spaces make no difference to the sound, and words keep their place in the text as it was given', async () => {
    const cache = createSpeechCache(roomy);
    const tts = cache.around(fakeTextToSpeech(realClock));
    await listen(tts, ask());
    const text = '  What  would\nyou like   to drink? ';
    const { words } = await listen(tts, ask(text));
    expect(cache.counts.hits).toBe(1);
    for (const word of words) expect(text.slice(word.textStart, word.textEnd)).toBe(word.text);
  });

  test('what one listener does to its samples, another does not hear', async () => {
    const tts = createSpeechCache(roomy).around(fakeTextToSpeech(realClock));
    await listen(tts, ask());
    for await (const part of tts.speak(ask(), new AbortController().signal))
      if (part.kind === 'audio') part.samples.fill(0);
    expect((await listen(tts, ask())).samples.some((sample) => sample !== 0)).toBe(true);
  });

  test('several at once share one synthesis, and the abort of one leaves the others', async () => {
    const fake = fakeTextToSpeech(realClock);
    const cache = createSpeechCache(roomy);
    const tts = cache.around(fake);
    const abort = new AbortController();
    const gone = (async () => {
      for await (const part of tts.speak(ask(), abort.signal))
        if (part.kind === 'audio') abort.abort(new Aborted('enough'));
    })();
    const [ended, first, second] = await Promise.allSettled([gone, listen(tts, ask()), listen(tts, ask())]);
    expect(ended.status).toBe('rejected');
    expect(first).toEqual(second);
    expect(first.status).toBe('fulfilled');
    expect(fake.requests).toHaveLength(1);
    expect(cache.counts).toEqual({ hits: 0, joined: 2, misses: 1 });
  });

  test('when the last listener leaves, the synthesis stops and nothing is kept', async () => {
    const fake = fakeTextToSpeech(realClock, { script: { end: 'hang', endAfterMs: 300 } });
    const cache = createSpeechCache(roomy);
    const tts = cache.around(fake);
    for await (const part of tts.speak(ask(), new AbortController().signal)) if (part.kind === 'audio') break;
    await expect.poll(() => fake.active).toBe(0);
    expect(cache.holds(fake, ask())).toBe(false);
  });

  test('a failure is told to all who share it, and is not kept', async () => {
    const fake = fakeTextToSpeech(realClock, {
      script: (_, index) => (index === 0 ? { end: 'fail', endAfterMs: 300 } : {}),
    });
    const tts = createSpeechCache(roomy).around(fake);
    const both = await Promise.allSettled([listen(tts, ask()), listen(tts, ask())]);
    expect(both.map((end) => end.status)).toEqual(['rejected', 'rejected']);
    expect((await listen(tts, ask())).words).toHaveLength(6);
  });

  test('memory is bounded: the least recently used goes', async () => {
    const fake = fakeTextToSpeech(realClock);
    // Each sentence is 6 characters, 0.36 s, some 17,300 bytes.
    const cache = createSpeechCache({ maxBytes: 72_000 });
    const tts = cache.around(fake);
    for (const text of ['One 1.', 'Two 2.', 'Tri 3.', 'One 1.', 'For 4.', 'Fiv 5.']) await listen(tts, ask(text));
    expect(cache.bytes).toBeLessThanOrEqual(72_000);
    expect([ask('One 1.'), ask('Two 2.'), ask('Fiv 5.')].map((request) => cache.holds(fake, request))).toEqual([
      true,
      false,
      true,
    ]);
    await listen(tts, ask('A long text that alone would take most of it.'));
    expect(cache.holds(fake, ask('Fiv 5.'))).toBe(true);
  });
});
