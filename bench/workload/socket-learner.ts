import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { atMost } from '../measure/at-most.ts';
import { Exchange } from './exchange.ts';
import { FRAME_MS } from './figures.ts';

/** Rate of the socket's standard format: every frame is resampled at the door. */
const RATE = 24_000;
const LOST_MS = 30_000;

const frame = (amplitude: number): string => {
  const samples = new Int16Array((RATE * FRAME_MS) / 1_000).map((_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * 250 * i) / RATE)),
  );
  return JSON.stringify({ type: 'input_audio_buffer.append', audio: Buffer.from(samples.buffer).toString('base64') });
};
const loud = frame(8_000);
const quiet = frame(0);

/** One client of the voice socket with an open microphone, which reads as little of the answers as it can. */
export class SocketLearner implements AsyncDisposable {
  readonly exchanges: Exchange[] = [];
  readonly #socket: WebSocket;
  readonly #realTime: boolean;
  readonly #running: Promise<void>;
  #talking = false;
  #wasTalking = false;
  #on = true;
  #wake: (() => void) | undefined;

  private constructor(socket: WebSocket, { realTime, phaseMs }: { realTime: boolean; phaseMs: number }) {
    this.#socket = socket;
    this.#realTime = realTime;
    socket.on('message', (data: Buffer) => this.#take(data));
    socket.on('close', (code, reason) => {
      if (this.#on) throw new Error(`the server closed a measured socket: ${code} ${reason}`);
    });
    this.#running = this.#microphone(phaseMs);
  }

  static async dial(url: string, options: { realTime: boolean; phaseMs: number }): Promise<SocketLearner> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const learner = new SocketLearner(socket, options);
    socket.send(JSON.stringify({ type: 'session.update', session: { type: 'realtime', tutor: {} } }));
    return learner;
  }

  async exchange(speechMs: number): Promise<Exchange> {
    const exchange = new Exchange();
    this.exchanges.push(exchange);
    this.#talking = true;
    await wait(speechMs);
    this.#talking = false;
    await this.#over();
    return exchange;
  }

  async #over(): Promise<void> {
    const over = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await atMost(over, LOST_MS);
  }

  #take(data: Buffer): void {
    const exchange = this.exchanges.at(-1);
    // The type stands at the beginning; a sound is not worth parsing whole.
    const head = data.toString('latin1', 0, 120);
    if (head.includes('"response.output_audio.delta"')) exchange?.mark('sound');
    else if (head.includes('"response.done"') && !this.#realTime) {
      const { response } = JSON.parse(data.toString()) as { response: { output: { id: string }[] } };
      const item_id = response.output[0]?.id;
      if (item_id !== undefined) this.#send(JSON.stringify({ type: 'tutor.playback', item_id, played_ms: 1e6 }));
    } else if (head.includes('"tutor.turn.ended"') && exchange?.at.sound !== undefined) {
      exchange.mark('over');
      this.#wake?.();
    }
  }

  async #microphone(phaseMs: number): Promise<void> {
    let due = performance.now() + phaseMs;
    while (this.#on) {
      const left = due - performance.now();
      if (left > 0) await wait(left);
      due += FRAME_MS;
      if (!this.#talking && this.#wasTalking) this.exchanges.at(-1)?.mark('quiet');
      this.#wasTalking = this.#talking;
      this.#send(this.#talking ? loud : quiet);
    }
  }

  #send(text: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#on = false;
    await this.#running;
    this.#socket.close(1_000);
  }
}
