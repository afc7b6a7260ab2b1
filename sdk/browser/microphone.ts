// SPDX-License-Identifier: Apache-2.0
import type { MicrophoneFrame, MicrophoneOrder } from './microphone-worklet.ts';

/** Why there is no sound: each needs another word to the person. */
export type MicrophoneTrouble = 'denied' | 'absent' | 'busy' | 'insecure' | 'failed';

export class MicrophoneProblem extends Error {
  readonly trouble: MicrophoneTrouble;
  constructor(trouble: MicrophoneTrouble, options?: ErrorOptions) {
    super(`no microphone: ${trouble}`, options);
    this.name = 'MicrophoneProblem';
    this.trouble = trouble;
  }
}

export interface MicrophoneOptions {
  /** Hertz of the frames. */
  rate: number;
  /** Address of `microphone-worklet.ts` as a script of its own. */
  workletUrl: string;
  /** 20 ms of mono PCM16, silence too while muted; `level` is 0 to 1. */
  onFrame(samples: Int16Array, level: number): void;
  /** The device went away while in use. */
  onLost(): void;
}

const FRAME_MS = 20;

const troubles: Record<string, MicrophoneTrouble> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** The learner's microphone, cut into frames off the main thread. Dispose it to let go of the device. */
export class Microphone implements AsyncDisposable {
  readonly #stream: MediaStream;
  readonly #context: AudioContext;

  private constructor(stream: MediaStream, context: AudioContext) {
    this.#stream = stream;
    this.#context = context;
  }

  /** Asks for the microphone; call it from a click or key press. Throws a MicrophoneProblem. */
  static async open(options: MicrophoneOptions): Promise<Microphone> {
    // Browsers hide it from pages that are neither HTTPS nor on this machine.
    if (globalThis.navigator?.mediaDevices === undefined) throw new MicrophoneProblem('insecure');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
    } catch (error) {
      throw new MicrophoneProblem(troubles[(error as DOMException).name] ?? 'failed', { cause: error });
    }
    // The device's own rate, not ours: some browsers refuse a microphone in a context of another rate.
    const context = new AudioContext();
    try {
      await context.audioWorklet.addModule(options.workletUrl);
      const node = new AudioWorkletNode(context, 'parlando-microphone', {
        numberOfOutputs: 0,
        channelCount: 1,
        channelCountMode: 'explicit',
      });
      const order: MicrophoneOrder = { rate: options.rate, frameMs: FRAME_MS };
      node.port.postMessage(order);
      node.port.onmessage = ({ data }: MessageEvent<MicrophoneFrame>) => options.onFrame(data.samples, data.level);
      context.createMediaStreamSource(stream).connect(node);
      for (const track of stream.getAudioTracks()) track.addEventListener('ended', () => options.onLost());
      await context.resume();
      return new Microphone(stream, context);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      await context.close();
      throw new MicrophoneProblem('failed', { cause: error });
    }
  }

  /** A muted microphone goes on giving frames, of silence: the other side hears a pause, not a hole in time. */
  set muted(muted: boolean) {
    for (const track of this.#stream.getAudioTracks()) track.enabled = !muted;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const track of this.#stream.getTracks()) track.stop();
    if (this.#context.state !== 'closed') await this.#context.close();
  }
}
