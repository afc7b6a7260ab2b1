import { createResampler } from '../../kit/pcm/resample.ts';
import { type JobTools, serveJobs } from '../../kit/worker-jobs.ts';
import { createLeadIn } from '../../ports/text-to-speech/lead-in.ts';
import type { SpokenWord } from '../../ports/text-to-speech/port.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';
import { ESPEAK_RATE, loadEspeak } from './espeak-module.ts';
import { phonesOfWords } from './ipa-words.ts';
import { plainText } from './plain-text.ts';
import { createWordTimes } from './word-times.ts';

export type EspeakJob =
  | { kind: 'speak'; voice: string; wordsPerMinute: number; text: string }
  | { kind: 'phones'; voice: string; words: readonly string[] }
  | { kind: 'load'; voice: string };

/** Times and offsets are of the job's own text and audio. */
export type EspeakPart =
  | { kind: 'audio'; samples: Int16Array }
  | { kind: 'words'; words: readonly SpokenWord[] }
  | { kind: 'phones'; phones: readonly (readonly string[])[] }
  | { kind: 'loaded' };

/** What is kept before the first sound, so that it does not begin with a click: 4 ms. */
const leadSamples = (ESPEAK_RATE * 4) / 1000;

const espeak = await loadEspeak();

serveJobs<EspeakJob, EspeakPart>((job, tools) => {
  if (!espeak.choose(job.voice, job.kind === 'speak' ? job.wordsPerMinute : 175)) {
    throw new RangeError(`no voice ${job.voice}`);
  }
  switch (job.kind) {
    case 'speak':
      return speak(job.text, tools);
    case 'phones':
      return tools.emit({
        kind: 'phones',
        phones: phonesOfWords(job.words, (text) => espeak.phonemes(plainText(text))),
      });
    case 'load':
      // The dictionary is read at the first use of a voice, not when it is chosen.
      espeak.synthesise('a', () => true);
      return tools.emit({ kind: 'loaded' });
  }
});

function speak(text: string, tools: JobTools<EspeakPart>): void {
  const leadIn = createLeadIn(leadSamples);
  const resampler = createResampler(ESPEAK_RATE, VOICE_RATE);
  const times = createWordTimes(text);
  let received = 0;
  const say = (samples: Int16Array): void => {
    // Only a buffer of its own can be handed over without a copy.
    if (samples.length > 0) tools.emit({ kind: 'audio', samples }, [samples.buffer as ArrayBuffer]);
  };
  const sayWords = (words: readonly SpokenWord[]): void => {
    const removedMs = (leadIn.removed * 1000) / ESPEAK_RATE;
    const moved = words.map((word) => ({
      ...word,
      startMs: Math.max(0, word.startMs - removedMs),
      endMs: Math.max(0, word.endMs - removedMs),
    }));
    if (moved.length > 0) tools.emit({ kind: 'words', words: moved });
  };
  espeak.synthesise(plainText(text), (samples, events) => {
    if (tools.stopped()) return true;
    received += samples.length;
    say(resampler.process(leadIn.process(samples)));
    sayWords(times.take(events));
    return false;
  });
  if (tools.stopped()) return;
  say(resampler.flush());
  sayWords(times.finish((received * 1000) / ESPEAK_RATE));
}
