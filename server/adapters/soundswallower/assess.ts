import { Outage } from '../../kit/errors.ts';
import type { Assessment } from '../../ports/pronunciation/port.ts';
import type { Lexicon } from './lexicon.ts';
import type { RecogniserThread } from './recogniser-thread.ts';

/** Longest sound that is assessed: 30 s. */
const MAX_SAMPLES = 30 * 16_000;

interface Assessing {
  id: number;
  lexicon: Lexicon;
  /** Chooses the thread; throws an Outage when there is none. */
  thread(): RecogniserThread;
}

/** Aligns `samples` with `text` on the thread with the least to do. Throws an Outage, or a RangeError for too much sound. */
export async function assessSpeech(
  request: { samples: Int16Array; text: string; language: string },
  { id, lexicon, thread }: Assessing,
  signal: AbortSignal,
): Promise<Assessment> {
  if (request.samples.length > MAX_SAMPLES) throw new RangeError('at most 30 s of sound can be assessed');
  signal.throwIfAborted();
  // The caller may use its buffer again while the phonemes are asked for.
  const samples = request.samples.slice();
  const words = await lexicon.words(request.text, request.language, signal);
  signal.throwIfAborted();
  if (words.length === 0) return { verdict: 'missed', words: [] };
  const worker = thread();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      worker.cancel(id);
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    worker.begin(
      { kind: 'assess', id, language: request.language, words, samples },
      {
        assessed(assessment) {
          signal.removeEventListener('abort', onAbort);
          resolve(assessment);
        },
        failed({ message }) {
          signal.removeEventListener('abort', onAbort);
          reject(new Outage({ port: 'pronunciation', provider: 'soundswallower', retryable: true }, message));
        },
      },
    );
  });
}
