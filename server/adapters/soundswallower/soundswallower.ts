import { fileURLToPath } from 'node:url';
import type { Clock } from '../../kit/clock.ts';
import type { Phonemes } from '../../ports/phonemes/port.ts';
import type { Pronunciation } from '../../ports/pronunciation/port.ts';
import type { SpeechToText } from '../../ports/speech-to-text/port.ts';
import { assessSpeech } from './assess.ts';
import { Lexicon } from './lexicon.ts';
import type { RecogniserThread, ThreadOptions } from './recogniser-thread.ts';
import { openRecognition } from './recognition.ts';
import { ThreadSet } from './thread-set.ts';

export interface Soundswallower extends AsyncDisposable {
  readonly speechToText: SpeechToText;
  readonly pronunciation: Pronunciation;
}

export interface SoundswallowerOptions {
  clock: Clock;
  phonemes: Phonemes;
  /** BCP-47 primary subtags to offer; every one but `en` needs the phonemes. */
  languages?: readonly string[];
  /** Threads at most. */
  threads?: number;
  /** For tests of what happens when the thread fails. */
  entry?: URL;
  startMs?: number;
  hangMs?: number;
}

const PROVIDER = 'soundswallower';

/**
 * The embedded recogniser: tells expected phrases apart and aligns speech with its text, in worker threads that start with the first use.
 * English by the model's dictionary, other languages by their phonemes in the sounds of the English model. It hears no free speech.
 */
export function createSoundswallower(options: SoundswallowerOptions): Soundswallower {
  const languages = options.languages ?? ['en', 'pl'];
  const modelBase = fileURLToPath(new URL('./model/', import.meta.resolve('soundswallower')));
  const threadOptions: ThreadOptions = {
    clock: options.clock,
    entry: options.entry ?? new URL('./recogniser-worker.ts', import.meta.url),
    modelBase,
    startMs: options.startMs ?? 20_000,
    hangMs: options.hangMs ?? 8_000,
  };
  const lexicon = new Lexicon(options.phonemes, `${modelBase}en-us/dict.txt`);
  const threads = new ThreadSet(threadOptions, options.threads ?? 2);
  let lastFailure: string | undefined;
  let nextId = 1;

  function thread(): RecogniserThread {
    return threads.leastLoaded();
  }

  const health = async () => ({
    ok: threads.lastFailure === undefined && lastFailure === undefined,
    detail:
      threads.lastFailure ??
      lastFailure ??
      `${threads.count} threads, ${threads.decoders} decoders, ${threads.replaced} replaced`,
  });
  const dispose = () => threads[Symbol.asyncDispose]();

  return {
    speechToText: {
      provider: PROVIDER,
      capabilities: { dictation: false, partials: true, reopens: true, languages },
      open: (expect, signal) => openRecognition({ expect, lexicon, thread, id: nextId++ }, signal),
      prewarm(expect) {
        if (!languages.includes(expect.language)) return;
        thread().send({ kind: 'warm', decoders: 1 });
        lexicon.prepare(expect, new AbortController().signal).then(
          () => {
            lastFailure = undefined;
          },
          (error: unknown) => {
            lastFailure = `phonemes: ${error instanceof Error ? error.message : 'unknown failure'}`;
          },
        );
      },
      health,
      [Symbol.asyncDispose]: dispose,
    },
    pronunciation: {
      provider: PROVIDER,
      languages,
      assess: async (request, signal) => {
        if (!languages.includes(request.language)) throw new RangeError(`no ${request.language} here`);
        return assessSpeech(request, { lexicon, thread, id: nextId++ }, signal);
      },
      health,
      [Symbol.asyncDispose]: dispose,
    },
    [Symbol.asyncDispose]: dispose,
  };
}
