// SPDX-License-Identifier: Apache-2.0

/** Zero crossings of the filter on each side, at the lower of the two rates. */
const CROSSINGS = 16;
/** Share of the lower rate's band that passes; the rest is the filter's slope. */
const PASSBAND = 0.92;

/**
 * Changes the sample rate of a stream with a windowed-sinc filter (Hann), one channel. Whatever the chunks, the output is
 * the same, and `flush` brings it to the length of the input in time. Rates are whole Hertz.
 */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #half: number;
  /** One row of coefficients a phase; empty when the rates are equal. */
  readonly #phases: Float32Array[];
  /** Input not yet passed, beginning `#half` samples before the next output's place. */
  #kept: Float32Array;
  #phase = 0;
  #taken = 0;
  #given = 0;

  constructor(from: number, to: number) {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from > 0 && to > 0))
      throw new RangeError('rates are whole Hertz above 0');
    const shared = greatestDivisor(from, to);
    this.#up = to / shared;
    this.#down = from / shared;
    const cutoff = Math.min(1, to / from);
    this.#half = from === to ? 0 : Math.ceil(CROSSINGS / cutoff);
    this.#phases = from === to ? [] : phaseTable(this.#up, this.#half, cutoff * PASSBAND);
    this.#kept = new Float32Array(this.#half);
  }

  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    this.#taken += samples.length;
    if (this.#phases.length === 0) return samples.slice();
    const input = new Float32Array(this.#kept.length + samples.length);
    input.set(this.#kept);
    input.set(samples, this.#kept.length);

    const taps = 2 * this.#half + 1;
    const output = new Float32Array(Math.ceil(((input.length + 1) * this.#up) / this.#down) + 1);
    let at = 0;
    let written = 0;
    while (at + taps <= input.length) {
      const row = this.#phases[this.#phase] as Float32Array;
      let sum = 0;
      for (let i = 0; i < taps; i++) sum += (row[i] as number) * (input[at + i] as number);
      output[written++] = sum;
      this.#phase += this.#down;
      at += Math.floor(this.#phase / this.#up);
      this.#phase %= this.#up;
    }
    // A step is shorter than the filter, so `at` never passes the end.
    this.#kept = input.slice(at);
    this.#given += written;
    return output.slice(0, written);
  }

  /** The rest of the output once the input has ended. */
  flush(): Float32Array<ArrayBuffer> {
    const due = Math.round((this.#taken * this.#up) / this.#down) - this.#given;
    if (this.#phases.length === 0 || due <= 0) return new Float32Array(0);
    const taken = this.#taken;
    const rest = this.push(new Float32Array(2 * this.#half + this.#down + 1));
    this.#taken = taken;
    return rest.slice(0, due);
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Row `p` weighs the inputs around a place `p / up` of a sample after the middle one. */
function phaseTable(up: number, half: number, cutoff: number): Float32Array[] {
  return Array.from({ length: up }, (_, phase) => {
    const row = new Float32Array(2 * half + 1);
    let sum = 0;
    for (let i = 0; i < row.length; i++) {
      const distance = i - half - phase / up;
      const x = Math.PI * cutoff * distance;
      const window = Math.abs(distance) > half ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * distance) / half);
      const weight = (x === 0 ? 1 : Math.sin(x) / x) * window;
      row[i] = weight;
      sum += weight;
    }
    // Each phase passes a constant unchanged, so no phase is louder than another.
    for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / sum;
    return row;
  });
}
