import { resample } from '../../kit/pcm/resample.ts';
import { serveJobs } from '../../kit/worker-jobs.ts';
import type { SpokenWord } from '../../ports/text-to-speech/port.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';
import { writtenWords } from '../../ports/text-to-speech/written-words.ts';
import { type FliteSpeech, loadFlite } from './flite-module.ts';
import { createPhoneCounts } from './phone-counts.ts';
import { spokenForm } from './spoken-form.ts';
import { wordTimes } from './word-times.ts';

export type FliteJob =
  | { kind: 'speak'; voice: string; gain: number; text: string; speed: number }
  | { kind: 'load'; voice: string };

/** Times and offsets are of the job's own text and audio. */
export type FlitePart =
  | { kind: 'audio'; samples: Int16Array }
  | { kind: 'words'; words: readonly SpokenWord[] }
  | { kind: 'loaded' };

/** Sentences of various sounds, read to nobody. */
const warmUp = ['Well, what would you like?', 'Good morning.', 'Twenty three of these, and a large coffee.', 'Sure!'];

/** What is kept of the silence around the speech, so that it neither begins nor ends with a click. */
const edgeMs = 5;

const flite = await loadFlite();
const counts = createPhoneCounts(flite);
flite.prepare();

serveJobs<FliteJob, FlitePart>((job, tools) => {
  if (job.kind === 'load') {
    // The first syntheses run in code that is not optimised yet: up to five times slower, heard as a late answer.
    for (const text of warmUp) flite.speak(job.voice, text, 1);
    counts.of(['hello']);
    prepareSoon();
    return tools.emit({ kind: 'loaded' });
  }
  const words = writtenWords(job.text);
  const forms = words.map((word) => spokenForm(word.text));
  const text = forms.filter((form) => form !== '').join(' ');
  if (text === '') return;
  const speech = flite.speak(job.voice, text, 1 / job.speed);
  const { samples, removedMs } = spokenPart(speech, job.gain);
  if (tools.stopped()) return prepareSoon();
  // Read before the samples are handed over.
  const audioMs = (samples.length * 1000) / VOICE_RATE;
  tools.emit({ kind: 'audio', samples }, [samples.buffer as ArrayBuffer]);
  const timed = wordTimes(words, counts.of(forms), speech.phones);
  const move = (ms: number): number => Math.min(Math.max(0, ms - removedMs), audioMs);
  tools.emit({
    kind: 'words',
    words: timed.map((word) => ({ ...word, startMs: move(word.startMs), endMs: move(word.endMs) })),
  });
  prepareSoon();
});

/** Once the answer is out, so that nobody waits for it. */
function prepareSoon(): void {
  setImmediate(() => flite.prepare());
}

/** The speech without the silence around it, at the rate and loudness of the house. */
function spokenPart(speech: FliteSpeech, gain: number): { samples: Int16Array; removedMs: number } {
  const { phones, rate } = speech;
  const first = phones[0]?.phone === 'pau' ? phones[0].endMs : 0;
  const last = phones.at(-1)?.phone === 'pau' ? (phones.at(-2)?.endMs ?? 0) : (phones.at(-1)?.endMs ?? 0);
  const from = Math.max(0, Math.round(((first - edgeMs) * rate) / 1000));
  const to = Math.min(speech.samples.length, Math.round(((last + edgeMs) * rate) / 1000));
  const samples = resample(speech.samples.subarray(from, Math.max(from, to)), rate, VOICE_RATE);
  for (let at = 0; at < samples.length; at++)
    samples[at] = Math.max(-32_768, Math.min(32_767, (samples[at] as number) * gain));
  return { samples, removedMs: (from * 1000) / rate };
}
