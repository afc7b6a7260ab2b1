import { toPcm16 } from '../../sdk/pcm.ts';

/** The tutor's side as it sounded, silence and cuts included, second by second. */
export class RecordedVoice {
  readonly #rate: number;
  readonly #parts: Int16Array[] = [];
  #length = 0;

  constructor(rate: number) {
    this.#rate = rate;
  }

  add(block: Float32Array): void {
    this.#parts.push(toPcm16(block));
    this.#length += block.length;
  }

  get ms(): number {
    return (this.#length * 1000) / this.#rate;
  }

  samples(): Int16Array {
    const whole = new Int16Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}
