/** The sound of one utterance, mono PCM16 at 16 kHz: grows as needed up to a limit, and is freed with the utterance. */
export class UtteranceAudio {
  #samples = new Int16Array(16_000);
  #length = 0;
  readonly #limit: number;

  constructor(limitSamples: number) {
    this.#limit = limitSamples;
  }

  get length(): number {
    return this.#length;
  }

  get full(): boolean {
    return this.#length >= this.#limit;
  }

  /** Takes what fits under the limit. */
  push(samples: Int16Array): void {
    const room = this.#limit - this.#length;
    const taken = samples.length > room ? samples.subarray(0, Math.max(0, room)) : samples;
    const needed = this.#length + taken.length;
    if (needed > this.#samples.length) {
      const grown = new Int16Array(Math.max(needed, this.#samples.length * 2));
      grown.set(this.#samples.subarray(0, this.#length));
      this.#samples = grown;
    }
    this.#samples.set(taken, this.#length);
    this.#length = needed;
  }

  /** A view, valid until the next `push`. */
  view(): Int16Array {
    return this.#samples.subarray(0, this.#length);
  }

  copy(): Int16Array {
    return this.#samples.slice(0, this.#length);
  }
}
