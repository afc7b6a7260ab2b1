import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { atMost } from '../measure/at-most.ts';
import { FRAME_MS } from './figures.ts';
import { type Answer, type Answers, RATE } from './spoken-answers.ts';

const FRAME = (RATE / 1_000) * FRAME_MS;
/** Sound above this is a voice, not the noise of a room. */
const AUDIBLE = 200;
/** A learner takes a breath before answering. */
const BREATH_MS = 1_000;
const LOST_MS = 15_000;

/** A second of a quiet room, -60 dBFS, ready to be sent: 48 microphones must not cost what they are to measure. */
const room = Array.from({ length: 50 }, () => framed(new Int16Array(0)));

/** One frame's event; what `said` leaves of it is the room. */
function framed(said: Int16Array): string {
  const frame = new Int16Array(FRAME).map((_, i) => said[i] ?? Math.round((Math.random() - 0.5) * 113));
  return JSON.stringify({ type: 'input_audio_buffer.append', audio: Buffer.from(frame.buffer).toString('base64') });
}

export interface SpokenTurn {
  text: string;
  spokenMs: number;
  /** From the end of the learner's last audible sound to the tutor's first. */
  voiceToVoiceMs: number | undefined;
  heard: string;
  rightText: boolean;
  cacheHits: number;
}

interface ServerEvent {
  type: string;
  exchange?: string;
  delta?: string;
  heard?: string;
  transcript?: string;
  response?: { output: { id: string }[] };
  data?: { exchange?: string };
  record?: { cache_hits: number; origin: string };
}

/** One learner of the real stack: an open microphone in a room at -60 dBFS, and answers to be said into it. */
export class Speaker implements AsyncDisposable {
  readonly turns: SpokenTurn[] = [];
  readonly #socket: WebSocket;
  readonly #running: Promise<void>;
  #on = true;
  #saying: Int16Array = new Int16Array(0);
  #said: (() => void) | undefined;
  /** When the last audible sample left the learner's mouth. */
  #endedAt: number | undefined;
  #silentMs = 0;
  #soundAt: number | undefined;
  /** How the last turn was understood, and its record. */
  #last: { heard?: ServerEvent; record?: ServerEvent['record'] } = {};
  #exchange = '';
  #over: (() => void) | undefined;

  private constructor(socket: WebSocket, phaseMs: number) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as ServerEvent));
    socket.on('close', (code, reason) => {
      if (this.#on) throw new Error(`the server closed a measured socket: ${code} ${reason}`);
    });
    this.#running = this.#microphone(phaseMs);
  }

  /** Comes in and hears the opening. */
  static async dial(url: string, scene: string, phaseMs = 0): Promise<Speaker> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/realtime?scene=${scene}`);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const speaker = new Speaker(socket, phaseMs);
    const opened = speaker.#replyOver();
    socket.send(JSON.stringify({ type: 'session.update', session: { type: 'realtime', tutor: { playback: true } } }));
    await opened;
    return speaker;
  }

  /** Says one of the right answers to the exchange it is in, `n` choosing among them, and hears the reply. */
  async turn(answers: Answers, n: number): Promise<SpokenTurn | undefined> {
    const choice = answers.get(this.#exchange) ?? [];
    const answer: Answer | undefined = choice[n % choice.length];
    if (!answer) return undefined;
    await wait(BREATH_MS);
    this.#soundAt = undefined;
    this.#silentMs = 0;
    this.#last = {};
    const over = this.#replyOver();
    await this.#say(answer.samples);
    await over;
    const { heard, transcript } = this.#last.heard ?? {};
    const turn: SpokenTurn = {
      text: answer.text,
      spokenMs: (answer.samples.length * 1_000) / RATE,
      voiceToVoiceMs:
        this.#soundAt === undefined || this.#endedAt === undefined
          ? undefined
          : this.#soundAt + this.#silentMs - this.#endedAt,
      heard: heard ?? 'nothing',
      rightText: transcript === answer.text,
      cacheHits: this.#last.record?.cache_hits ?? 0,
    };
    this.turns.push(turn);
    return turn;
  }

  #say(samples: Int16Array): Promise<void> {
    return new Promise((resolve) => {
      this.#saying = samples;
      this.#said = resolve;
    });
  }

  async #replyOver(): Promise<void> {
    const over = new Promise<void>((resolve) => {
      this.#over = resolve;
    });
    await atMost(over, LOST_MS);
  }

  #take(event: ServerEvent): void {
    switch (event.type) {
      case 'response.output_audio.delta':
        return this.#hear(event.delta ?? '');
      case 'tutor.prompt':
        this.#exchange = event.data?.exchange ?? this.#exchange;
        return;
      case 'tutor.heard':
        this.#last.heard = event;
        return;
      case 'response.done': {
        // The ear of a benchmark has heard everything as soon as it came.
        const item_id = event.response?.output[0]?.id;
        if (item_id !== undefined) this.#send({ type: 'tutor.playback', item_id, played_ms: 1e6 });
        return;
      }
      case 'tutor.turn.metrics':
        this.#last.record = event.record;
        return;
      case 'tutor.turn.ended':
        setTimeout(() => this.#over?.(), 1);
        return;
      default:
    }
  }

  #hear(delta: string): void {
    const now = performance.now();
    if (this.#audible) return;
    this.#soundAt ??= now;
    const bytes = Buffer.from(delta, 'base64');
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const loudAt = samples.findIndex((sample) => Math.abs(sample) > AUDIBLE);
    this.#silentMs += ((loudAt === -1 ? samples.length : loudAt) * 1_000) / RATE;
    this.#audible = loudAt !== -1;
  }
  #audible = false;

  async #microphone(phaseMs: number): Promise<void> {
    let due = performance.now() + phaseMs;
    let n = Math.floor(phaseMs);
    while (this.#on) {
      const left = due - performance.now();
      if (left > 0) await wait(left);
      due += FRAME_MS;
      const said = this.#saying.subarray(0, FRAME);
      this.#saying = this.#saying.subarray(FRAME);
      n = (n + 1) % room.length;
      if (said.length === 0) this.#socket.send(room[n] as string);
      else this.#socket.send(framed(said));
      if (said.length === 0 || this.#saying.length > 0) continue;
      // A frame is sent when its last sample has been spoken.
      this.#endedAt = performance.now() - ((FRAME - said.length) * 1_000) / RATE;
      this.#audible = false;
      this.#said?.();
    }
  }

  #send(event: object): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(event));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#on = false;
    await this.#running;
    this.#socket.close(1_000);
  }
}
