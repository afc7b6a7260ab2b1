import { Channel } from '../kit/channel.ts';
import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { Gate } from '../kit/gate.ts';
import { pump } from '../kit/pump.ts';
import type { Scope } from '../kit/scope.ts';
import { watched } from '../kit/watched.ts';
import { type SpeechPart, type TextToSpeech, VOICE_RATE } from '../ports/text-to-speech/port.ts';
import type { CaptionWord } from './events.ts';
import type { SentSentence } from './heard-text.ts';
import { EAR_GRACE_MS, type Playback } from './playback.ts';
import type { Timing } from './timing.ts';

export interface Sentence {
  text: string;
  voice: string;
  speed: number;
}

/** Where the sound goes, in order. */
export interface VoicingOut {
  voiceCalled(): void;
  /** Sound of a sentence has come; `cached` when it was not made for it. Told of the first sound of each. */
  voiceFirst(cached: boolean): void;
  text(text: string): void;
  audio(samples: Int16Array, startMs: number): void;
  caption(words: readonly CaptionWord[]): void;
}

/** Sentences synthesised at once, the one being sent included. */
const AHEAD = 3;
/** Parts of one sentence that may wait for their turn to be sent. */
const PARTS_WAITING = 256;
const LONGEST_SENTENCE_MS = 120_000;

interface Job {
  sentence: Sentence;
  /** Its speech, once it has been begun; the job next to be sent always has. */
  parts: Channel<SpeechPart> | undefined;
}

/** Speaks sentences: synthesised ahead and side by side, sent in order, held until `release`, at most `leadMs` ahead of the ear. */
export class Voicing {
  readonly sent: (SentSentence & { words: (CaptionWord & { textEnd: number })[] })[] = [];
  readonly #clock: Clock;
  readonly #voice: TextToSpeech;
  readonly #scope: Scope;
  readonly #timing: Timing;
  readonly #playback: Playback;
  readonly #out: VoicingOut;
  readonly #jobs = new Channel<Job>(1_000);
  readonly #waiting: Job[] = [];
  readonly #released = new Gate();
  #running = 0;
  /** When all that was sent would have been heard, had nothing held it up. */
  #heardBy = 0;

  constructor(deps: {
    clock: Clock;
    voice: TextToSpeech;
    scope: Scope;
    timing: Timing;
    playback: Playback;
    out: VoicingOut;
  }) {
    this.#clock = deps.clock;
    this.#voice = deps.voice;
    this.#scope = deps.scope;
    this.#timing = deps.timing;
    this.#playback = deps.playback;
    this.#out = deps.out;
  }

  /** Text that was asked for but not, or not wholly, sent: what an interruption cut off, from the start of its sentence. */
  unsent(heardMs: number): Sentence[] {
    const cut = this.sent.findIndex((one) => !one.whole || one.startMs + one.audioMs > heardMs);
    const sent = cut === -1 ? [] : this.#said.slice(cut, this.sent.length);
    return [...sent, ...this.#said.slice(this.sent.length)];
  }
  readonly #said: Sentence[] = [];

  say(sentence: Sentence): void {
    const job: Job = { sentence, parts: undefined };
    this.#said.push(sentence);
    if (!this.#jobs.tryPush(job))
      throw new Outage({ port: 'scene', provider: 'reply', retryable: false }, 'the reply has too many sentences');
    this.#waiting.push(job);
    this.#startWaiting();
  }

  /** No more sentences. */
  finish(): void {
    this.#jobs.close();
  }

  /** The turn is certain: sound may go out. */
  release(): void {
    this.#released.open();
  }

  /** Sends everything, in order; resolves when the last sound has been sent. */
  async run(signal: AbortSignal): Promise<void> {
    for await (const job of this.#jobs.read(signal)) {
      if (!this.#released.isOpen) await this.#released.wait(signal);
      await this.#send(job, signal);
    }
  }

  #startWaiting(): void {
    while (this.#running < AHEAD) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#running += 1;
      job.parts = pump(this.#speech(job.sentence, this.#scope.signal), this.#scope, PARTS_WAITING);
    }
  }

  async *#speech(sentence: Sentence, signal: AbortSignal): AsyncGenerator<SpeechPart, void, void> {
    const { voiceFirstMs: firstMs, voiceNextMs: nextMs } = this.#timing;
    const late = (ms: number): Outage => this.#outage(`gave no sound for ${ms} ms`);
    this.#out.voiceCalled();
    let first = true;
    for await (const part of watched(
      this.#voice.speak(sentence, signal),
      { clock: this.#clock, firstMs, nextMs, late },
      signal,
    )) {
      if (part.kind === 'audio') {
        if (!(part.samples instanceof Int16Array)) throw this.#outage('gave something that is no sound');
        if (first) this.#out.voiceFirst(part.cached === true);
        first = false;
      }
      yield part;
    }
  }

  async #send(job: Job, signal: AbortSignal): Promise<void> {
    const { text } = job.sentence;
    const sentence = {
      text,
      startMs: this.#playback.sentMs,
      audioMs: 0,
      whole: false,
      words: [] as (CaptionWord & { textEnd: number })[],
    };
    this.sent.push(sentence);
    this.#out.text(text);
    for await (const part of job.parts?.read(signal) ?? []) {
      if (part.kind === 'words') {
        const words = placed(part.words, sentence.startMs, text.length);
        sentence.words.push(...words);
        if (words.length > 0)
          this.#out.caption(words.map(({ text: word, startMs, endMs }) => ({ text: word, startMs, endMs })));
        continue;
      }
      if (part.samples.length === 0) continue;
      await this.#stayNear(signal);
      const ms = (part.samples.length * 1000) / VOICE_RATE;
      const startMs = this.#playback.sentMs;
      sentence.audioMs += ms;
      if (sentence.audioMs > LONGEST_SENTENCE_MS) throw this.#outage('did not come to an end');
      this.#playback.sent(ms);
      this.#heardBy = Math.max(this.#heardBy, this.#clock.now()) + ms;
      this.#out.audio(part.samples, startMs);
    }
    if (sentence.audioMs === 0) throw this.#outage('gave no sound');
    sentence.whole = true;
    this.#running -= 1;
    this.#startWaiting();
  }

  /** Waits until the ear has come near, but not for one that stands still: its client may not play at all. */
  async #stayNear(signal: AbortSignal): Promise<void> {
    const latest = this.#heardBy - this.#timing.leadMs + EAR_GRACE_MS;
    for (;;) {
      const left = Math.min(this.#playback.aheadMs - this.#timing.leadMs, latest - this.#clock.now());
      if (left <= 0) return;
      await this.#clock.sleep(Math.max(20, left), signal);
    }
  }

  #outage(what: string): Outage {
    return new Outage({ port: 'text-to-speech', provider: this.#voice.provider, retryable: true }, `the voice ${what}`);
  }
}

/** Words on the reply's timeline; what has no sensible time or place is left out. */
function placed(
  words: readonly { text: string; textEnd: number; startMs: number; endMs: number }[],
  offsetMs: number,
  length: number,
): (CaptionWord & { textEnd: number })[] {
  return words
    .filter(
      ({ startMs, endMs, textEnd }) =>
        startMs >= 0 && endMs >= startMs && endMs <= LONGEST_SENTENCE_MS && textEnd > 0 && textEnd <= length,
    )
    .map(({ text, startMs, endMs, textEnd }) => ({
      text,
      startMs: startMs + offsetMs,
      endMs: endMs + offsetMs,
      textEnd,
    }));
}
