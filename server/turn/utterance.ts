import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import type { Scope } from '../kit/scope.ts';
import { watched } from '../kit/watched.ts';
import type { Expectation, Recognition, RecognitionResult, SpeechToText } from '../ports/speech-to-text/port.ts';
import type { TurnRef } from './events.ts';
import type { Timing } from './timing.ts';
import { UtteranceAudio } from './utterance-audio.ts';

export type Final = Extract<RecognitionResult, { kind: 'final' }>;

export interface UtteranceOut {
  partial(text: string): void;
  /** A result of the sound so far: early, while the learner may go on, or because `end` was called. At most one for each `end` or probe. */
  final(final: Final): void;
  failed(): void;
}

export interface UtteranceDeps {
  clock: Clock;
  recogniser: SpeechToText;
  timing: Timing;
  scope: Scope;
}

const SAMPLES_PER_MS = 16;
/** Speech after a result that must have been missed: the end of speech is known to about this. */
const UNHEARD_MS = 300;

/**
 * What the learner is saying: its sound and its recognition. A recogniser that `reopens` is asked for a result in a pause,
 * and starts again on the whole sound when the learner goes on; results of an older revision are dropped.
 */
export class Utterance {
  expect: Expectation;
  /** Where its sound begins on the learner's audio timeline. */
  readonly startMs: number;
  /** The present result; undefined while the learner talks or it is still awaited. */
  result: Final | undefined;
  error: Outage | undefined;
  text = '';
  readonly #deps: UtteranceDeps;
  readonly #out: UtteranceOut;
  readonly #audio: UtteranceAudio;
  readonly #id: string;
  #revision = 0;
  #earlierSpeechMs: number;
  #speechMs = 0;
  #scope: Scope | undefined;
  #recognition: Recognition | undefined;
  #asked = false;
  /** Sound there was when a result came unasked. */
  #unaskedMs: number | undefined;
  #deadline: Disposable | undefined;

  constructor(
    deps: UtteranceDeps,
    spec: { turnId: string; expect: Expectation; startMs: number; before: Int16Array; speechMs: number },
    out: UtteranceOut,
  ) {
    this.#deps = deps;
    this.#out = out;
    this.#id = spec.turnId;
    this.expect = spec.expect;
    this.startMs = spec.startMs;
    this.#audio = new UtteranceAudio(deps.timing.longestUtteranceMs * SAMPLES_PER_MS);
    this.#audio.push(spec.before);
    this.#earlierSpeechMs = spec.speechMs;
    this.#open();
  }

