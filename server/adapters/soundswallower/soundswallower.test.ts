import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { readWav } from '../../kit/pcm/wav.ts';
import type { Phonemes } from '../../ports/phonemes/port.ts';
import { type PronunciationSubject, pronunciationContract } from '../../ports/pronunciation/contract.ts';
import { type SpeechToTextSubject, speechToTextContract } from '../../ports/speech-to-text/contract.ts';
import type { Expectation, RecognitionResult, SpeechToText } from '../../ports/speech-to-text/port.ts';
import { createSoundswallower, type Soundswallower, type SoundswallowerOptions } from './soundswallower.ts';

const folder = new URL('../../../test/audio/learners-en/', import.meta.url);
const everything: readonly { file: string; said: string; group: string }[] = JSON.parse(
  readFileSync(new URL('index.json', folder), 'utf8'),
);
/** Adults, without the one whom even people hardly understand. */
const recordings = everything.filter(({ file, group }) => group === 'adult' && file !== '004570146.wav');

/** No word of these tests is unknown to the dictionary, but for the one that is asked for here. */
const phonemes: Phonemes = {
  provider: 'test',
  async transcribe(text, language) {
    if (language !== 'en' && language !== 'pl') throw new RangeError(`no phonemes for ${language}`);
    return text.split(' ').map((word) => ({ text: word, phones: ['p', 'ɔ', 'p', 'r', 'ɔ', 'ʃ', 'ɛ'] }));
  },
};

const expectation: Expectation = {
  language: 'en',
  phrases: recordings.slice(0, 7).map(({ file, said }) => ({ id: file, text: said })),
};

function breakable(
  options: Partial<SoundswallowerOptions> = {},
): Soundswallower & { tell(what: string): void; crash(): Promise<void> } {
  const entry = new URL('./breakable-test-worker.ts', import.meta.url);
  const channel = new BroadcastChannel('soundswallower-test');
  const inner = createSoundswallower({ clock: realClock, phonemes, entry, ...options });
  return {
    ...inner,
    tell: (what) => channel.postMessage(what),
    async crash() {
      // A worker that is still starting does not hear it.
      while ((await inner.speechToText.health()).ok) {
        channel.postMessage('crash');
        await realClock.sleep(20, never());
      }
    },
    async [Symbol.asyncDispose]() {
      channel.close();
      await inner[Symbol.asyncDispose]();
    },
  };
}

function mute(): Soundswallower {
  const entry = new URL('./mute-test-worker.ts', import.meta.url);
  return createSoundswallower({ clock: realClock, phonemes, entry, startMs: 400 });
}

function sound(file: string): Int16Array {
  return readWav(readFileSync(new URL(file, folder))).samples;
}

speechToTextContract('soundswallower', async (): Promise<SpeechToTextSubject> => {
  const engine = breakable();
  const hanging = mute();
  return {
    stt: engine.speechToText,
    expect: expectation,
    speech: expectation.phrases.slice(0, 2).map(({ id }) => ({ samples: sound(id), phraseId: id })),
    unlisted: sound(recordings[8]?.file ?? ''),
    crash: () => engine.crash(),
    hanging: hanging.speechToText,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await hanging[Symbol.asyncDispose]();
    },
  };
});

pronunciationContract('soundswallower', async (): Promise<PronunciationSubject> => {
  const engine = breakable();
  const hanging = mute();
  return {
    pronunciation: engine.pronunciation,
    good: recordings.slice(0, 2).map(({ file, said }) => ({ samples: sound(file), text: said, language: 'en' })),
    wrongText: 'seven yellow mountains above',
    crash: () => engine.crash(),
    hanging: hanging.pronunciation,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await hanging[Symbol.asyncDispose]();
    },
  };
});

test('a worker that spins is replaced, and the next utterance is heard', async () => {
  await using engine = breakable({ hangMs: 2_000 });
  const [first] = recordings;
  await listen(engine.speechToText, first?.file ?? '');
  const stuck = engine.speechToText.open(expectation, never());
  engine.tell('spin');
  await realClock.sleep(200, never());
  stuck.push(sound(first?.file ?? ''));
  stuck.end();
  await expect(Array.fromAsync(stuck.results)).rejects.toThrow(Outage);
  expect((await engine.speechToText.health()).ok).toBe(false);
  expect(await listen(engine.speechToText, first?.file ?? '')).toMatchObject({ phraseId: first?.file });
  expect(await engine.speechToText.health()).toMatchObject({ ok: true, detail: expect.stringContaining('1 replaced') });
});

test('scraps of speech, shorter than any phrase, are unknown and harm nothing', async () => {
  await using engine = createSoundswallower({ clock: realClock, phonemes, threads: 1 });
  const whole = sound(recordings[0]?.file ?? '');
  for (const length of [1, 160, 400, 3_000, 6_000]) {
    const recognition = engine.speechToText.open(expectation, never());
    recognition.push(whole.subarray(9_000, 9_000 + length));
    recognition.end();
    expect((await Array.fromAsync(recognition.results)).at(-1)).toMatchObject({ verdict: 'unknown', text: '' });
  }
  expect(await listen(engine.speechToText, recordings[0]?.file ?? '')).toMatchObject({ verdict: 'heard' });
});

test('an expectation without words understands nothing', async () => {
  await using engine = createSoundswallower({ clock: realClock, phonemes });
  for (const phrases of [[], [{ id: 'dots', text: '…' }]]) {
    const recognition = engine.speechToText.open({ language: 'en', phrases }, new AbortController().signal);
    recognition.push(new Int16Array(1_600));
    recognition.end();
    expect(await Array.fromAsync(recognition.results)).toEqual([
      { kind: 'final', text: '', verdict: 'unknown', confidence: 0, words: [] },
    ]);
  }
});

test('a language without phonemes is refused in the results', async () => {
  await using engine = createSoundswallower({ clock: realClock, phonemes });
  const recognition = engine.speechToText.open({ language: 'xx', phrases: [{ id: 'a', text: 'a' }] }, never());
  recognition.end();
  await expect(Array.fromAsync(recognition.results)).rejects.toThrow(RangeError);
});

test('a word that the dictionary lacks is taken from the phonemes', async () => {
  await using engine = createSoundswallower({ clock: realClock, phonemes });
  const [first] = recordings;
  const phrases = [
    { id: 'odd', text: 'poprosze poprosze' },
    { id: 'said', text: `${first?.said}!` },
  ];
  const recognition = engine.speechToText.open({ language: 'en', phrases }, never());
  recognition.push(sound(first?.file ?? ''));
  recognition.end();
  expect((await Array.fromAsync(recognition.results)).at(-1)).toMatchObject({
    phraseId: 'said',
    text: `${first?.said}!`,
  });
});

test('more utterances at once than there are threads are all heard', async () => {
  await using engine = createSoundswallower({ clock: realClock, phonemes });
  const files = Array.from({ length: 6 }, (_, at) => expectation.phrases[at % 4]?.id ?? '');
  const finals = await Promise.all(files.map((file) => listen(engine.speechToText, file)));
  expect(finals.map((final) => final?.kind === 'final' && final.phraseId)).toEqual(files);
});

async function listen(stt: SpeechToText, file: string): Promise<RecognitionResult | undefined> {
  const recognition = stt.open(expectation, never());
  recognition.push(sound(file));
  recognition.end();
  return (await Array.fromAsync(recognition.results)).at(-1);
}

function never(): AbortSignal {
  return new AbortController().signal;
}
