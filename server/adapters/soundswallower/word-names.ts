import type { Decoder } from 'soundswallower';
import type { SpokenForm } from './protocol.ts';

/**
 * The names of the pronunciations that one decoder has learnt. It knows words by their sound and not by their spelling, so any language
 * can be written in the ASCII of its grammars, and words that sound alike are one.
 */
export class WordNames {
  readonly #raw: Pick<Decoder, 'add_words'>;
  readonly #names = new Map<string, string>();

  constructor(raw: Pick<Decoder, 'add_words'>) {
    this.#raw = raw;
  }

  /** Pronunciations learnt so far; a decoder never forgets one. */
  get size(): number {
    return this.#names.size;
  }

  learn(words: readonly SpokenForm[]): void {
    const unknown = new Set(words.flatMap((word) => word.pronunciations).filter((sound) => !this.#names.has(sound)));
    const entries = [...unknown].map((sound, at): [string, string] => [`w${this.#names.size + at}`, sound]);
    if (entries.length > 0) this.#raw.add_words(...entries);
    for (const [name, sound] of entries) this.#names.set(sound, name);
  }

  /** The first phrase that these names are, whole or as its beginning; -1 when there is none. */
  match(names: readonly string[], phrases: readonly (readonly SpokenForm[])[], whole: boolean): number {
    if (names.length === 0) return -1;
    return phrases.findIndex(
      (words) =>
        (whole ? words.length === names.length : words.length >= names.length) &&
        names.every((name, at) => words[at]?.pronunciations.some((sound) => this.#names.get(sound) === name)),
    );
  }

  /** A grammar in which exactly one of these phrases is said. All their words must have been learnt. */
  grammarOf(phrases: readonly (readonly SpokenForm[])[]): string {
    const ways = (word: SpokenForm): string =>
      `( ${word.pronunciations.map((sound) => this.#names.get(sound)).join(' | ')} )`;
    const choices = phrases.map((words) => words.map(ways).join(' '));
    return `#JSGF V1.0;\ngrammar g;\npublic <g> = ( ${choices.join(' ) | ( ')} ) ;`;
  }
}
