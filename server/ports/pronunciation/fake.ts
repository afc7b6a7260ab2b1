import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { Assessment, Pronunciation, SoundVerdict } from './port.ts';

export interface FakePronunciationOptions {
  clock: Clock;
  languages?: readonly string[];
  /** How a word sounded; `good` when absent. */
  judge?: (word: string, at: number, samples: Int16Array) => SoundVerdict;
  /** From the call to the answer, on the clock; 20 when absent. */
  lagMs?: number;
  /** `hang`: no answer, ever; `crash`: an Outage. */
  fault?: 'hang' | 'crash';
  /** A call that gets no answer fails after so long; 10 s when absent. */
  limitMs?: number;
}

/** Samples past which a recording is refused: 30 s. */
const MAX_SAMPLES = 30 * 16_000;

/** Spreads the words over the sound and judges them as it is told. */
export function fakePronunciation(options: FakePronunciationOptions): Pronunciation {
  const languages = options.languages ?? ['en', 'pl'];
  const closed = new AbortController();
  const judge = options.judge ?? (() => 'good');
  return {
    provider: 'fake',
    languages,
    async assess({ samples, text, language }, signal) {
      signal.throwIfAborted();
      if (!languages.includes(language)) throw new RangeError(`no ${language} here`);
      if (samples.length > MAX_SAMPLES) throw new RangeError('at most 30 s of sound can be assessed');
      if (closed.signal.aborted || options.fault === 'crash') throw outage('it is down');
      const assessment = assess(text, samples, judge);
      const lagMs = options.fault === 'hang' ? (options.limitMs ?? 10_000) : (options.lagMs ?? 20);
      await new Promise<void>((resolve, reject) => {
        const leave = (settle: () => void) => (): void => {
          timer[Symbol.dispose]();
          signal.removeEventListener('abort', onAbort);
          closed.signal.removeEventListener('abort', onClosed);
          settle();
        };
        const onAbort = leave(() => reject(signal.reason));
        const onClosed = leave(() => reject(outage('it is shut down')));
        const timer = options.clock.after(
          lagMs,
          leave(() => (options.fault === 'hang' ? reject(outage('it did not answer')) : resolve())),
        );
        signal.addEventListener('abort', onAbort, { once: true });
        closed.signal.addEventListener('abort', onClosed, { once: true });
      });
      return assessment;
    },
    health: async () => ({ ok: !closed.signal.aborted, detail: closed.signal.aborted ? 'closed' : 'scripted' }),
    async [Symbol.asyncDispose]() {
      closed.abort();
    },
  };
}

function outage(message: string): Outage {
  return new Outage({ port: 'pronunciation', provider: 'fake', retryable: true }, message);
}

function assess(text: string, samples: Int16Array, judge: NonNullable<FakePronunciationOptions['judge']>): Assessment {
  const spoken = text.split(/\s+/u).filter(Boolean);
  const eachMs = samples.length / 16 / Math.max(1, spoken.length);
  const words = spoken.map((word, at) => {
    const verdict = judge(word, at, samples);
    const goodness = { good: -1, unsure: -4, missed: -8 }[verdict];
    const [startMs, endMs] = [at * eachMs, (at + 1) * eachMs];
    return { text: word, startMs, endMs, verdict, phones: [{ phone: word, startMs, endMs, goodness }] };
  });
  const worst = (verdict: SoundVerdict): boolean => words.some((word) => word.verdict === verdict);
  const verdict = words.length === 0 || worst('missed') ? 'missed' : worst('unsure') ? 'unsure' : 'good';
  return { verdict, words };
}
