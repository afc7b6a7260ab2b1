import type { Clock } from '../kit/clock.ts';
import { isAbort, Outage } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { createSampleRing } from '../kit/pcm/sample-ring.ts';
import type { Scope } from '../kit/scope.ts';
import { within } from '../kit/watched.ts';
import type { ActivityStream, ActivityWindow, VoiceActivity } from '../ports/voice-activity/port.ts';
import { rms } from './echo-guard.ts';
import { type DetectorSettings, type DetectorState, detect, silent } from './speech-detector.ts';

const SAMPLES_PER_MS = 16;
const WINDOW_SAMPLES = 512;
/** Sound kept from before speech is noticed: the pre-roll and what the verdict lags behind. */
const KEPT_MS = 1_500;
/** Sound kept while voice activity is still loading. */
const LOADING_MS = 5_000;
const REOPEN_MS = [250, 1_000, 5_000];
/** Loading, and judging the next window, take no longer than this. */
const OPEN_MS = 20_000;
const VERDICT_MS = 5_000;

export interface HearingOut {
  /** Whether a window of this loudness (RMS, sample units) and probability of speech is only the tutor's own voice coming back. */
  isEcho(loudness: number, speech: number): boolean;
  speech(fromMs: number): void;
  silence(fromMs: number): void;
  /** After every window, when its speech or silence has been told. */
  window(): void;
}

/** The microphone of one conversation: voice activity, when speech begins and ends, and the sound from just before. */
export class Hearing {
  readonly #deps: { activity: VoiceActivity; clock: Clock; scope: Scope; log: Log };
  readonly #settings: DetectorSettings;
  readonly #out: HearingOut;
  readonly #ring = createSampleRing(KEPT_MS * SAMPLES_PER_MS);
  #state: DetectorState = silent;
  #stream: ActivityStream | undefined;
  #loading: Int16Array[] = [];
  #loadingSamples = 0;
  /** Samples pushed before the present stream was opened. */
  #offset = 0;
  #failures = 0;
  #fail: (error: Error) => void = () => undefined;
  /** All sound up to here has been judged, and when the wait for the next verdict began. */
  #judged = 0;
  #waitingSince = 0;

  constructor(
    deps: { activity: VoiceActivity; clock: Clock; scope: Scope; log: Log },
    settings: DetectorSettings,
    out: HearingOut,
  ) {
    this.#deps = deps;
    this.#settings = settings;
    this.#out = out;
    this.#open();
  }

  /** Sound pushed so far, in milliseconds. */
  get atMs(): number {
    return this.#ring.end / SAMPLES_PER_MS;
  }

  get talking(): boolean {
    return this.#state.talking;
  }

  /** The stretch of speech going on began here. */
  get speechFromMs(): number {
    return this.#state.speechFromMs ?? this.atMs;
  }

  /** Speech of the stretch going on; 0 in silence. */
  get speechMs(): number {
    return this.#state.talking ? this.#state.atMs - this.speechFromMs : 0;
  }

  /** Silence since the last speech, as far as it has been judged; 0 while talking. */
  get silenceMs(): number {
    return this.#state.talking ? 0 : this.#state.atMs - this.#state.lastSpeechMs;
  }

  push(samples: Int16Array): void {
    const now = this.#deps.clock.now();
    if (this.#ring.end - this.#judged < WINDOW_SAMPLES) this.#waitingSince = now;
    this.#ring.push(samples);
    if (!this.#stream) return this.#keep(samples);
    if (now - this.#waitingSince > VERDICT_MS) this.#fail(this.#outage(`gave no verdict for ${VERDICT_MS} ms`));
    else this.#stream.push(samples);
  }

  /** The microphone has fallen dumb: whoever talked is not known to talk any more. */
  hush(): void {
    const { atMs } = this;
    this.#state = { talking: false, speechFromMs: undefined, lastSpeechMs: atMs, atMs };
  }

  /** What was heard from `fromMs` until now, as far as it is kept. */
  since(fromMs: number): Int16Array {
    return this.#ring.slice(Math.max(0, fromMs) * SAMPLES_PER_MS, this.#ring.end);
  }

  /** Of the window that ends there. */
  #loudness(endSample: number): number {
    return rms(this.#ring.slice(endSample - WINDOW_SAMPLES, endSample));
  }

  #keep(samples: Int16Array): void {
    this.#loading.push(samples.slice());
    this.#loadingSamples += samples.length;
    while (this.#loadingSamples > LOADING_MS * SAMPLES_PER_MS) {
      const lost = this.#loading.shift()?.length ?? 0;
      this.#loadingSamples -= lost;
      this.#offset += lost;
    }
  }

  #open(): void {
    const { activity, clock, scope } = this.#deps;
    this.#stream = undefined;
    // What was heard in the meantime is judged first.
    this.#offset = this.#ring.end - this.#loadingSamples;
    const life = scope.child('voice activity');
    let failed = false;
    const fail = (error: unknown): void => {
      if (failed || life.signal.aborted) return;
      failed = true;
      void life.close();
      this.#reopen(error);
    };
    this.#fail = fail;
    const late = (ms: number): Outage => this.#outage(`did not open for ${ms} ms`);
    life.spawn(async (signal) => {
      try {
        const opening = activity.open((window) => this.#onWindow(window, signal), fail, signal);
        const stream = await within(opening, OPEN_MS, { clock, late }, signal);
        if (signal.aborted) return;
        const kept = this.#loading;
        this.#loading = [];
        this.#loadingSamples = 0;
        this.#waitingSince = clock.now();
        this.#stream = stream;
        for (const samples of kept) stream.push(samples);
      } catch (error) {
        if (!isAbort(error, signal)) fail(error);
      }
    });
  }

  #reopen(error: unknown): void {
    const { scope, clock, log } = this.#deps;
    const waitMs = REOPEN_MS[Math.min(this.#failures, REOPEN_MS.length - 1)] as number;
    this.#failures += 1;
    this.#stream = undefined;
    log.warn('voice activity failed; it is opened again', {
      wait_ms: waitMs,
      error: error instanceof Error ? error.message : String(error),
    });
    scope.after(clock, waitMs, () => this.#open());
  }

  #outage(what: string): Outage {
    const { provider } = this.#deps.activity;
    return new Outage({ port: 'voice-activity', provider, retryable: true }, `voice activity ${what}`);
  }

  #onWindow(window: ActivityWindow, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#failures = 0;
    this.#judged = window.endSample + this.#offset;
    this.#waitingSince = this.#deps.clock.now();
    const placed = { endSample: window.endSample + this.#offset, speech: window.speech };
    const heard =
      placed.speech >= this.#settings.offset && this.#out.isEcho(this.#loudness(placed.endSample), placed.speech)
        ? { ...placed, speech: 0 }
        : placed;
    const [state, event] = detect(this.#state, heard, this.#settings);
    this.#state = state;
    if (event?.kind === 'speech') this.#out.speech(event.fromMs);
    if (event?.kind === 'silence') this.#out.silence(event.fromMs);
    this.#out.window();
  }
}
