import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { Expectation, HeardVerdict, HeardWord, Recognition, RecognitionResult, SpeechToText } from './port.ts';

/** Samples a millisecond at 16 kHz. */
const PER_MS = 16;

/** What one fake recognition does, in the order in which recognitions are opened. */
export interface FakeUtterance {
  /** Each comes when that much audio (ms) has been pushed, and then `lagMs` on the clock; never after `end`. */
  partials?: readonly { atAudioMs: number; text: string; lagMs?: number }[];
  /** What is heard; `''` with verdict `unknown` stands for nothing understood. */
  text?: string;
  /** Tells the text by the sound itself, for tests that send sound that matters; also gives a partial for every 100 ms. */
  hears?: (samples: Int16Array, expect: Expectation) => string;
  /** `heard` when there is a text, else `unknown`. */
  verdict?: HeardVerdict;
  /** Found by the text among the expected phrases when absent. */
  phraseId?: string;
  confidence?: number;
  words?: readonly HeardWord[];
  endOfTurn?: boolean;
  /** From `end()` to the final, on the clock; 50 when absent. */
  finalLagMs?: number;
  /** The final comes by itself when that much audio (ms) has been pushed, as from a provider with its own endpointing. */
  finalAtAudioMs?: number;
  /** Breaks the recognition on purpose. */
  fault?: FakeFault;
}

/**
 * `hang`: no result ever. `crash`: throws an Outage after `end`. `crash-at-once`: throws before any audio. `no-final`: ends without a final.
 * `twice`: two finals. `late-partial`: a partial after the final. `ignores-abort`: goes on after the abort.
 */
export type FakeFault = 'hang' | 'crash' | 'crash-at-once' | 'no-final' | 'twice' | 'late-partial' | 'ignores-abort';

export interface FakeSpeechToText extends SpeechToText {
  /** Every expectation opened so far, in order. */
  readonly opened: readonly Expectation[];
  readonly prewarmed: readonly Expectation[];
  /** Milliseconds of audio each recognition was given. */
  readonly audioMs: readonly number[];
  /** Recognitions neither finished nor aborted. */
  readonly pending: number;
  /** Adds to the script. */
  say(utterance: FakeUtterance): void;
}

/**
 * A scripted recogniser. `script` gives what each recognition does: a list used up one by one, or a function of the expectation and
 * the number of recognitions opened before. Past the end of a list nothing is understood.
 */
export function fakeSpeechToText(options: {
  clock: Clock;
  script?: readonly FakeUtterance[] | ((expect: Expectation, index: number) => FakeUtterance);
  capabilities?: Partial<SpeechToText['capabilities']>;
}): FakeSpeechToText {
  const { clock } = options;
  const lines: FakeUtterance[] = Array.isArray(options.script) ? [...options.script] : [];
  const choose =
    typeof options.script === 'function' ? options.script : (_: Expectation, index: number) => lines[index] ?? {};
  const opened: Expectation[] = [];
  const prewarmed: Expectation[] = [];
  const audioMs: number[] = [];
  const live = new Set<ResultQueue>();
  let disposed = false;

  return {
    provider: 'fake',
    capabilities: { dictation: true, partials: true, languages: ['en', 'pl'], ...options.capabilities },
    opened,
    prewarmed,
    audioMs,
    get pending() {
      return live.size;
    },
    say: (utterance) => void lines.push(utterance),
    open(expect, signal) {
      const index = opened.push(expect) - 1;
      audioMs.push(0);
      const queue = new ResultQueue(() => live.delete(queue));
      live.add(queue);
      if (disposed) queue.fail(outage('the recogniser is closed'));
      return play(clock, choose(expect, index), expect, queue, signal, (ms) => {
        audioMs[index] = ms;
      });
    },
    prewarm: (expect) => void prewarmed.push(expect),
    health: async () => ({ ok: !disposed, detail: disposed ? 'closed' : 'scripted' }),
    async [Symbol.asyncDispose]() {
      disposed = true;
      for (const queue of [...live]) queue.fail(outage('the recogniser closed'));
    },
  };
}

function outage(message: string): Outage {
  return new Outage({ port: 'speech-to-text', provider: 'fake', retryable: true }, message);
}

