// SPDX-License-Identifier: Apache-2.0

/** The globals of an AudioWorklet, which TypeScript's DOM library leaves out. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  /** Called once every 128 frames; false lets the node be collected. */
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Hertz of the context. */
declare const sampleRate: number;
/** Seconds on the context's clock at the start of the block being processed. */
declare const currentTime: number;
