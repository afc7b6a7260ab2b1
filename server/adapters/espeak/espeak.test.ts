import { afterAll, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { phonemesContract } from '../../ports/phonemes/contract.ts';
import { listen, textToSpeechContract } from '../../ports/text-to-speech/contract.ts';
import { createEspeak } from './espeak.ts';

const sentence = 'Dzień dobry, poproszę dużą kawę z mlekiem.';
const never = (): AbortSignal => new AbortController().signal;
const stuck = new URL('./stuck-test-worker.ts', import.meta.url);

textToSpeechContract('espeak', async () => ({
  tts: createEspeak({ clock: realClock }).textToSpeech,
  voice: 'espeak-pl',
  sentence,
  long: Array(8).fill(sentence).join(' '),
  hanging: createEspeak({ clock: realClock, entry: stuck }).textToSpeech,
  failing: createEspeak({ clock: realClock, entry: new URL('./no-such-worker.ts', import.meta.url) }).textToSpeech,
}));

phonemesContract('espeak', async () => {
  const espeak = createEspeak({ clock: realClock });
  return { phonemes: espeak.phonemes, language: 'pl', text: 'Poproszę kawę, dziękuję!', end: espeak };
});

describe('espeak', () => {
  const espeak = createEspeak({ clock: realClock, workers: 1 });
  const { textToSpeech: tts, phonemes } = espeak;
  afterAll(() => espeak[Symbol.asyncDispose]());
  const ipa = async (text: string, language = 'pl'): Promise<string[]> =>
    (await phonemes.transcribe(text, language, never())).map((word) => word.phones.join(''));

  test('every voice it lists can speak', { timeout: 60_000 }, async () => {
    for (const voice of tts.voices()) {
      expect((await listen(tts, { text: 'Taxi 5', voice: voice.id, speed: 1 })).ms, voice.id).toBeGreaterThan(100);
    }
  });

  test('a number is one written word, however many are spoken', async () => {
    const { words, ms } = await listen(tts, { text: 'To kosztuje 12,50 zł – razem.', voice: 'espeak-pl', speed: 1 });
    expect(words.map((word) => word.text)).toEqual(['To', 'kosztuje', '12,50', 'zł', 'razem.']);
    const price = words[2];
    expect((price?.endMs ?? 0) - (price?.startMs ?? 0)).toBeGreaterThan(1000);
    expect(words.at(-1)?.endMs).toBeLessThanOrEqual(ms);
  });

  test('offsets hold after an emoji', async () => {
    const { words } = await listen(tts, { text: '👍👍 Tak, bardzo dobrze.', voice: 'espeak-pl', speed: 1 });
    expect(words.map((word) => [word.text, word.textStart])).toEqual([
      ['Tak,', 5],
      ['bardzo', 10],
      ['dobrze.', 17],
    ]);
  });

  test('markup is not obeyed: an hour of silence is not waited for', async () => {
    const text = 'Tak <break time="3600s"/> i nie &lt;break time="3600s"/&gt;';
    expect((await listen(tts, { text, voice: 'espeak-pl', speed: 1 })).ms).toBeLessThan(20_000);
  });

  test('a short text is not held up by a long one that began before it', async () => {
    const order: string[] = [];
    const long = listen(tts, { text: `${sentence} `.repeat(60), voice: 'espeak-pl', speed: 1 }).then(() =>
      order.push('long'),
    );
    const short = listen(tts, { text: 'Tak.', voice: 'espeak-pl', speed: 1 }).then(() => order.push('short'));
    await Promise.all([long, short]);
    expect(order).toEqual(['short', 'long']);
  });

  test('sounds alike, written differently: rzeka and żeka, góra and gura', async () => {
    expect(await ipa('rzeka')).toEqual(await ipa('żeka'));
    expect(await ipa('góra')).toEqual(await ipa('gura'));
    expect(await ipa('mieszkam')).not.toEqual(await ipa('mjeszkam'));
  });

  test('words change each other in a phrase: w porządku begins with an f', async () => {
    expect((await ipa('W porządku, dziękuję.'))[0]).toBe('f');
    expect((await ipa('w'))[0]).not.toBe('f');
  });

  test('one entry a word where the phrase has fewer or more', async () => {
    expect(await ipa('a cup of the tea', 'en')).toHaveLength(5);
    expect(await ipa('mam 25 lat')).toHaveLength(3);
    expect((await ipa('mam 25 lat'))[1]?.length).toBeGreaterThan(8);
  });

  test('an engine that cannot start is an Outage of the port that was asked', async () => {
    const gone = createEspeak({ clock: realClock, entry: new URL('./no-such-worker.ts', import.meta.url) });
    await expect(gone.phonemes.transcribe('tak', 'pl', never())).rejects.toMatchObject({ port: 'phonemes' });
    expect((await gone.textToSpeech.health()).ok).toBe(false);
    await gone[Symbol.asyncDispose]();
  });

  test('its end leaves no thread, and fails what was under way', async () => {
    const short = createEspeak({ clock: realClock });
    const speaking = listen(short.textToSpeech, { text: `${sentence} `.repeat(20), voice: 'espeak-pl', speed: 1 });
    const end = expect(speaking).rejects.toThrow(Outage);
    await short[Symbol.asyncDispose]();
    await end;
    expect(short.threads).toBe(0);
  });
});
