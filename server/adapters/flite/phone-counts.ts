import type { Flite } from './flite-module.ts';
import { phoneGroups } from './word-times.ts';

/** Words whose phones are remembered; an entry takes some 50 bytes. */
const remembered = 10_000;

/** The fastest of the engine's voices; all read a text alike. */
const counter = 'kal16';

export interface PhoneCounts {
  /** How many phones each word has, in its spoken form. Takes some 12 ms when a word is new. */
  of(words: readonly string[]): number[];
}

/** The engine tells phones but not words, so it is asked to read new words with a pause after each, and remembers. */
export function createPhoneCounts(flite: Flite): PhoneCounts {
  const known = new Map<string, number>();

  const learn = (words: readonly string[]): void => {
    const groups = phoneGroups(flite.speak(counter, words.map((word) => `${bare(word)},`).join(' '), 1).phones);
    if (groups.length !== words.length && words.length > 1) {
      for (const word of words) learn([word]);
      return;
    }
    for (const [at, word] of words.entries()) {
      if (known.size >= remembered) known.delete(known.keys().next().value as string);
      known.set(word, words.length === 1 ? groups.reduce((sum, count) => sum + count, 0) : (groups[at] ?? 0));
    }
  };

  return {
    of(words) {
      const strange = [...new Set(words)].filter((word) => word !== '' && !known.has(word));
      if (strange.length > 0) learn(strange);
      return words.map((word) => known.get(word) ?? 0);
    },
  };
}

/** Without the punctuation that would make a second pause; inner points and apostrophes belong to the word. */
function bare(word: string): string {
  return word.replace(/^[^A-Za-z0-9$]+|[^A-Za-z0-9%]+$/gu, '').replace(/[,;:!?"()[\]-]+/gu, ' ');
}
