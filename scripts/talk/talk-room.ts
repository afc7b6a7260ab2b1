import { setTimeout as sleep } from 'node:timers/promises';
import { base64ToPcm } from '../../sdk/base64.ts';
import { fromPcm16 } from '../../sdk/pcm.ts';
import { PlaybackTape } from '../../sdk/playback-tape.ts';
import { RealtimeClient } from '../../sdk/realtime-client.ts';
import type { AnyServerEvent, ServerEvent } from '../../wire/realtime.ts';
import { RecordedVoice } from './recorded-voice.ts';

export const MICROPHONE_RATE = 16_000;
export const VOICE_RATE = 24_000;
const STEP_MS = 20;
const REPORT_EVERY_MS = 250;
/** In a hurry, the microphone is this much faster than life: more would outrun the recogniser and the server's limits. */
const FAST = 4;
/** Sound that must lie ready in a hurry: more than the tape's own cushion. */
const AHEAD_MS = 100;
/** No answer for so long is none. */
const ANSWER_MS = 30_000;
/** After so much silence in a hurry there is none: a turn would have ended, or the server is behind and must catch up. */
const PATIENCE_MS = 1_500;
/** Of life, after a file's end, in which a turn would have begun, had there been speech. */
const NOTHING_MS = 5_000;

/** How far a conversation that broke off had come: not to a server, not into a scene, or into the talk. */
export type Reached = 'nothing' | 'server' | 'talk';

/** The conversation broke off. */
export class BrokenOff extends Error {
  readonly reached: Reached;
  constructor(message: string, reached: Reached) {
    super(message);
    this.name = 'BrokenOff';
    this.reached = reached;
  }
}

export interface TalkRoomOptions {
  url: string;
  key: string | undefined;
  scene: string | undefined;
  fast: boolean;
  /** `atMs` is on the conversation's timeline. */
  onEvent(event: AnyServerEvent, atMs: number): void;
}

type Told<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;

/**
 * A learner made of files and lines, with an ear of its own: what the tutor says is played into a recording at the pace of
 * life (or faster), and the server is told where the ear is, as a page would tell it.
 */
export class TalkRoom implements Disposable {
  readonly #options: TalkRoomOptions;
  readonly #client: RealtimeClient;
  readonly #tape = new PlaybackTape(VOICE_RATE);
  readonly voice = new RecordedVoice(VOICE_RATE);
  readonly #lengths = new Map<string, number>();
  readonly #complete = new Set<string>();
  #broken: BrokenOff | undefined;
  #reached: Reached = 'nothing';
  /** Turns that ended so far, and whether one is being heard or waits for its answer. */
  #turns = 0;
  #speech = false;
  #awaiting = true;
  #file: Int16Array | undefined;
  #fileAt = 0;
  #silentMs = 0;
  #fileEndedAt = 0;
  #reportedAt = 0;

