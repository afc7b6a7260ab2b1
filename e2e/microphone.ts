import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '../server/features/conversations/testing/open-door.ts';
import { writeWav } from '../server/kit/pcm/wav.ts';
import type { World } from './world.ts';

/** Rate of the voice socket's standard format. */
export const RATE = 24_000;
const FRAME_MS = 20;
const FRAME = (RATE / 1_000) * FRAME_MS;

/** A sentence as mono PCM16 at 24 kHz, by a voice of the server that the tutor does not use. */
export async function spoken(world: World, text: string, voice = 'flite-rms'): Promise<Int16Array> {
  const answer = await fetch(`${world.url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: text, voice, response_format: 'pcm' }),
  });
  if (!answer.ok) throw new Error(`no speech: ${answer.status} ${await answer.text()}`);
  return new Int16Array(await answer.arrayBuffer());
}

/** A microphone that is always on: silence but for what it is given to say, in real time. */
export class Microphone implements AsyncDisposable {
  readonly #client: Client;
  readonly #running: Promise<void>;
  #queue = new Int16Array(0);
  #on = true;
  #emptied: (() => void)[] = [];

  constructor(client: Client) {
    this.#client = client;
    this.#running = this.#run();
  }

  /** Resolves when the last of it has been sent. */
  say(samples: Int16Array): Promise<void> {
    const joined = new Int16Array(this.#queue.length + samples.length);
    joined.set(this.#queue);
    joined.set(samples, this.#queue.length);
    this.#queue = joined;
    return new Promise((resolve) => {
      this.#emptied.push(resolve);
    });
  }

  async #run(): Promise<void> {
    const begin = performance.now();
    for (let frames = 0; this.#on; frames += 1) {
      const frame = new Int16Array(FRAME);
      frame.set(this.#queue.subarray(0, FRAME));
      this.#queue = this.#queue.slice(FRAME);
      if (this.#queue.length === 0) for (const told of this.#emptied.splice(0)) told();
      const audio = Buffer.from(frame.buffer).toString('base64');
      if (this.#client.socket.readyState !== this.#client.socket.OPEN) return;
      this.#client.send({ type: 'input_audio_buffer.append', audio });
      await wait(Math.max(0, begin + (frames + 1) * FRAME_MS - performance.now()));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#on = false;
    await this.#running;
  }
}

/** What came of a response, as one piece of sound. */
export function soundOf(client: Client, responseId?: string): Int16Array {
  const parts = client.got.flatMap((event) =>
    event.type === 'response.output_audio.delta' &&
    'delta' in event &&
    (responseId === undefined || event.response_id === responseId)
      ? [Buffer.from(event.delta, 'base64')]
      : [],
  );
  const bytes = Buffer.concat(parts);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

export function asWav(samples: Int16Array): Buffer {
  return writeWav({ sampleRate: RATE, samples });
}

/** Root mean square, 0 to 32767: silence is 0. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
