import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, isAbort } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { phoneticWords } from './phonetic-words.ts';
import type { Phonemes, PhonemeWord } from './port.ts';

export interface PhonemesSubject {
  phonemes: Phonemes;
  language: string;
  /** Two words or more, with punctuation. */
  text: string;
  end?: AsyncDisposable;
}

export const phonemesChecks: Readonly<Record<string, (subject: PhonemesSubject) => Promise<void>>> = {
  async 'answers one entry a word, in order, without punctuation'({ phonemes, language, text }) {
    const words = await ask(phonemes, text, language);
    assert.deepEqual(
      words.map((word) => word.text),
      phoneticWords(text),
    );
  },

  async 'gives phones without stress, spaces or joins, and some for every word'({ phonemes, language, text }) {
    for (const word of await ask(phonemes, text, language)) {
      assert(word.phones.length > 0);
      for (const phone of word.phones) assert.match(phone, /^[^\s_|ˈˌ]+$/u);
    }
  },

  async 'says the same of the same text'({ phonemes, language, text }) {
    assert.deepEqual(await ask(phonemes, text, language), await ask(phonemes, text, language));
  },

  async 'has nothing to say of no words'({ phonemes, language }) {
    for (const text of ['', ' ', '?! —']) assert.deepEqual(await ask(phonemes, text, language), []);
  },

  async 'answers several at once without mixing them'({ phonemes, language, text }) {
    const texts = [text, ...phoneticWords(text), `${text} ${text}`];
    const alone: (readonly PhonemeWord[])[] = [];
    for (const one of texts) alone.push(await ask(phonemes, one, language));
    assert.deepEqual(await Promise.all(texts.map((one) => ask(phonemes, one, language))), alone);
  },

  async 'refuses a language it lacks with a RangeError'({ phonemes, text }) {
    await assert.rejects(ask(phonemes, text, 'xx'), RangeError);
  },

  async 'answers nothing when aborted'({ phonemes, language, text }) {
    const abort = new AbortController();
    abort.abort(new Aborted('enough'));
    await assert.rejects(ask(phonemes, text, language, abort.signal), (error) => isAbort(error, abort.signal));
  },
};

/** Registers the contract; `open` is called once. */
export function phonemesContract(name: string, open: () => Promise<PhonemesSubject>): void {
  describe(`phonemes contract: ${name}`, () => {
    let subject: PhonemesSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.end?.[Symbol.asyncDispose]());
    for (const [check, run] of Object.entries(phonemesChecks)) test(check, () => run(subject));
  });
}

function ask(
  phonemes: Phonemes,
  text: string,
  language: string,
  signal?: AbortSignal,
): Promise<readonly PhonemeWord[]> {
  const late = (): Error => new Error('no answer for 15 s');
  const given = signal ?? new AbortController().signal;
  return limited(
    realClock,
    15_000,
    late,
    () => phonemes.transcribe(text, language, given),
    new AbortController().signal,
  );
}
