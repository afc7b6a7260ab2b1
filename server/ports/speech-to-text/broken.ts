import { realClock } from '../../kit/clock.ts';
import { type FakeUtterance, fakeSpeechToText } from './fake.ts';
import type { Expectation, Recognition, RecognitionResult, SpeechToText } from './port.ts';

/** What a fault may change of an engine that works. */
interface Fault {
  /** The check of the contract that must see it. */
  fails: string;
  plan?: Partial<FakeUtterance>;
  /** Wraps one recognition. */
  recognition?: (inner: Recognition, signal: AbortSignal, again: () => Recognition) => Recognition;
  /** Wraps the engine. */
  engine?: (inner: SpeechToText) => SpeechToText;
}

/** In the sound of these engines a phrase is a constant: 1,000 times its place in the expectation, from 1. */
export function soundOf(place: number, ms: number): Int16Array {
  return new Int16Array(ms * 16).fill(place * 1_000);
}

/** Hears the phrase that most samples stand for. */
export function hearsConstants(samples: Int16Array, expect: Expectation): string {
  const votes = new Map<number, number>();
  for (const sample of samples) votes.set(sample, (votes.get(sample) ?? 0) + 1);
  const [loudest] = [...votes].sort((a, b) => b[1] - a[1]);
  const place = (loudest?.[0] ?? 0) / 1_000;
  return expect.phrases[place - 1]?.text ?? '';
}

/** An engine that works, but for `fault`. */
export function hearingFake(fault: Partial<Fault> = {}): SpeechToText {
  const fake = fakeSpeechToText({
    clock: realClock,
    script: () => ({ hears: hearsConstants, finalLagMs: 5, ...fault.plan }),
  });
  const inner = fault.engine ? fault.engine(fake) : fake;
  const wrap = fault.recognition;
  if (!wrap) return inner;
  return {
    ...inner,
    open: (expect, signal) =>
      wrap(inner.open(expect, signal), signal, () => inner.open(expect, new AbortController().signal)),
  };
}

const mapped = (
  change: (result: RecognitionResult) => readonly RecognitionResult[],
): NonNullable<Fault['recognition']> => {
  return (inner) => ({ ...methods(inner), results: changed(inner.results, change) });
};

