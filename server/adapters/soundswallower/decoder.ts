import type { Decoder, Segment } from 'soundswallower';
import { ENOUGH_LOUD, firstSpeech, levelsOf, TYPICAL_MEAN } from './first-speech.ts';
import type { PreparedPhrase, SpokenForm } from './protocol.ts';
import { WordNames } from './word-names.ts';

/** Sound gathered before the level of the speech is looked at, and at most: 0.5 and 1.5 s. */
const GATHER = 8_000;
const GATHER_MOST = 24_000;
/** The shortest sound that has features: one window of the engine. */
const SHORTEST = 410;

/** Tells expected phrases apart while they are being said, one utterance after the other. */
export class PhraseDecoder implements Disposable {
  readonly #raw: Decoder;
  readonly #names: WordNames;
  readonly #setMean: (mean: readonly number[]) => void;
  #expected: readonly (readonly SpokenForm[])[] = [];
  /** What came before the level of the speech was known; undefined once the engine listens. */
  #gathered: Float32Array | undefined;
  #started = false;

  constructor(raw: Decoder, setMean: (mean: readonly number[]) => void) {
    this.#raw = raw;
    this.#names = new WordNames(raw);
    this.#setMean = setMean;
  }

  /** Pronunciations learnt so far; they are never forgotten. */
  get size(): number {
    return this.#names.size;
  }

  /** Begins an utterance that should be one of `phrases` (at least one, each with words). */
  start(phrases: readonly PreparedPhrase[]): void {
    this.#expected = phrases.map((phrase) => phrase.words);
    this.#names.learn(this.#expected.flat());
    this.#raw.set_grammar(this.#names.grammarOf(this.#expected));
    this.#gathered = new Float32Array(0);
  }

  /** Takes mono samples from -1 to 1. */
  feed(samples: Float32Array): void {
    if (!this.#gathered) {
      this.#raw.process_audio(samples, false, false);
      return;
    }
    this.#gathered = joined(this.#gathered, samples);
    if (this.#gathered.length < GATHER) return;
    const { loudFrames, mean } = firstSpeech(this.#raw.spectrogram(this.#gathered));
    if (loudFrames >= ENOUGH_LOUD || this.#gathered.length >= GATHER_MOST) this.#listen(mean);
  }

  /** The words of the best path so far, from the first expected phrase that begins with them. */
  partial(): string {
    if (this.#gathered) return '';
    const names = this.#heardNames();
    const words = this.#expected[this.#names.match(names, this.#expected, false)] ?? [];
    return words
      .slice(0, names.length)
      .map((word) => word.text)
      .join(' ');
  }

  /** Ends the utterance. The index of the phrase that was matched, or -1. */
  finish(): number {
    const gathered = this.#gathered;
    if (gathered && gathered.length < SHORTEST) return -1;
    if (gathered) this.#listen(firstSpeech(this.#raw.spectrogram(gathered)).mean);
    this.reset();
    return this.#found();
  }

  /**
   * Listens to the whole utterance anew for the same phrases, with the mean of its own features, which is known only now: a few in a
   * hundred more are right, in noise one in ten. 35 ms for a second of sound and 8 phrases.
   */
  hearAgain(samples: Float32Array): number {
    this.reset();
    if (samples.length < SHORTEST) return -1;
    this.#raw.start();
    this.#started = true;
    this.#raw.process_audio(samples, false, true);
    this.reset();
    return this.#found();
  }

  /**
   * Words with their phones as they were heard last, silences included; 20 ms for a second of sound. Empty when there is no path, as in
   * sound that is shorter than its phrase.
   */
  alignment(): readonly Segment[] {
    try {
      return this.#raw.get_alignment({ align_level: 1 }).w ?? [];
    } catch (error) {
      // The engine's way to say that it found none is an empty text where JSON is expected.
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  }

  /** How loud each 10 ms are, in units of 0.97 dB. */
  levels(samples: Float32Array): number[] {
    return samples.length < SHORTEST ? [] : levelsOf(this.#raw.spectrogram(samples));
  }

  /** Ends an utterance that nobody wants any more; does nothing after `finish`. */
  reset(): void {
    this.#gathered = undefined;
    if (!this.#started) return;
    this.#started = false;
    this.#raw.stop();
  }

  [Symbol.dispose](): void {
    this.#raw.delete();
  }

  #listen(mean: readonly number[] = TYPICAL_MEAN): void {
    const gathered = this.#gathered ?? new Float32Array(0);
    this.#gathered = undefined;
    this.#setMean(mean);
    this.#raw.start();
    this.#started = true;
    // Asking for features alone makes the decoder keep those of the whole utterance, which the alignment afterwards needs.
    this.#raw.process_audio(new Float32Array(0), true, false);
    this.#raw.process_audio(gathered, false, false);
  }

  #found(): number {
    return this.#names.match(this.#heardNames(), this.#expected, true);
  }

  #heardNames(): string[] {
    return this.#raw.get_text().split(' ').filter(Boolean);
  }
}

function joined(before: Float32Array, after: Float32Array): Float32Array {
  const both = new Float32Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}