function play(
  clock: Clock,
  plan: FakeUtterance,
  expect: Expectation,
  queue: ResultQueue,
  signal: AbortSignal,
  heardMs: (ms: number) => void,
): Recognition {
  const stubborn = plan.fault === 'ignores-abort';
  const timers = new Set<Disposable>();
  const waiting = [...(plan.partials ?? [])];
  const sound: Int16Array[] = [];
  let samplesIn = 0;
  let looked = 0;
  let ended = false;

  const stop = (): void => {
    for (const timer of timers) timer[Symbol.dispose]();
    timers.clear();
    queue.drop();
  };
  const later = (ms: number, task: () => void): void => {
    const timer = clock.after(ms, () => {
      timers.delete(timer);
      task();
    });
    timers.add(timer);
  };
  if (signal.aborted && !stubborn) stop();
  else if (!stubborn) signal.addEventListener('abort', stop, { once: true });
  queue.onClose(() => signal.removeEventListener('abort', stop));

  const finish = (): void => {
    if (ended) return;
    ended = true;
    if (plan.fault === 'hang') return;
    later(plan.finalLagMs ?? 50, () => {
      if (plan.fault === 'crash') return queue.fail(outage('the fake recogniser crashed'));
      if (plan.fault !== 'no-final') queue.yield(final(heardBy(plan, sound, expect), expect, samplesIn / PER_MS));
      if (plan.fault === 'twice') queue.yield(final(heardBy(plan, sound, expect), expect, samplesIn / PER_MS));
      if (plan.fault === 'late-partial') queue.yield({ kind: 'partial', text: plan.text ?? 'late' });
      queue.close();
    });
  };
  if (plan.fault === 'crash-at-once') queue.fail(outage('the fake recogniser is down'));

  return {
    push(samples) {
      if (ended || (signal.aborted && !stubborn)) return;
      samplesIn += samples.length;
      heardMs(samplesIn / PER_MS);
      if (plan.hears) {
        sound.push(samples.slice());
        const text = Math.floor(samplesIn / 1_600) > looked ? plan.hears(joined(sound), expect) : '';
        looked = Math.floor(samplesIn / 1_600);
        if (text !== '') queue.yield({ kind: 'partial', text });
      }
      while (plan.fault !== 'hang' && waiting[0] && waiting[0].atAudioMs * PER_MS <= samplesIn) {
        const { text, lagMs = 0 } = waiting.shift() as { text: string; lagMs?: number };
        if (lagMs === 0) queue.yield({ kind: 'partial', text });
        else later(lagMs, () => ended || queue.yield({ kind: 'partial', text }));
      }
      if (plan.finalAtAudioMs !== undefined && samplesIn >= plan.finalAtAudioMs * PER_MS) finish();
    },
    end() {
      if (!signal.aborted || stubborn) finish();
    },
    results: queue,
  };
}

function final(plan: FakeUtterance, expect: Expectation, audioMs: number): RecognitionResult {
  const text = plan.text ?? '';
  const verdict = plan.verdict ?? (text ? 'heard' : 'unknown');
  const phraseId = plan.phraseId ?? expect.phrases.find((phrase) => phrase.text === text)?.id;
  const spoken = verdict === 'unknown' ? '' : text;
  return {
    kind: 'final',
    text: spoken,
    verdict,
    ...(phraseId !== undefined && verdict !== 'unknown' ? { phraseId } : {}),
    confidence: plan.confidence ?? { heard: 0.95, unsure: 0.5, unknown: 0 }[verdict],
    words: plan.words ?? spread(spoken, audioMs),
    ...(plan.endOfTurn === undefined ? {} : { endOfTurn: plan.endOfTurn }),
  };
}

function heardBy(plan: FakeUtterance, sound: readonly Int16Array[], expect: Expectation): FakeUtterance {
  return plan.hears ? { ...plan, text: plan.hears(joined(sound), expect) } : plan;
}

function joined(pieces: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function spread(text: string, audioMs: number): HeardWord[] {
  const words = text.split(/\s+/).filter(Boolean);
  const each = audioMs / Math.max(1, words.length);
  return words.map((word, at) => ({ text: word, startMs: at * each, endMs: (at + 1) * each }));
}

/** Results waiting for their one consumer; small, because an utterance has few. */
class ResultQueue implements AsyncIterable<RecognitionResult> {
  readonly #ready: RecognitionResult[] = [];
  readonly #closers: (() => void)[] = [];
  #error: Error | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(onClose: () => void) {
    this.#closers.push(onClose);
  }

  onClose(task: () => void): void {
    if (this.#closed) task();
    else this.#closers.push(task);
  }

  yield(result: RecognitionResult): void {
    if (this.#closed) return;
    this.#ready.push(result);
    this.#wake?.();
  }

  fail(error: Error): void {
    if (this.#closed) return;
    this.#error = error;
    this.close();
  }

  /** Closes and forgets what was not taken yet. */
  drop(): void {
    this.#ready.length = 0;
    this.close();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const task of this.#closers) task();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RecognitionResult> {
    for (;;) {
      const next = this.#ready.shift();
      if (next) yield next;
      else if (this.#error) throw this.#error;
      else if (this.#closed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
