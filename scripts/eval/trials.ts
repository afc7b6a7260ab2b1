import { fileURLToPath } from 'node:url';
import type { PhraseDecoder } from '../../server/adapters/soundswallower/decoder.ts';
import { Engine } from '../../server/adapters/soundswallower/engine.ts';
import { Lexicon } from '../../server/adapters/soundswallower/lexicon.ts';
import type { Hearing } from '../../server/adapters/soundswallower/protocol.ts';
import { Utterance } from '../../server/adapters/soundswallower/utterance.ts';
import type { Phonemes } from '../../server/ports/phonemes/port.ts';
import { type Random, shuffled } from './statistics.ts';

/** One utterance held against one list of phrases. */
export interface Trial {
  speaker: string;
  group: string;
  /** Whether what was said is in the list. */
  listed: boolean;
  /** The matched phrase is the one that was said. */
  right: boolean;
  hearing: Hearing;
  /** From the last sound to the result, in milliseconds. */
  finalMs: number;
}

const PIECE = 1_600;

/** The recogniser's own code on this thread, so that what it rejects can be looked at too. */
export class Listener implements Disposable {
  readonly #decoder: PhraseDecoder;
  readonly #lexicon: Lexicon;

  private constructor(decoder: PhraseDecoder, lexicon: Lexicon) {
    this.#decoder = decoder;
    this.#lexicon = lexicon;
  }

  static async open(phonemes: Phonemes): Promise<Listener> {
    const modelBase = fileURLToPath(new URL('./model/', import.meta.resolve('soundswallower')));
    const engine = await Engine.load(modelBase);
    return new Listener(await engine.createDecoder(), new Lexicon(phonemes, `${modelBase}en-us/dict.txt`));
  }

  /** Streams the sound in pieces, as a microphone gives it. `phrase` of the answer is an index of `texts`. */
  async hear(
    samples: Int16Array,
    texts: readonly string[],
    language: string,
  ): Promise<{ hearing: Hearing; finalMs: number }> {
    const phrases = texts.map((text, at) => ({ id: String(at), text }));
    const prepared = await this.#lexicon.prepare({ language, phrases }, new AbortController().signal);
    const utterance = new Utterance(this.#decoder, prepared, () => undefined);
    for (let at = 0; at < samples.length; at += PIECE) utterance.feed(samples.subarray(at, at + PIECE));
    const began = performance.now();
    const hearing = utterance.finish();
    return { hearing, finalMs: performance.now() - began };
  }

  /** The partial text after this much sound. */
  async partial(samples: Int16Array, texts: readonly string[], language: string): Promise<string> {
    const phrases = texts.map((text, at) => ({ id: String(at), text }));
    const prepared = await this.#lexicon.prepare({ language, phrases }, new AbortController().signal);
    let latest = '';
    const utterance = new Utterance(this.#decoder, prepared, (text) => {
      latest = text;
    });
    for (let at = 0; at < samples.length; at += PIECE) utterance.feed(samples.subarray(at, at + PIECE));
    utterance.finish();
    return latest;
  }

  /** Hears one recording among `count` phrases, with or without its own. */
  async tryOut(
    recording: { said: string; speaker: string; group: string; language: string },
    samples: Int16Array,
    others: readonly string[],
    count: number,
    listed: boolean,
    random: Random,
  ): Promise<Trial> {
    const wrong = shuffled(
      others.filter((text) => text !== recording.said),
      random,
    );
    const list = shuffled(listed ? [recording.said, ...wrong.slice(0, count - 1)] : wrong.slice(0, count), random);
    const { hearing, finalMs } = await this.hear(samples, list, recording.language);
    const right = hearing.phrase !== undefined && list[hearing.phrase] === recording.said;
    return { speaker: recording.speaker, group: recording.group, listed, right, hearing, finalMs };
  }

  [Symbol.dispose](): void {
    this.#decoder[Symbol.dispose]();
  }
}
