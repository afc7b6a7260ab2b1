import type { PhraseDecoder } from './decoder.ts';
import { scoreWords } from './goodness.ts';
import { loudPart } from './loudness.ts';
import type { AlignedText, Hearing, PreparedPhrase, SpokenForm } from './protocol.ts';
import { withStock } from './stock-phrases.ts';
import { confidenceOf, evidenceOf, LIMITS, sureness, verdictOf } from './verdict.ts';

/** Samples a millisecond. */
const PER_MS = 16;
/** Samples that an utterance may have; the engine's own memory is for 150 s. */
const MAX_SAMPLES = 60 * 16_000;
/** Samples fed before the partial text is looked at again: 80 ms. */
const PARTIAL_EVERY = 1_280;

/** One utterance on its decoder, from its first sound to the verdict. */
export class Utterance {
  readonly #decoder: PhraseDecoder;
  readonly #sound: Float32Array[] = [];
  readonly #phrases: readonly PreparedPhrase[];
  readonly #onPartial: (text: string) => void;
  #samples = 0;
  #looked = 0;
  #partial = '';

  constructor(decoder: PhraseDecoder, phrases: readonly PreparedPhrase[], onPartial: (text: string) => void) {
    this.#decoder = decoder;
    this.#phrases = phrases;
    this.#onPartial = onPartial;
    decoder.start(withStock(phrases));
  }

  feed(samples: Int16Array): void {
    if (this.#samples + samples.length > MAX_SAMPLES) return;
    this.#samples += samples.length;
    const sound = toFloats(samples);
    this.#sound.push(sound);
    this.#decoder.feed(sound);
    if (this.#samples - this.#looked < PARTIAL_EVERY) return;
    this.#looked = this.#samples;
    const text = this.#decoder.partial();
    if (text === '' || text === this.#partial) return;
    this.#partial = text;
    this.#onPartial(text);
  }

  /**
   * Ends it. What fits very well is taken at its first hearing. The rest is heard again as a whole, with the mean of its own features:
   * that suits noise and odd microphones, the first hearing suits short phrases, and the surer of the two counts.
   */
  finish(): Hearing {
    const sound = joined(this.#sound);
    const levels = this.#decoder.levels(sound);
    const first = this.#judged(this.#decoder.finish(), levels, 0);
    if (first.verdict === 'heard' && first.evidence && sureness(first.evidence) >= LIMITS.certain) return first;
    const { fromMs, toMs } = loudPart(levels);
    const again = this.#decoder.hearAgain(sound.subarray(fromMs * PER_MS, toMs * PER_MS));
    const second = this.#judged(again, levels, fromMs);
    return first.confidence > second.confidence ? first : second;
  }

  /** `fromMs` is where the decoder began to listen. */
  #judged(index: number, levels: readonly number[], fromMs: number): Hearing {
    const phrase = this.#phrases[index];
    if (!phrase) return { verdict: 'unknown', confidence: 0, words: [] };
    const words = scoreWords(this.#decoder.alignment(), phrase.words, fromMs);
    const evidence = evidenceOf(words, levels);
    return {
      phrase: index,
      verdict: verdictOf(evidence),
      confidence: confidenceOf(evidence),
      evidence,
      words: words.map(({ text, startMs, endMs, verdict }) => ({ text, startMs, endMs, verdict })),
    };
  }
}

/** Aligns a whole recording with the words it should be. Words of nothing at all when something else fits better. */
export function assess(decoder: PhraseDecoder, words: readonly SpokenForm[], samples: Int16Array): AlignedText {
  const sound = toFloats(samples);
  const levels = decoder.levels(sound);
  const { fromMs, toMs } = loudPart(levels);
  decoder.start(withStock([{ id: '', text: '', words }]));
  if (decoder.hearAgain(sound.subarray(fromMs * PER_MS, toMs * PER_MS)) !== 0) return { verdict: 'missed', words: [] };
  const scored = scoreWords(decoder.alignment(), words, fromMs);
  return { verdict: SOUNDED[verdictOf(evidenceOf(scored, levels))], words: scored };
}

const SOUNDED = { heard: 'good', unsure: 'unsure', unknown: 'missed' } as const;

function toFloats(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
