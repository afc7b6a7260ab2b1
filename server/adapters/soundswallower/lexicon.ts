import { phoneticWords } from '../../ports/phonemes/phonetic-words.ts';
import type { Phonemes } from '../../ports/phonemes/port.ts';
import type { Expectation } from '../../ports/speech-to-text/port.ts';
import { Dictionary } from './dictionary.ts';
import { modelPronunciations } from './phones.ts';
import type { PreparedPhrase, SpokenForm } from './protocol.ts';

/** Phrases kept ready, so that a scene's next turn needs no phonemes. */
const KEPT = 2_000;

/** Turns the text of phrases into what the decoder can listen for. */
export class Lexicon {
  readonly #phonemes: Phonemes;
  readonly #dictionaryPath: string;
  #dictionary: Promise<Dictionary> | undefined;
  readonly #ready = new Map<string, readonly SpokenForm[]>();

  /** `dictionaryPath` is that of the English model. */
  constructor(phonemes: Phonemes, dictionaryPath: string) {
    this.#phonemes = phonemes;
    this.#dictionaryPath = dictionaryPath;
  }

  /** The phrases that have words; undefined when some are not ready yet. */
  prepared(expect: Expectation): PreparedPhrase[] | undefined {
    const phrases: PreparedPhrase[] = [];
    for (const { id, text } of expect.phrases) {
      const words = this.#ready.get(keyOf(expect.language, text));
      if (!words) return undefined;
      if (words.length > 0) phrases.push({ id, text, words });
    }
    return phrases;
  }

  /** Makes ready what is not. Throws what the phonemes throw: an Outage, or a RangeError for a language they lack. */
  async prepare(expect: Expectation, signal: AbortSignal): Promise<PreparedPhrase[]> {
    const phrases: PreparedPhrase[] = [];
    for (const { id, text } of expect.phrases) {
      const words = await this.words(text, expect.language, signal);
      if (words.length > 0) phrases.push({ id, text, words });
    }
    return phrases;
  }

  /** The words of one phrase and how they may sound; words without any sound are left out. */
  async words(text: string, language: string, signal: AbortSignal): Promise<readonly SpokenForm[]> {
    const key = keyOf(language, text);
    const ready = this.#ready.get(key);
    if (ready) return ready;
    const words = await (language === 'en' ? this.#english(text, signal) : this.#phonetic(text, language, signal));
    if (this.#ready.size >= KEPT) this.#ready.delete(this.#ready.keys().next().value as string);
    this.#ready.set(key, words);
    return words;
  }

  async #english(text: string, signal: AbortSignal): Promise<SpokenForm[]> {
    this.#dictionary ??= Dictionary.load(this.#dictionaryPath);
    const dictionary = await this.#dictionary;
    const words: SpokenForm[] = [];
    for (const word of phoneticWords(text)) {
      const known = dictionary.lookup(word.toLowerCase().replaceAll('’', "'"));
      if (known.length > 0) words.push({ text: word, pronunciations: known });
      else words.push(...(await this.#phonetic(word, 'en', signal)));
    }
    return words;
  }

  async #phonetic(text: string, language: string, signal: AbortSignal): Promise<SpokenForm[]> {
    const spoken = await this.#phonemes.transcribe(text, language, signal);
    return spoken
      .map(({ text: word, phones }) => ({ text: word, pronunciations: modelPronunciations(phones) }))
      .filter(({ pronunciations }) => pronunciations.length > 0);
  }
}

function keyOf(language: string, text: string): string {
  return `${language}\n${text}`;
}