  get turn(): TurnRef {
    return { id: this.#id, revision: this.#revision };
  }

  /** Speech heard of it, without pauses. */
  get speechMs(): number {
    return this.#earlierSpeechMs + this.#speechMs;
  }

  /** The stretch of speech going on is this long by now; 0 in a pause. */
  heardSpeech(stretchMs: number): void {
    if (stretchMs < this.#speechMs) {
      this.#earlierSpeechMs += this.#speechMs;
      this.#speechMs = 0;
    }
    if (stretchMs > 0) this.#speechMs = stretchMs;
  }

  get audioMs(): number {
    return this.#audio.length / SAMPLES_PER_MS;
  }

  get tooLong(): boolean {
    return this.#audio.full;
  }

  push(samples: Int16Array): void {
    // What is over the limit nobody gets: a recogniser would keep it, however long a client goes on.
    if (!this.#asked && !this.tooLong) this.#recognition?.push(samples);
    this.#audio.push(samples);
  }

  /** A copy of its sound. */
  audio(): Int16Array {
    return this.#audio.copy();
  }

  /** In a pause: asks for a result early, where that can be taken back. True when it was asked just now. */
  probe(): boolean {
    if (this.#asked || !this.#deps.recogniser.capabilities.reopens) return false;
    this.#ask();
    return true;
  }

  /** The learner went on: an early result counts no more, and a recogniser that failed is asked again. */
  goOn(): void {
    if (this.#asked || this.error) this.#anew();
  }

  /** The question has changed: all of it is an answer to the new one. */
  answers(expect: Expectation): void {
    if (JSON.stringify(expect) === JSON.stringify(this.expect)) return;
    this.expect = expect;
    this.#anew();
  }

  /** The speech lasted until there. A recogniser that answered of itself long before has not heard it all. */
  spokenUntil(atMs: number): void {
    if (this.#unaskedMs === undefined || this.result?.endOfTurn) return;
    if (this.startMs + this.#unaskedMs < atMs - UNHEARD_MS) this.#anew();
  }

  /** The utterance is over: a result follows, or has come already. */
  end(): void {
    this.#ask();
  }

  /** What it was is not awaited any longer. */
  giveUp(): void {
    if (!this.result && !this.error) this.#giveUp();
  }

  close(): void {
    this.#deadline?.[Symbol.dispose]();
    this.#recognition = undefined;
    const scope = this.#scope;
    this.#scope = undefined;
    // The tasks of a closed scope end by its abort alone; the conversation's scope awaits them.
    void scope?.close();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#recognition?.end();
    this.#deadline = this.#scope?.after(this.#deps.clock, this.#deps.timing.finalMs, () => this.#giveUp());
  }

  #anew(): void {
    this.result = undefined;
    this.error = undefined;
    this.text = '';
    this.#revision += 1;
    this.#open();
  }

  #open(): void {
    this.close();
    this.#asked = false;
    this.#unaskedMs = undefined;
    const scope = this.#deps.scope.child(`utterance ${this.#id}`);
    this.#scope = scope;
    const { recogniser } = this.#deps;
    try {
      this.#recognition = recogniser.open(this.expect, scope.signal);
      this.#recognition.push(this.#audio.view());
    } catch (error) {
      // Told later, as every result is: the owner is still in its call to us.
      scope.spawn(async (signal) => {
        await Promise.resolve();
        if (!signal.aborted) this.#fail(error);
      });
      return;
    }
    const { results } = this.#recognition;
    scope.spawn(async (signal) => {
      try {
        await this.#read(results, signal);
      } catch (error) {
        if (!signal.aborted) this.#fail(error);
      }
    });
  }

  async #read(results: AsyncIterable<RecognitionResult>, signal: AbortSignal): Promise<void> {
    // The deadline of the final is a timer of its own: how long a learner talks is no fault of the recogniser.
    const silence = this.#deps.timing.longestUtteranceMs * 4;
    const late = (): Outage => this.#outage('never answered');
    const limits = { clock: this.#deps.clock, firstMs: silence, nextMs: silence, late };
    for await (const result of watched(results, limits, signal)) {
      // An abort may fall between a result and its reader.
      signal.throwIfAborted();
      if (result.kind === 'partial') {
        this.text = result.text;
        this.#out.partial(result.text);
        continue;
      }
      return this.#take(result);
    }
    throw this.#outage('ended without a result');
  }

  #take(final: Final): void {
    this.#deadline?.[Symbol.dispose]();
    if (!this.#asked) this.#unaskedMs = this.audioMs;
    this.#asked = true;
    this.result = final;
    this.text = final.text;
    this.#out.final(final);
  }

  /** A recogniser that never answers has not understood; what it let slip while listening is only perhaps right. */
  #giveUp(): void {
    const text = this.#deps.recogniser.capabilities.dictation ? this.text : '';
    this.close();
    this.#take({ kind: 'final', text, verdict: text === '' ? 'unknown' : 'unsure', confidence: 0, words: [] });
  }

  #fail(error: unknown): void {
    const outage = error instanceof Outage ? error : this.#outage('failed', error);
    this.#deadline?.[Symbol.dispose]();
    this.error = outage;
    this.#out.failed();
  }

  #outage(what: string, cause?: unknown): Outage {
    return new Outage(
      { port: 'speech-to-text', provider: this.#deps.recogniser.provider, retryable: true },
      `the recogniser ${what}`,
      { cause },
    );
  }
}