/** Deliberately broken engines. */
export const brokenSpeechToText: Readonly<Record<string, Fault>> = {
  'gives two finals': { fails: 'hears each phrase, and says so exactly once', plan: { fault: 'twice' } },
  'ends without a final': { fails: 'hears each phrase, and says so exactly once', plan: { fault: 'no-final' } },
  'never answers': { fails: 'hears each phrase, and says so exactly once', plan: { fault: 'hang' } },
  'goes on after the final': { fails: 'hears each phrase, and says so exactly once', plan: { fault: 'late-partial' } },
  'hears the wrong phrase': {
    fails: 'hears each phrase, and says so exactly once',
    plan: { hears: (_, expect) => expect.phrases[0]?.text ?? '' },
  },
  'is never sure': { fails: 'hears each phrase, and says so exactly once', plan: { verdict: 'unsure' } },
  'says nothing before the end': {
    fails: 'gives partial text while the person speaks',
    recognition: mapped((result) => (result.kind === 'partial' ? [] : [result])),
  },
  'gives empty partials': {
    fails: 'gives partial text while the person speaks',
    recognition: mapped((result) => [result.kind === 'partial' ? { kind: 'partial', text: '' } : result]),
  },
  'forgets the words': {
    fails: 'tells where each word was, in order and inside the sound',
    recognition: mapped((result) => [result.kind === 'final' ? { ...result, words: [] } : result]),
  },
  'counts words in samples': {
    fails: 'tells where each word was, in order and inside the sound',
    recognition: mapped((result) => [
      result.kind === 'final'
        ? {
            ...result,
            words: result.words.map((word) => ({ ...word, startMs: word.startMs * 16, endMs: word.endMs * 16 })),
          }
        : result,
    ]),
  },
  'gives a percentage': {
    fails: 'tells where each word was, in order and inside the sound',
    plan: { confidence: 95 },
  },
  'keeps a reference to the sound': {
    fails: 'hears the same however the sound is cut, and keeps no reference to it',
    recognition: (inner) => {
      const kept: Int16Array[] = [];
      return {
        push: (samples) => void kept.push(samples),
        end() {
          for (const samples of kept) inner.push(samples);
          inner.end();
        },
        results: inner.results,
      };
    },
  },
  'hears each end anew': {
    fails: 'ignores what comes after the end',
    recognition: (inner, _, again) => {
      const more: Recognition[] = [];
      let ended = false;
      return {
        push: (samples) => inner.push(samples),
        end() {
          if (!ended) inner.end();
          else more.push(again());
          ended = true;
          for (const other of more) other.end();
        },
        results: (async function* () {
          yield* inner.results;
          for (const other of more) yield* other.results;
        })(),
      };
    },
  },
  'loses what nobody waited for': {
    fails: 'keeps its results for a late reader',
    recognition: (inner) => {
      let reading: ((result: RecognitionResult) => void) | undefined;
      const pump = async (): Promise<void> => {
        for await (const result of inner.results) reading?.(result);
      };
      void Promise.allSettled([pump()]);
      return {
        ...methods(inner),
        results: {
          [Symbol.asyncIterator]: () => ({
            next: () =>
              new Promise<IteratorResult<RecognitionResult>>((resolve) => {
                reading = (value) => resolve({ done: false, value });
              }),
          }),
        },
      };
    },
  },
  'mixes the sound of recognitions': {
    fails: 'keeps recognitions apart that are open at once',
    engine: (inner) => {
      const open: Recognition[] = [];
      return {
        ...inner,
        open(expect, signal) {
          const recognition = inner.open(expect, signal);
          open.push(recognition);
          return { ...methods(recognition), push: (samples) => open[0]?.push(samples), results: recognition.results };
        },
      };
    },
  },
  'always hears a phrase': {
    fails: 'hears nothing in nothing, silence and noise',
    plan: { hears: (samples, expect) => hearsConstants(samples, expect) || (expect.phrases[0]?.text ?? '') },
  },
  'tells the words of what it did not understand': {
    fails: 'hears nothing in nothing, silence and noise',
    recognition: mapped((result) => [
      result.kind === 'final' && result.verdict === 'unknown' ? { ...result, text: 'something else' } : result,
    ]),
  },
  'takes the nearest phrase': {
    fails: 'never makes an expected phrase of something else',
    plan: {
      hears: (samples, expect) =>
        hearsConstants(samples, expect) ||
        (samples.some((sample) => sample > 2_500 && sample < 9_000) ? (expect.phrases[0]?.text ?? '') : ''),
    },
  },
  'does not hear the abort': {
    fails: 'gives nothing after an abort in the middle',
    plan: { fault: 'ignores-abort' },
  },
  'gives the final after an abort': {
    fails: 'gives nothing after an abort between end and final',
    plan: { fault: 'ignores-abort' },
  },
  'opens what was aborted': {
    fails: 'gives nothing when it is aborted before it opens',
    plan: { fault: 'ignores-abort' },
  },
  'stops for good at the first abort': {
    fails: 'works again after an abort',
    engine: (inner) => {
      let broken = false;
      return {
        ...inner,
        open(expect, signal) {
          signal.addEventListener('abort', () => {
            broken = true;
          });
          const recognition = inner.open(expect, signal);
          return {
            ...methods(recognition),
            end: () => (broken ? undefined : recognition.end()),
            results: recognition.results,
          };
        },
      };
    },
  },
  'throws when it is warmed for a language it lacks': {
    fails: 'never throws when it is warmed',
    engine: (inner) => ({
      ...inner,
      prewarm(expect) {
        if (!inner.capabilities.languages.includes(expect.language)) throw new RangeError('no such language');
      },
    }),
  },
  'is still open when it is closed': {
    fails: 'fails with an outage once it is closed',
    engine: (inner) => ({ ...inner, [Symbol.asyncDispose]: async () => undefined }),
  },
};

function methods(inner: Recognition): Pick<Recognition, 'push' | 'end'> {
  return { push: (samples) => inner.push(samples), end: () => inner.end() };
}

async function* changed(
  results: AsyncIterable<RecognitionResult>,
  change: (result: RecognitionResult) => readonly RecognitionResult[],
): AsyncGenerator<RecognitionResult> {
  for await (const result of results) yield* change(result);
}
