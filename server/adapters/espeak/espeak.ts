import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { WorkerPool } from '../../kit/worker-pool.ts';
import { phoneticWords } from '../../ports/phonemes/phonetic-words.ts';
import type { Phonemes } from '../../ports/phonemes/port.ts';
import { pauseAfter } from '../../ports/text-to-speech/pauses.ts';
import type { SpeakRequest, SpeechPart, TextToSpeech } from '../../ports/text-to-speech/port.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';
import { speechPieces } from '../../ports/text-to-speech/speech-pieces.ts';
import { espeakLanguage, espeakVoices } from './espeak-voices.ts';
import type { EspeakJob, EspeakPart } from './espeak-worker.ts';

const provider = 'espeak';

/** The engine's own pace, in words a minute. */
const paceAtOne = 175;

/**
 * A job is at most this long, so that a long text gives way to others after each: 200 characters are some 15 s of speech, computed in about
 * 0.1 s.
 */
const pieceLimits = { maxChars: 200, minChars: 20, clauses: false };

export interface Espeak extends AsyncDisposable {
  readonly textToSpeech: TextToSpeech;
  readonly phonemes: Phonemes;
  /** Threads alive, and how many were lost: for health and tests. */
  readonly threads: number;
  readonly replaced: number;
}

/**
 * eSpeak NG in worker threads: speech in many languages and phonemes from one engine. Nothing is loaded before the first use.
 * Each worker takes about 60 MB.
 */
export function createEspeak(options: { clock: Clock; workers?: number; entry?: URL; stallMs?: number }): Espeak {
  const pool = new WorkerPool<EspeakJob, EspeakPart>({
    clock: options.clock,
    entry: options.entry ?? new URL('./espeak-worker.ts', import.meta.url),
    size: options.workers ?? 1,
    port: 'text-to-speech',
    provider,
    startMs: 20_000,
    stallMs: options.stallMs ?? 5_000,
    cancelMs: 1_000,
    queueLimit: 500,
  });

  async function* speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeechPart> {
    const voice = espeakVoices.find((one) => one.id === request.voice);
    if (!voice) throw new RangeError(`no voice ${request.voice}`);
    const speed = Math.min(2, Math.max(0.5, request.speed));
    let samplesGiven = 0;
    for (const piece of speechPieces(request.text, pieceLimits)) {
      const baseMs = (samplesGiven * 1000) / VOICE_RATE;
      const job: EspeakJob = {
        kind: 'speak',
        voice: voice.engine,
        wordsPerMinute: paceAtOne * speed,
        text: piece.text,
      };
      for await (const part of pool.run(job, signal)) {
        if (part.kind === 'audio') {
          samplesGiven += part.samples.length;
          yield part;
        } else if (part.kind === 'words') {
          yield { kind: 'words', words: part.words.map((word) => moved(word, piece.start, baseMs)) };
        }
      }
      const pause = pauseAfter(piece, speed);
      samplesGiven += pause.length;
      if (pause.length > 0) yield { kind: 'audio', samples: pause };
    }
  }

  async function transcribe(text: string, language: string, signal: AbortSignal) {
    const voice = espeakLanguage(language);
    if (voice === undefined) throw new RangeError(`no phonemes for ${language}`);
    const words = phoneticWords(text);
    if (words.length === 0) return [];
    // A recogniser waits for this before it can hear anything.
    const answer = await pool
      .ask({ kind: 'phones', voice, words }, signal, { urgent: true })
      .catch((error: unknown) => {
        if (!(error instanceof Outage)) throw error;
        throw new Outage({ port: 'phonemes', provider, retryable: error.retryable }, error.message);
      });
    const phones = answer.kind === 'phones' ? answer.phones : [];
    return words.map((word, at) => ({ text: word, phones: phones[at] ?? [] }));
  }

  const dispose = (): Promise<void> => pool[Symbol.asyncDispose]();
  const health = async () => ({
    ok: pool.lastFailure === undefined,
    detail: pool.lastFailure ?? `${pool.threads} workers, ${pool.replaced} replaced`,
  });

  return {
    textToSpeech: {
      provider,
      voices: () => espeakVoices.map(({ id, name, language }) => ({ id, name, language })),
      speak,
      prewarm(voiceId) {
        const voice = espeakVoices.find((one) => one.id === voiceId);
        // A failure to load shows in `health` and in the first call that needs the voice.
        if (voice)
          pool
            .ask({ kind: 'load', voice: voice.engine }, new AbortController().signal)
            .then(undefined, () => undefined);
      },
      health,
      [Symbol.asyncDispose]: dispose,
    },
    phonemes: { provider, transcribe },
    get threads() {
      return pool.threads;
    },
    get replaced() {
      return pool.replaced;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

function moved<T extends { textStart: number; textEnd: number; startMs: number; endMs: number }>(
  word: T,
  chars: number,
  ms: number,
): T {
  return {
    ...word,
    textStart: word.textStart + chars,
    textEnd: word.textEnd + chars,
    startMs: word.startMs + ms,
    endMs: word.endMs + ms,
  };
}
