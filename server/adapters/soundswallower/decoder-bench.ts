import type { PhraseDecoder } from './decoder.ts';

/** Utterances that one thread decodes at a time; those past it wait with their sound. 8 MB each. */
const MAX_DECODERS = 12;
/** A decoder that has learnt this many pronunciations is replaced, for it cannot forget. */
const MAX_LEARNT = 8_000;

/** The decoders of one thread: made when first needed, lent out, and kept for the next. */
export class DecoderBench {
  readonly #create: () => Promise<PhraseDecoder>;
  readonly #idle: PhraseDecoder[] = [];
  readonly #waiting: ((decoder: PhraseDecoder) => void)[] = [];
  #size = 0;
  #making = 0;

  constructor(create: () => Promise<PhraseDecoder>) {
    this.#create = create;
  }

  /** Decoders alive or being made. */
  get size(): number {
    return this.#size;
  }

  /** Decoders being made. */
  get making(): number {
    return this.#making;
  }

  warm(decoders: number): void {
    while (this.#size < Math.min(decoders, MAX_DECODERS)) this.#add();
  }

  /** Calls `use` with a decoder: at once when one is idle, else in the order of asking. */
  take(use: (decoder: PhraseDecoder) => void): void {
    const decoder = this.#idle.pop();
    if (decoder) {
      use(decoder);
      return;
    }
    this.#waiting.push(use);
    if (this.#size < MAX_DECODERS) this.#add();
  }

  giveBack(decoder: PhraseDecoder): void {
    if (decoder.size > MAX_LEARNT) {
      this.discard(decoder);
      return;
    }
    decoder.reset();
    const next = this.#waiting.shift();
    if (next) next(decoder);
    else this.#idle.push(decoder);
  }

  /** Frees a decoder that must not be used again. */
  discard(decoder: PhraseDecoder): void {
    decoder[Symbol.dispose]();
    this.#size -= 1;
    if (this.#waiting.length > 0) this.#add();
  }

  #add(): void {
    this.#size += 1;
    this.#making += 1;
    // A decoder that cannot be made means that the model cannot be read: the rejection ends the thread, and its owner says so.
    void this.#create().then((decoder) => {
      this.#making -= 1;
      const next = this.#waiting.shift();
      if (next) next(decoder);
      else this.#idle.push(decoder);
    });
  }
}
