// SPDX-License-Identifier: Apache-2.0
import { loudness, toPcm16 } from '../pcm.ts';
import { Resampler } from '../resampler.ts';

/** To the worklet, once: how to cut what is heard. */
export interface MicrophoneOrder {
  rate: number;
  frameMs: number;
}

/** From the worklet, one a frame. `level` is 0 to 1. */
export interface MicrophoneFrame {
  samples: Int16Array<ArrayBuffer>;
  level: number;
}

class MicrophoneProcessor extends AudioWorkletProcessor {
  #resampler: Resampler | undefined;
  #frame = new Float32Array(0);
  #filled = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MicrophoneOrder>) => {
      this.#resampler = new Resampler(sampleRate, data.rate);
      this.#frame = new Float32Array((data.rate * data.frameMs) / 1000);
    };
  }

  override process(inputs: Float32Array[][]): boolean {
    const heard = inputs[0]?.[0];
    if (this.#resampler === undefined || heard === undefined) return true;
    for (const sample of this.#resampler.push(heard)) {
      this.#frame[this.#filled++] = sample;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      const message: MicrophoneFrame = { samples: toPcm16(this.#frame), level: loudness(this.#frame) };
      this.port.postMessage(message, [message.samples.buffer]);
    }
    return true;
  }
}

registerProcessor('parlando-microphone', MicrophoneProcessor);
