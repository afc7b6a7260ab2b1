import { fakePhonemes } from './fake.ts';
import type { Phonemes, PhonemeWord } from './port.ts';

export interface BrokenPhonemes {
  /** The check of the contract that must see it. */
  fails: string;
  phonemes: Phonemes;
}

/** Deliberately broken transcribers. */
export function brokenPhonemes(): Readonly<Record<string, BrokenPhonemes>> {
  const fake = fakePhonemes();
  const changed = (
    fails: string,
    change: (words: readonly PhonemeWord[]) => readonly PhonemeWord[],
  ): BrokenPhonemes => ({
    fails,
    phonemes: { ...fake, transcribe: async (...asked) => change(await fake.transcribe(...asked)) },
  });
  let calls = 0;
  return {
    'joins words': changed('answers one entry a word, in order, without punctuation', (words) => words.slice(1)),
    'keeps punctuation': changed('answers one entry a word, in order, without punctuation', (words) =>
      words.map((word) => ({ ...word, text: `${word.text},` })),
    ),
    'keeps stress marks': changed('gives phones without stress, spaces or joins, and some for every word', (words) =>
      words.map((word) => ({ ...word, phones: word.phones.map((phone) => `ˈ${phone}`) })),
    ),
    'leaves a word without phones': changed(
      'gives phones without stress, spaces or joins, and some for every word',
      (words) => words.map((word) => ({ ...word, phones: [] })),
    ),
    'changes its mind': changed('says the same of the same text', (words) =>
      words.map((word) => ({ ...word, phones: [...word.phones, String(calls++)] })),
    ),
    'invents words': changed('has nothing to say of no words', () => [{ text: 'x', phones: ['x'] }]),
    'mixes answers': { fails: 'answers several at once without mixing them', phonemes: mixing(fake) },
    'takes any language': {
      fails: 'refuses a language it lacks with a RangeError',
      phonemes: { ...fake, transcribe: (text, _language, signal) => fake.transcribe(text, 'en', signal) },
    },
    'answers when aborted': {
      fails: 'answers nothing when aborted',
      phonemes: {
        ...fake,
        transcribe: (text, language) => fake.transcribe(text, language, new AbortController().signal),
      },
    },
  };
}

/** Answers whoever asked before with what was asked last. */
function mixing(fake: Phonemes): Phonemes {
  let last = '';
  return {
    ...fake,
    async transcribe(text, language, signal) {
      last = text;
      await Promise.resolve();
      return fake.transcribe(last, language, signal);
    },
  };
}
