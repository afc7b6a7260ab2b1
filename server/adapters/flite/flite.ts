import type { Clock } from '../../kit/clock.ts';
import { WorkerPool } from '../../kit/worker-pool.ts';
import { pauseAfter } from '../../ports/text-to-speech/pauses.ts';
import type { SpeakRequest, SpeechPart, TextToSpeech, Voice } from '../../ports/text-to-speech/port.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';
import { type SpeechPiece, speechPieces } from '../../ports/text-to-speech/speech-pieces.ts';
import type { FliteJob, FlitePart } from './flite-worker.ts';

const provider = 'flite';

/** `gain` makes them as loud as each other and as eSpeak: about -20 dB of full scale, RMS over a sentence. */
export const fliteVoices: readonly (Voice & { engine: string; gain: number })[] = [
  { id: 'flite-slt', name: 'English (America), woman', language: 'en', engine: 'slt', gain: 0.65 },
  { id: 'flite-rms', name: 'English (America), man', language: 'en', engine: 'rms', gain: 1.1 },
  { id: 'flite-awb', name: 'English (Scotland), man', language: 'en', engine: 'awb', gain: 1.1 },
];

/** A job is at most this long: 120 characters are some 7 s of speech, computed in about 0.1 s. */
const sentenceLimits = { maxChars: 120, minChars: 12, clauses: false };

/** Audio of one part. */
const partSamples = VOICE_RATE / 10;

/**
 * Flite in worker threads: English, more natural than eSpeak. The engine gives nothing before a job is all computed, so the first clause is a
 * job of its own; the rest goes by sentences, which keep their melody. Each worker takes about 110 MB.
 */
export function createFlite(options: {
  clock: Clock;
  workers?: number;
  entry?: URL;
  stallMs?: number;
}): TextToSpeech & {
  readonly threads: number;
  readonly replaced: number;
} {
  const pool = new WorkerPool<FliteJob, FlitePart>({
    clock: options.clock,
    entry: options.entry ?? new URL('./flite-worker.ts', import.meta.url),
    size: options.workers ?? 1,
    port: 'text-to-speech',
    provider,
    startMs: 20_000,
    stallMs: options.stallMs ?? 5_000,
    cancelMs: 3_000,
    queueLimit: 500,
  });

  async function* speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeechPart> {
    const voice = fliteVoices.find((one) => one.id === request.voice);
    if (!voice) throw new RangeError(`no voice ${request.voice}`);
    const speed = Math.min(2, Math.max(0.5, request.speed));
    let samplesGiven = 0;
    for (const piece of flitePieces(request.text)) {
      const baseMs = (samplesGiven * 1000) / VOICE_RATE;
      const job: FliteJob = { kind: 'speak', voice: voice.engine, gain: voice.gain, text: piece.text, speed };
      for await (const part of pool.run(job, signal)) {
        if (part.kind === 'words') {
          yield { kind: 'words', words: part.words.map((word) => moved(word, piece.start, baseMs)) };
        } else if (part.kind === 'audio') {
          samplesGiven += part.samples.length;
          for (let at = 0; at < part.samples.length; at += partSamples) {
            signal.throwIfAborted();
            yield { kind: 'audio', samples: part.samples.slice(at, at + partSamples) };
          }
        }
      }
      const pause = pauseAfter(piece, speed);
      samplesGiven += pause.length;
      if (pause.length > 0) yield { kind: 'audio', samples: pause };
    }
  }

  return {
    provider,
    voices: () => fliteVoices.map(({ id, name, language }) => ({ id, name, language })),
    speak,
    prewarm(voiceId) {
      const voice = fliteVoices.find((one) => one.id === voiceId);
      // A failure to load shows in `health` and in the first call that needs the voice.
      if (voice)
        pool.ask({ kind: 'load', voice: voice.engine }, new AbortController().signal).then(undefined, () => undefined);
    },
    health: async () => ({
      ok: pool.lastFailure === undefined,
      detail: pool.lastFailure ?? `${pool.threads} workers, ${pool.replaced} replaced`,
    }),
    get threads() {
      return pool.threads;
    },
    get replaced() {
      return pool.replaced;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** The first clause, the rest of its sentence, then sentence by sentence. */
export function flitePieces(text: string): SpeechPiece[] {
  const [first, ...others] = speechPieces(text, sentenceLimits);
  if (!first) return [];
  const [clause] = speechPieces(first.text, { ...sentenceLimits, clauses: true });
  if (!clause || clause.text.length >= first.text.length) return [first, ...others];
  const after = clause.start + clause.text.length;
  return [
    { ...clause, start: first.start + clause.start },
    { text: first.text.slice(after), start: first.start + after, end: first.end },
    ...others,
  ];
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
