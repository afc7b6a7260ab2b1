import { Channel } from '../../kit/channel.ts';
import { Outage } from '../../kit/errors.ts';
import type { Expectation, Recognition, RecognitionResult } from '../../ports/speech-to-text/port.ts';
import type { Lexicon } from './lexicon.ts';
import type { Hearing, PreparedPhrase, ToWorker } from './protocol.ts';
import type { RecogniserThread } from './recogniser-thread.ts';

/** Results that may wait for a slow consumer; partials past it are dropped, the final never. */
const MAX_WAITING = 64;
/** Sound kept while the phrases are made ready: 60 s. */
const MAX_HELD = 60 * 16_000;

interface Opening {
  id: number;
  expect: Expectation;
  lexicon: Lexicon;
  /** Chooses the thread; throws an Outage when there is none. */
  thread(): RecogniserThread;
}

/** Opens one utterance on the thread with the least to do. */
export function openRecognition({ id, expect, lexicon, thread }: Opening, signal: AbortSignal): Recognition {
  const results = new Channel<RecognitionResult>(MAX_WAITING + 1);
  /** What came before the phrases were ready. */
  const held: ToWorker[] = [];
  let heldSamples = 0;
  let worker: RecogniserThread | undefined;
  let ended = false;
  let nothingExpected = false;
  let done = false;

  const finish = (error?: unknown): void => {
    if (done) return;
    done = true;
    held.length = 0;
    signal.removeEventListener('abort', onAbort);
    results.close(error);
  };
  const onAbort = (): void => {
    worker?.cancel(id);
    results.cancel();
    finish();
  };
  const send = (message: ToWorker): void => {
    if (worker) worker.send(message);
    else held.push(message);
  };

  const begin = (phrases: readonly PreparedPhrase[]): void => {
    if (done) return;
    // Nothing to tell apart: whatever is said is none of it.
    if (phrases.length === 0) {
      nothingExpected = true;
      if (ended) deliver({ verdict: 'unknown', confidence: 0, words: [] }, phrases);
      return;
    }
    worker = thread();
    worker.begin(
      { kind: 'open', id, language: expect.language, phrases },
      {
        partial: (text) => {
          if (results.size < MAX_WAITING) results.tryPush({ kind: 'partial', text });
        },
        heard: (heard) => deliver(heard, phrases),
        failed: finish,
      },
    );
    for (const message of held.splice(0)) worker.send(message);
  };
  const deliver = (heard: Hearing, phrases: readonly PreparedPhrase[]): void => {
    results.tryPush(finalOf(heard, phrases));
    finish();
  };

  if (signal.aborted) {
    results.cancel();
    done = true;
  } else {
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const ready = lexicon.prepared(expect);
      if (ready) begin(ready);
      else
        lexicon
          .prepare(expect, signal)
          .then(begin)
          .catch((error: unknown) => finish(asOutage(error)));
    } catch (error) {
      finish(error);
    }
  }

  return {
    push(samples) {
      if (done || ended || nothingExpected) return;
      if (!worker) heldSamples += samples.length;
      if (heldSamples > MAX_HELD) return;
      send({ kind: 'audio', id, samples: samples.slice() });
    },
    end() {
      if (done || ended) return;
      ended = true;
      if (nothingExpected) deliver({ verdict: 'unknown', confidence: 0, words: [] }, []);
      else send({ kind: 'end', id });
    },
    results,
  };
}

function finalOf(heard: Hearing, phrases: readonly PreparedPhrase[]): RecognitionResult {
  const phrase = heard.phrase === undefined || heard.verdict === 'unknown' ? undefined : phrases[heard.phrase];
  return {
    kind: 'final',
    text: phrase?.text ?? '',
    verdict: phrase ? heard.verdict : 'unknown',
    ...(phrase ? { phraseId: phrase.id } : {}),
    confidence: heard.confidence,
    words: phrase ? heard.words.map(({ text, startMs, endMs, verdict }) => ({ text, startMs, endMs, verdict })) : [],
  };
}

function asOutage(error: unknown): Error {
  if (error instanceof Outage || error instanceof RangeError) return error;
  const why = error instanceof Error ? error.message : 'unknown failure';
  return new Outage({ port: 'speech-to-text', provider: 'soundswallower', retryable: true }, `soundswallower: ${why}`, {
    cause: error,
  });
}
