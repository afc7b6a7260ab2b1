import type { ActivityWindow } from '../../ports/voice-activity/port.ts';
import { CONTEXT, STATE, WINDOW } from './model.ts';
import type { SilenceGate } from './silence-gate.ts';

/** Windows the gate held back that the model hears after all when it opens, so that its memory is of the room just before. */
export const REHEARD = 4;
const HISTORY = REHEARD * WINDOW + CONTEXT;
const FULL_SCALE = 32_768;
/** Windows judged at one go, so that an hour of silence in one push does not stop everything else. */
const MOST_AT_ONCE = 256;

/**
 * One stream on its way to the model: samples in, windows out, in order. The gate is asked only after the model's verdict on the window
 * before, so the outcome does not depend on how or how fast the sound came.
 */
export class Microphone {
  /** The model's memory of this stream. */
  readonly state = new Float32Array(STATE);
  readonly #gate: SilenceGate | undefined;
  readonly #onWindow: (window: ActivityWindow) => void;
  #memory = new Int16Array(2 * HISTORY);
  /** Position in the stream of the first sample in memory; what is before the stream is silence. */
  #origin = -HISTORY;
  #end = 0;
  /** End of what has a verdict, and of what the model has heard; the second trails where the gate was shut. */
  #judged = 0;
  #heard = 0;
  /** The window at `#judged` was admitted and awaits the model. */
  #admitted = false;
  #closed = false;

  constructor(onWindow: (window: ActivityWindow) => void, gate?: SilenceGate) {
    this.#onWindow = onWindow;
    this.#gate = gate;
  }

  push(samples: Int16Array): void {
    this.#makeRoom(samples.length);
    this.#memory.set(samples, this.#end - this.#origin);
    this.#end += samples.length;
  }

  /** Samples without a verdict yet. */
  get backlog(): number {
    return this.#end - this.#judged;
  }

  get hasWindow(): boolean {
    return !this.#closed && this.backlog >= WINDOW;
  }

  /** Nothing is reported any more, whatever the model may still say. */
  close(): void {
    this.#closed = true;
    this.#memory = new Int16Array(0);
  }

  /** Reports windows of silence, then writes the next one for the model into `input`. False when there is none now. */
  next(input: Float32Array): boolean {
    if (this.#closed || (!this.#admitted && !this.#findWindow())) return false;
    const from = this.#heard - CONTEXT - this.#origin;
    for (let i = 0; i < CONTEXT + WINDOW; i++) input[i] = (this.#memory[from + i] as number) / FULL_SCALE;
    return true;
  }

  /** Takes the model's verdict on the window that `next` gave. */
  settle(speech: number): void {
    this.#heard += WINDOW;
    if (this.#closed || this.#heard <= this.#judged) return;
    this.#judged = this.#heard;
    this.#admitted = false;
    this.#gate?.learn(speech);
    this.#onWindow({ endSample: this.#judged, speech });
  }

  #findWindow(): boolean {
    for (let judged = 0; judged < MOST_AT_ONCE && this.hasWindow; judged++) {
      const from = this.#judged - this.#origin;
      if (this.#gate?.admits(this.#memory, from, from + WINDOW) ?? true) {
        this.#heard = Math.max(this.#heard, this.#judged - REHEARD * WINDOW);
        this.#admitted = true;
        return true;
      }
      this.#judged += WINDOW;
      this.#onWindow({ endSample: this.#judged, speech: 0 });
    }
    return false;
  }

  /** Keeps the history, drops what is older, and takes a larger or smaller memory when that fits better. */
  #makeRoom(length: number): void {
    if (this.#end - this.#origin + length <= this.#memory.length) return;
    const from = this.#judged - HISTORY;
    const kept = this.#memory.subarray(from - this.#origin, this.#end - this.#origin);
    const needed = kept.length + length;
    if (needed * 2 > this.#memory.length || needed * 8 < this.#memory.length) {
      const memory = new Int16Array(Math.max(2 * HISTORY, needed * 2));
      memory.set(kept);
      this.#memory = memory;
    } else this.#memory.set(kept);
    this.#origin = from;
  }
}
