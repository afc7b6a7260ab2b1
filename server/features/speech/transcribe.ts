import { Refusal } from '../../../wire/refusals.ts';
import type { Clock } from '../../kit/clock.ts';
import { createResampler, type Resampler } from '../../kit/pcm/resample.ts';
import { type Pcm, readWav, WavError } from '../../kit/pcm/wav.ts';
import type { Recognition, RecognitionResult, SpeechToText } from '../../ports/speech-to-text/port.ts';

export const HEARING_RATE = 16_000;
/** The recognisers are built for utterances. */
const LONGEST_MS = 60_000;
const MAX_PHRASES = 100;
const MAX_PHRASE_CHARS = 200;
/** Pushes of 100 ms: between two the others on this server get their turn, and an abort is heard. */
const PUSHES_PER_SECOND = 10;

export interface Transcription {
  text: string;
  verdict: 'heard' | 'unsure';
  language: string;
  seconds: number;
  words: { word: string; start: number; end: number }[];
}

/** Expected phrases out of a prompt: one a line, or between bars. Empty lines do not count, nor does what comes twice. */
export function phrasesOf(prompt: string): string[] {
  const phrases = prompt.split(/[\n|]/).map((phrase) => phrase.trim());
  return [...new Set(phrases.filter((phrase) => phrase !== ''))];
}

/**
 * What of the expected phrases is said in a WAV. Throws a Refusal: `no-dictation` when there are no phrases and nothing here takes
 * dictation, or when none of them was said. Text is never invented.
 */
export async function transcribe(
  recogniser: SpeechToText,
  clock: Clock,
  request: { file: Uint8Array; prompt: string; language: string | undefined },
  signal: AbortSignal,
): Promise<Transcription> {
  const { dictation, languages } = recogniser.capabilities;
  const phrases = phrasesOf(request.prompt);
  if (phrases.length === 0 && !dictation) {
    throw new Refusal(
      'no-dictation',
      'This server hears expected phrases only: give them in `prompt`, one a line.',
      'prompt',
    );
  }
  if (phrases.length > MAX_PHRASES || phrases.some((phrase) => phrase.length > MAX_PHRASE_CHARS)) {
    throw new Refusal('invalid-value', `At most ${MAX_PHRASES} phrases of ${MAX_PHRASE_CHARS} characters.`, 'prompt');
  }
  const language = (request.language ?? languages[0] ?? 'en').toLowerCase().split('-')[0] ?? 'en';
  if (!languages.includes(language)) {
    throw new Refusal('invalid-value', `This server hears ${languages.join(', ')}.`, 'language');
  }
  const sound = soundOf(request.file);
  const recognition = recogniser.open(
    { language, phrases: phrases.map((text, index) => ({ id: String(index), text })) },
    signal,
  );
  await pushAll(sound, recognition, clock, signal);
  const result = await finalOf(recognition);
  if (result.verdict === 'unknown' || result.text === '') {
    throw new Refusal('no-dictation', 'None of the expected phrases was said.', 'file');
  }
  return {
    text: result.text,
    verdict: result.verdict,
    language,
    seconds: sound.samples.length / sound.sampleRate,
    words: result.words.map(({ text, startMs, endMs }) => ({ word: text, start: startMs / 1_000, end: endMs / 1_000 })),
  };
}

/** The sound of a WAV that can be heard here. Throws a Refusal. */
function soundOf(file: Uint8Array): Pcm & { resampler: Resampler } {
  try {
    const { samples, sampleRate } = readWav(file);
    if ((samples.length / sampleRate) * 1_000 > LONGEST_MS) {
      throw new Refusal('too-large', `At most ${LONGEST_MS / 1_000} seconds of sound at a time.`, 'file');
    }
    return { samples, sampleRate, resampler: resamplerOf(sampleRate) };
  } catch (error) {
    if (error instanceof WavError) {
      throw new Refusal('unsupported-media', `The file must be a WAV of 16-bit PCM; it is ${error.message}.`, 'file');
    }
    throw error;
  }
}

function resamplerOf(rate: number): Resampler {
  try {
    return createResampler(rate, HEARING_RATE);
  } catch (error) {
    if (error instanceof RangeError) throw new WavError(`of ${rate} samples a second, which no recorder uses`);
    throw error;
  }
}

/** A minute at 192 kHz takes a second to resample, in which no learner's sound would move. */
async function pushAll(
  { samples, sampleRate, resampler }: Pcm & { resampler: Resampler },
  recognition: Recognition,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const step = Math.ceil(sampleRate / PUSHES_PER_SECOND);
  for (let at = 0; at < samples.length; at += step) {
    recognition.push(resampler.process(samples.subarray(at, at + step)));
    await clock.sleep(0, signal);
  }
  recognition.push(resampler.flush());
  recognition.end();
}

async function finalOf(recognition: Recognition): Promise<Extract<RecognitionResult, { kind: 'final' }>> {
  for await (const result of recognition.results) if (result.kind === 'final') return result;
  throw new Error('the recogniser ended without a final result');
}
