import { realClock } from '../../kit/clock.ts';
import { type FakePronunciationOptions, fakePronunciation } from './fake.ts';
import type { Assessment, Pronunciation } from './port.ts';

interface Fault {
  /** The check of the contract that must see it. */
  fails: string;
  options?: Partial<FakePronunciationOptions>;
  engine?: (inner: Pronunciation) => Pronunciation;
}

/** In the sound of these engines a word is its length in letters, times 1,000. */
export function soundOf(text: string): Int16Array {
  const words = text.split(' ');
  return Int16Array.from(
    { length: words.length * 4_800 },
    (_, at) => (words[Math.floor(at / 4_800)]?.length ?? 0) * 1_000,
  );
}

/** An engine that works, but for `fault`. */
export function listeningFake(fault: Partial<Fault> = {}): Pronunciation {
  const fake = fakePronunciation({
    clock: realClock,
    judge: (word, at, samples) => (samples[at * 4_800 + 2_400] === word.length * 1_000 ? 'good' : 'missed'),
    ...fault.options,
  });
  const wordless: Pronunciation = {
    ...fake,
    assess: (request, signal) => fake.assess({ ...request, text: request.text.replace(/[^\p{L}\s]/gu, '') }, signal),
  };
  return fault.engine ? fault.engine(wordless) : wordless;
}

const answering = (change: (assessment: Assessment) => Assessment): NonNullable<Fault['engine']> => {
  return (inner) => ({ ...inner, assess: async (request, signal) => change(await inner.assess(request, signal)) });
};

/** Deliberately broken engines. */
export const brokenPronunciation: Readonly<Record<string, Fault>> = {
  'finds nothing good': { fails: 'finds what was said good', options: { judge: () => 'unsure' } },
  'never answers': {
    fails: 'finds what was said good',
    engine: (inner) => ({ ...inner, assess: () => new Promise<Assessment>(() => undefined) }),
  },
  'finds everything good': { fails: 'misses what was not said', options: { judge: () => 'good' } },
  'mixes the order of words': {
    fails: 'gives every word once, in order, with its phones inside it',
    engine: answering((assessment) => ({ ...assessment, words: assessment.words.toReversed() })),
  },
  'counts in samples': {
    fails: 'gives every word once, in order, with its phones inside it',
    engine: answering((assessment) => ({
      ...assessment,
      words: assessment.words.map((word) => ({
        ...word,
        startMs: word.startMs * 16,
        endMs: word.endMs * 16,
        phones: word.phones.map((phone) => ({ ...phone, startMs: phone.startMs * 16, endMs: phone.endMs * 16 })),
      })),
    })),
  },
  'gives a percentage': {
    fails: 'gives every word once, in order, with its phones inside it',
    engine: answering((assessment) => ({
      ...assessment,
      words: assessment.words.map((word) => ({
        ...word,
        phones: word.phones.map((phone) => ({ ...phone, goodness: 87 })),
      })),
    })),
  },
  'hears words in silence': {
    fails: 'misses everything in silence and in no sound at all',
    options: {
      judge: (word, at, samples) => {
        const sample = samples[at * 4_800 + 2_400] ?? 0;
        return sample === 0 || sample === word.length * 1_000 ? 'good' : 'missed';
      },
    },
  },
  'makes a word of punctuation': {
    fails: 'has no words for a text without words',
    engine: (inner) => ({
      ...inner,
      assess: (request, signal) => inner.assess({ ...request, text: request.text.replace('…', 'x') }, signal),
    }),
  },
  'takes any language': {
    fails: 'refuses a language it lacks and a recording that is too long',
    options: { languages: ['en', 'pl', 'xx'] },
  },
  'keeps a reference to the sound': {
    fails: 'keeps no reference to the sound',
    engine: (inner) => ({
      ...inner,
      async assess(request, signal) {
        await realClock.sleep(5, signal);
        return inner.assess(request, signal);
      },
    }),
  },
  'answers with the latest text': {
    fails: 'does several at once without mixing them',
    engine(inner) {
      let latest = '';
      return {
        ...inner,
        async assess(request, signal) {
          latest = request.text;
          const samples = request.samples.slice();
          await realClock.sleep(5, signal);
          return inner.assess({ ...request, samples, text: latest }, signal);
        },
      };
    },
  },
  'does not hear the abort': {
    fails: 'answers an abort at once, and nothing after it',
    engine: (inner) => ({ ...inner, assess: (request) => inner.assess(request, new AbortController().signal) }),
  },
  'hangs for good': {
    fails: 'fails with an outage when its engine hangs',
    options: { fault: 'hang', limitMs: 1_000_000 },
  },
  'is still open when it is closed': {
    fails: 'fails with an outage once it is closed',
    engine: (inner) => ({ ...inner, [Symbol.asyncDispose]: async () => undefined }),
  },
};