  constructor(options: TalkRoomOptions) {
    this.#options = options;
    this.#client = new RealtimeClient({
      url: options.url,
      ...(options.key === undefined ? {} : { key: options.key }),
      session: {
        audio: {
          input: { format: { type: 'audio/pcm', rate: MICROPHONE_RATE } },
          output: { format: { type: 'audio/pcm', rate: VOICE_RATE } },
        },
        tutor: { ...(options.scene === undefined ? {} : { scene: options.scene }), ducks: true, playback: true },
      },
      onEvent: (event) => this.#receive(event),
      onState: (state) => {
        if (state.kind === 'open' && this.#reached === 'nothing') this.#reached = 'server';
        if (state.kind !== 'ended' || state.reason === 'closed') return;
        const why =
          state.message ?? (state.reason === 'unreachable' ? `no server answers at ${options.url}` : state.reason);
        this.#broken ??= new BrokenOff(why, this.#reached);
      },
    });
  }

  get atMs(): number {
    return this.voice.ms;
  }

  /** Until the tutor has said its opening. */
  async opening(signal: AbortSignal): Promise<void> {
    await this.#run(() => this.#turns > 0 && this.#settled(), signal);
  }

  /** Plays a file into the microphone and waits for what comes of it. False: there was no speech in it. */
  async play(samples: Int16Array, signal: AbortSignal): Promise<boolean> {
    const before = this.#turns;
    this.#file = samples;
    this.#fileAt = 0;
    this.#silentMs = 0;
    const over = (): boolean =>
      this.#file === undefined &&
      this.#settled() &&
      (this.#turns > before || performance.now() - this.#fileEndedAt > NOTHING_MS);
    await this.#run(over, signal);
    return this.#turns > before;
  }

  /** Types a line, or presses a button, and waits for the answer. */
  async write(line: { text: string } | { command: string }, signal: AbortSignal): Promise<void> {
    const sent = 'text' in line ? this.#client.say(line.text) : this.#client.command(line.command);
    if (!sent) throw this.#broken ?? new BrokenOff('the connection is gone', this.#reached);
    this.#awaiting = true;
    await this.#run(() => this.#settled(), signal);
  }

  /** A little longer, for what comes beside the reply. */
  async linger(ms: number, signal: AbortSignal): Promise<void> {
    const until = performance.now() + ms;
    await this.#run(() => performance.now() > until, signal);
  }

  [Symbol.dispose](): void {
    this.#client[Symbol.dispose]();
  }

  #settled(): boolean {
    return !this.#speech && !this.#awaiting && this.#tape.position() === undefined;
  }

  /** Lets time pass, in steps, until `done`. Throws a BrokenOff, or the reason of the signal. */
  async #run(done: () => boolean, signal: AbortSignal): Promise<void> {
    let due = performance.now();
    let waitingSince = due;
    while (!done()) {
      signal.throwIfAborted();
      if (this.#broken !== undefined) throw this.#broken;
      const now = performance.now();
      if (!this.#awaiting || this.#tape.position() !== undefined) waitingSince = now;
      else if (now - waitingSince > ANSWER_MS) throw new BrokenOff('the tutor does not answer', this.#reached);
      const steps = Math.min(50, Math.floor((now - due) / STEP_MS));
      due = Math.max(due + steps * STEP_MS, now - 1_000);
      for (let i = 0; i < steps; i++) this.#stride();
      await sleep(STEP_MS / 2, undefined, { signal });
    }
  }

  /** As many steps as one of life is worth now; fewer when that changes on the way, as when a reply has been heard out. */
  #stride(): void {
    const hurry = this.#hurry();
    for (let i = 0; i < hurry && this.#hurry() === hurry && !this.#dry(); i++) this.#step();
  }

  /** Steps of the timeline for each of life. A wait for the server takes as long as it takes. */
  #hurry(): number {
    if (!this.#options.fast) return 1;
    if (this.#tape.position() !== undefined) return 50;
    return this.#awaiting || this.#silentMs > PATIENCE_MS ? 1 : FAST;
  }

  /** In a hurry, time stands still while the rest of a reply is on its way: the recording has no holes that nobody heard. */
  #dry(): boolean {
    const ear = this.#tape.position();
    if (!this.#options.fast || ear === undefined || this.#complete.has(ear.track)) return false;
    return (this.#lengths.get(ear.track) ?? 0) - ear.playedMs < AHEAD_MS;
  }

  #step(): void {
    const block = new Float32Array((VOICE_RATE * STEP_MS) / 1000);
    const speaking = this.#tape.position() !== undefined;
    this.#tape.pull(block);
    this.voice.add(block);
    for (const { track, whole } of this.#tape.ended())
      if (whole) this.#client.played(track, this.#lengths.get(track) ?? 0);
    const ear = this.#tape.position();
    if (ear?.moving === true && this.atMs - this.#reportedAt >= REPORT_EVERY_MS) {
      this.#reportedAt = this.atMs;
      this.#client.played(ear.track, ear.playedMs);
    }
    // In a hurry the learner keeps still while the tutor speaks or thinks, or a file's next words would cut in.
    const still = this.#options.fast && (speaking || this.#awaiting);
    if (this.#reached === 'talk' && !still) this.#listen();
  }

  #listen(): void {
    const frame = new Int16Array((MICROPHONE_RATE * STEP_MS) / 1000);
    if (this.#file !== undefined) {
      frame.set(this.#file.subarray(this.#fileAt, this.#fileAt + frame.length));
      this.#fileAt += frame.length;
      if (this.#fileAt >= this.#file.length) {
        this.#file = undefined;
        this.#fileEndedAt = performance.now();
      }
    } else this.#silentMs += STEP_MS;
    this.#client.appendAudio(frame);
  }

  #receive(event: AnyServerEvent): void {
    this.#options.onEvent(event, this.atMs);
    switch (event.type) {
      case 'tutor.session':
        this.#reached = 'talk';
        break;
      case 'error':
        // Before there is a scene, an error means that there will be none.
        if (this.#reached !== 'talk')
          this.#broken ??= new BrokenOff((event as Told<'error'>).error.message, this.#reached);
        break;
      case 'input_audio_buffer.speech_started':
        this.#speech = true;
        break;
      case 'input_audio_buffer.speech_stopped':
      case 'tutor.dropped':
        this.#speech = false;
        break;
      case 'input_audio_buffer.committed':
        this.#speech = false;
        this.#awaiting = true;
        break;
      case 'response.output_audio.delta': {
        const { item_id, delta } = event as Told<'response.output_audio.delta'>;
        const samples = base64ToPcm(delta);
        this.#lengths.set(item_id, (this.#lengths.get(item_id) ?? 0) + (samples.length * 1000) / VOICE_RATE);
        this.#tape.append(item_id, fromPcm16(samples));
        break;
      }
      case 'response.output_audio.done': {
        const { item_id } = event as Told<'response.output_audio.done'>;
        this.#complete.add(item_id);
        this.#tape.complete(item_id);
        break;
      }
      case 'tutor.duck':
        this.#tape.pause();
        break;
      case 'tutor.resume': {
        const { item_id, from_ms } = event as Told<'tutor.resume'>;
        this.#tape.resume(item_id, from_ms);
        break;
      }
      case 'tutor.turn.ended':
        this.#ended(event as Told<'tutor.turn.ended'>);
        break;
      default:
        break;
    }
  }

  #ended({ item_id, outcome }: Told<'tutor.turn.ended'>): void {
    this.#turns += 1;
    this.#awaiting = false;
    if (item_id === null || outcome === 'spoken') return;
    const ear = this.#tape.position();
    this.#tape.stop(item_id);
    this.#tape.resume();
    if (ear?.track === item_id) this.#client.truncate(item_id, ear.playedMs);
  }
}
