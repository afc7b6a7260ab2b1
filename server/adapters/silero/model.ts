import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { InferenceSession } from 'onnxruntime-node';
import { Outage } from '../../kit/errors.ts';

/** Samples a verdict is about, the samples before it that the model must see again (without them it hears nothing), and its memory. */
export const WINDOW = 512;
export const CONTEXT = 64;
export const STATE = 256;
export const INPUT = CONTEXT + WINDOW;

/** The network of Silero VAD v6, over several streams at a time. */
export interface SileroModel extends AsyncDisposable {
  /**
   * Hears `count` windows, one a stream: `inputs` holds `INPUT` samples (-1 to 1) each, `states` all first halves, then all second
   * halves. Runs on this thread: 0.1 ms and 0.05 ms a window.
   */
  run(
    inputs: Float32Array,
    states: Float32Array,
    count: number,
  ): Promise<{ speech: Float32Array; states: Float32Array }>;
}

const MODEL = new URL('./silero-vad-v6.onnx', import.meta.url);
const MODEL_SHA256 = '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3';

/** Loads library and network, which stops this thread for about 60 ms. Throws an Outage that says in one line what to mend. */
export async function loadSileroModel(file: URL = MODEL): Promise<SileroModel> {
  const ort = await import('onnxruntime-node').catch((cause: unknown) => {
    const where = `${process.platform}-${process.arch}`;
    throw outage(`the native library of onnxruntime-node does not load on ${where}: ${oneLine(cause)}`, cause);
  });
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw outage(`the model cannot be read: ${oneLine(cause)}`, cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== MODEL_SHA256) {
    throw outage(`the model ${file.pathname} is damaged: install the program again`);
  }
  const session = await ort.InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // Fatal only: errors are thrown as well, and the rest is chatter on stderr.
    logSeverityLevel: 4,
  }).catch((cause: unknown) => {
    throw outage(`the model does not load: ${oneLine(cause)}`, cause);
  });
  const rate = new ort.Tensor('int64', BigInt64Array.of(16_000n), []);
  return {
    async run(inputs, states, count) {
      const answer = await session.run({
        input: new ort.Tensor('float32', inputs, [count, INPUT]),
        state: new ort.Tensor('float32', states, [2, count, STATE / 2]),
        sr: rate,
      });
      return { speech: floats(answer, 'output', count), states: floats(answer, 'stateN', count * STATE) };
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

function floats(answer: InferenceSession.ReturnType, name: string, length: number): Float32Array {
  const data = answer[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== length) throw new Error(`the model gave no ${name}`);
  return data;
}

function outage(why: string, cause?: unknown): Outage {
  return new Outage({ port: 'voice-activity', provider: 'silero', retryable: false }, `voice activity: ${why}`, {
    cause,
  });
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim().slice(0, 200);
}
