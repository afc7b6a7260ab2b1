import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { SpeakRequest, SpeechPart, SpokenWord, TextToSpeech, Voice } from './port.ts';
import { VOICE_RATE } from './port.ts';
import { writtenWords } from './written-words.ts';

/** What one request does. All times are on the given clock; audio times are of the speech itself. */
export interface SpeechScript {
  /** Wait before the first part. */
  firstMs: number;
  /** Audio in each part. */
  chunkMs: number;
  /** Wait between parts. */
  everyMs: number;
  /** Pace of the voice at speed 1. */
  msPerChar: number;
  /** How it ends once `endAfterMs` of audio was given: well, never, or with an Outage. */
  end: 'complete' | 'hang' | 'fail';
  /** Audio given before `hang` or `fail`; 0 means before any sound. */
  endAfterMs: number;
}

export const plainSpeech: SpeechScript = {
  firstMs: 5,
  chunkMs: 100,
  everyMs: 2,
  msPerChar: 60,
  end: 'complete',
  endAfterMs: 0,
};

export type SpeechScripting = Partial<SpeechScript> | ((request: SpeakRequest, index: number) => Partial<SpeechScript>);

export interface FakeTextToSpeech extends TextToSpeech {
  /** Every request, in order of the first pull. */
  readonly requests: readonly SpeakRequest[];
  /** Requests neither ended nor given up. */
  readonly active: number;
  readonly prewarmed: readonly string[];
  readonly disposed: boolean;
}

const defaultVoices: readonly Voice[] = [
  { id: 'fake-en', name: 'Fake English', language: 'en' },
  { id: 'fake-pl', name: 'Fake Polish', language: 'pl' },
];

/** Speaks a steady tone, 60 ms a character, with word times in proportion; scripted for each request. */
export function fakeTextToSpeech(
  clock: Clock,
  options: { script?: SpeechScripting; voices?: readonly Voice[]; provider?: string } = {},
): FakeTextToSpeech {
  const provider = options.provider ?? 'fake';
  const voices = options.voices ?? defaultVoices;
  const requests: SpeakRequest[] = [];
  const prewarmed: string[] = [];
  let active = 0;
  let disposed = false;

  async function* speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeechPart> {
    if (!voices.some((voice) => voice.id === request.voice)) throw new RangeError(`no voice ${request.voice}`);
    const outage = (why: string): Outage => new Outage({ port: 'text-to-speech', provider, retryable: true }, why);
    if (disposed) throw outage('the fake is disposed');
    signal.throwIfAborted();
    const given = options.script ?? {};
    const script = { ...plainSpeech, ...(typeof given === 'function' ? given(request, requests.length) : given) };
    requests.push(request);
    active++;
    try {
      const totalMs = fakeDurationMs(request, script.msPerChar);
      const words = fakeWords(request, script.msPerChar);
      const lastMs = script.end === 'complete' ? totalMs : Math.min(totalMs, script.endAfterMs);
      let givenMs = 0;
      await clock.sleep(script.firstMs, signal);
      while (givenMs < lastMs) {
        if (givenMs > 0) await clock.sleep(script.everyMs, signal);
        signal.throwIfAborted();
        const untilMs = Math.min(lastMs, givenMs + script.chunkMs);
        const begun = words.filter((word) => word.startMs >= givenMs && word.startMs < untilMs);
        if (begun.length > 0) yield { kind: 'words', words: begun };
        signal.throwIfAborted();
        yield { kind: 'audio', samples: tone(givenMs, untilMs) };
        givenMs = untilMs;
      }
      if (script.end === 'fail') throw outage('scripted failure');
      if (script.end === 'hang') await untilAborted(signal);
    } finally {
      active--;
    }
  }

  return {
    provider,
    requests,
    prewarmed,
    get active() {
      return active;
    },
    get disposed() {
      return disposed;
    },
    voices: () => voices,
    speak,
    prewarm: (voiceId) => void prewarmed.push(voiceId),
    health: async () => ({ ok: !disposed, detail: disposed ? 'disposed' : 'scripted' }),
    [Symbol.asyncDispose]: async () => {
      disposed = true;
    },
  };
}

/** How long the fake speaks `request`, in milliseconds. */
export function fakeDurationMs(request: SpeakRequest, msPerChar = plainSpeech.msPerChar): number {
  return (request.text.length * msPerChar) / request.speed;
}

/** The word times the fake gives for `request`. */
export function fakeWords(request: SpeakRequest, msPerChar = plainSpeech.msPerChar): SpokenWord[] {
  const perChar = msPerChar / request.speed;
  return writtenWords(request.text).map(({ text, start, end }) => ({
    text,
    textStart: start,
    textEnd: end,
    startMs: start * perChar,
    endMs: end * perChar,
  }));
}

/** A 200 Hz tone from `fromMs` to `toMs`, continuous over calls. */
function tone(fromMs: number, toMs: number): Int16Array {
  const first = Math.round((fromMs * VOICE_RATE) / 1000);
  const samples = new Int16Array(Math.round((toMs * VOICE_RATE) / 1000) - first);
  for (let at = 0; at < samples.length; at++)
    samples[at] = 8000 * Math.sin((2 * Math.PI * 200 * (first + at)) / VOICE_RATE);
  return samples;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
