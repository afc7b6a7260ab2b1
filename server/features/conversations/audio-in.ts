import { pcm16View } from '../../kit/pcm/bytes.ts';
import { createResampler, type Resampler } from '../../kit/pcm/resample.ts';
import { ClientError } from './outgoing.ts';

/** Hertz of what the engine hears. */
export const HEARING_RATE = 16_000;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes a client's stream of base64 PCM16 to the engine's rate. A sample cut between two frames is put together again. */
export class AudioIn {
  #rate = 0;
  #resampler: Resampler | undefined;
  #odd: Buffer | undefined;
  #samples = 0;

  /** Milliseconds decoded so far. */
  get ms(): number {
    return Math.round((this.#samples * 1_000) / HEARING_RATE);
  }

  /** The stream is cut here: half a sample that waits for its other half would shift every byte that follows. */
  cut(): void {
    this.#odd = undefined;
  }

  /** Throws ClientError for what is no base64. */
  decode(text: string, rate: number): Int16Array {
    if (!base64.test(text)) throw new ClientError('invalid_value', 'The audio is not base64.', 'audio');
    let bytes = Buffer.from(text, 'base64');
    if (this.#odd) bytes = Buffer.concat([this.#odd, bytes]);
    this.#odd = bytes.length % 2 === 1 ? Buffer.from(bytes.subarray(-1)) : undefined;
    const samples = this.#atHearingRate(pcm16View(bytes), rate);
    this.#samples += samples.length;
    return samples;
  }

  #atHearingRate(samples: Int16Array, rate: number): Int16Array {
    if (rate === HEARING_RATE) return samples;
    if (!this.#resampler || this.#rate !== rate) {
      this.#rate = rate;
      this.#resampler = createResampler(rate, HEARING_RATE);
    }
    return this.#resampler.process(samples);
  }
}
