// SPDX-License-Identifier: Apache-2.0
import { fromPcm16 } from '../pcm.ts';
import type { TapePosition } from '../playback-tape.ts';
import type { PlayerOrder, PlayerReport } from './player-worklet.ts';

export interface PlayerOptions {
  /** Hertz of what is appended. */
  rate: number;
  /** Address of `player-worklet.ts` as a script of its own. */
  workletUrl: string;
  /** A track was stopped, or played to its end: then `playedMs` is its length. */
  onEnded(track: string, playedMs: number | undefined): void;
}

/** Plays the tutor's replies and knows where the ear is. One track a reply; see `PlaybackTape` for the rules. */
export class Player implements AsyncDisposable {
  readonly #context: AudioContext;
  readonly #node: AudioWorkletNode;
  #report: PlayerReport | undefined;
  /** Length of each track so far, in milliseconds. */
  readonly #lengths = new Map<string, number>();
  readonly #rate: number;

  private constructor(context: AudioContext, node: AudioWorkletNode, options: PlayerOptions) {
    this.#context = context;
    this.#node = node;
    this.#rate = options.rate;
    node.port.onmessage = ({ data }: MessageEvent<PlayerReport>) => {
      this.#report = data;
      for (const { track, whole } of data.ended) {
        options.onEnded(track, whole ? this.#lengths.get(track) : undefined);
        this.#lengths.delete(track);
      }
    };
  }

  /** Call it from a click or key press, or the browser keeps it silent. */
  static async open(options: PlayerOptions): Promise<Player> {
    const context = new AudioContext({ sampleRate: options.rate, latencyHint: 'interactive' });
    try {
      await context.audioWorklet.addModule(options.workletUrl);
      const node = new AudioWorkletNode(context, 'parlando-player', { numberOfInputs: 0, outputChannelCount: [1] });
      node.connect(context.destination);
      // Not awaited: without a gesture it never settles, and sound starts at the next one.
      context.resume().catch((error: unknown) => {
        if (context.state !== 'closed') throw error;
      });
      return new Player(context, node, options);
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  /** False while the browser holds sound back until the person touches the page. */
  get audible(): boolean {
    return this.#context.state === 'running';
  }

  /** Asks again for sound; call it from a click or key press. */
  async wake(): Promise<void> {
    await this.#context.resume();
  }

  append(track: string, samples: Int16Array): void {
    this.#lengths.set(track, (this.#lengths.get(track) ?? 0) + (samples.length * 1000) / this.#rate);
    const floats = fromPcm16(samples);
    this.#order({ kind: 'append', track, samples: floats }, [floats.buffer]);
  }

  complete(track: string): void {
    this.#order({ kind: 'complete', track });
  }

  pause(): void {
    this.#order({ kind: 'pause' });
  }

  resume(track?: string, fromMs?: number): void {
    this.#order({
      kind: 'resume',
      ...(track === undefined ? {} : { track }),
      ...(fromMs === undefined ? {} : { fromMs }),
    });
  }

  stop(track?: string): void {
    this.#order({ kind: 'stop', ...(track === undefined ? {} : { track }) });
  }

  /** What the ear hears now: the audio thread's place, moved on by the clock and back by what is on its way to the ear. */
  position(): TapePosition | undefined {
    const report = this.#report;
    if (report?.position === undefined) return undefined;
    const { track, playedMs, moving } = report.position;
    const since = moving ? (this.#context.currentTime - report.atSeconds) * 1000 : 0;
    const onItsWay = (this.#context.outputLatency || this.#context.baseLatency || 0) * 1000;
    const heard = Math.max(0, Math.min(playedMs + since - onItsWay, this.#lengths.get(track) ?? playedMs));
    return { track, playedMs: heard, moving: moving && this.audible };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#node.disconnect();
    if (this.#context.state !== 'closed') await this.#context.close();
  }

  #order(order: PlayerOrder, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(order, transfer);
  }
}
