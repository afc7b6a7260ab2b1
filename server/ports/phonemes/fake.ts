import { phoneticWords } from './phonetic-words.ts';
import type { Phonemes } from './port.ts';

export interface FakePhonemes extends Phonemes {
  /** Every text that was asked for. */
  readonly asked: readonly string[];
}

/** One phone a letter: enough to tell words apart. */
export function fakePhonemes(options: { languages?: readonly string[] } = {}): FakePhonemes {
  const languages = options.languages ?? ['en', 'pl'];
  const asked: string[] = [];
  return {
    provider: 'fake',
    asked,
    async transcribe(text, language, signal) {
      if (!languages.includes(language)) throw new RangeError(`no phonemes for ${language}`);
      signal.throwIfAborted();
      asked.push(text);
      return phoneticWords(text).map((word) => ({
        text: word,
        phones: [...word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')],
      }));
    },
  };
}
