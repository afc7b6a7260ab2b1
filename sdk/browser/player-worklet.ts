// SPDX-License-Identifier: Apache-2.0
import { PlaybackTape, type TapePosition, type TrackEnd } from '../playback-tape.ts';

/** To the worklet. */
export type PlayerOrder =
  | { kind: 'append'; track: string; samples: Float32Array<ArrayBuffer> }
  | { kind: 'complete'; track: string }
  | { kind: 'pause' }
  | { kind: 'resume'; track?: string; fromMs?: number }
  | { kind: 'stop'; track?: string };

/** From the worklet: where it is at `atSeconds` of the context's clock. */
export interface PlayerReport {
  position: TapePosition | undefined;
  ended: TrackEnd[];
  atSeconds: number;
}

/** Blocks of 128 frames between reports while sound comes out: 43 ms at 24 kHz. */
const REPORT_EVERY = 8;

class PlayerProcessor extends AudioWorkletProcessor {
  readonly #tape = new PlaybackTape(sampleRate);
  #blocks = 0;
  #wasMoving = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlayerOrder>) => this.#obey(data);
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const block = outputs[0]?.[0];
    if (block === undefined) return true;
    this.#tape.pull(block);
    const position = this.#tape.position();
    const ended = this.#tape.ended();
    const moving = position?.moving === true;
    const due = moving && ++this.#blocks % REPORT_EVERY === 0;
    if (due || ended.length > 0 || moving !== this.#wasMoving) this.#report(position, ended);
    this.#wasMoving = moving;
    return true;
  }

  #report(position: TapePosition | undefined, ended: TrackEnd[]): void {
    const report: PlayerReport = { position, ended, atSeconds: currentTime };
    this.port.postMessage(report);
  }

  #obey(order: PlayerOrder): void {
    switch (order.kind) {
      case 'append':
        this.#tape.append(order.track, order.samples);
        break;
      case 'complete':
        this.#tape.complete(order.track);
        break;
      case 'pause':
        this.#tape.pause();
        break;
      case 'resume':
        this.#tape.resume(order.track, order.fromMs);
        break;
      case 'stop':
        this.#tape.stop(order.track);
        break;
    }
  }
}

registerProcessor('parlando-player', PlayerProcessor);
