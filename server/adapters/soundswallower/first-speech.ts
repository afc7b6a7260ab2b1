/**
 * The engine subtracts the mean of an utterance's features, so that a microphone's level and colour do not matter. Left alone it takes
 * the mean of what the decoder heard before, from another person on another microphone. Here an utterance begins with that of a typical
 * learner at the level of its own first speech. (The colour cannot be told from so little speech: which sounds it holds weighs more.)
 */

/** Log energies in mel bands, one row for each 10 ms: what the engine calls a spectrogram. */
export interface MelFrames {
  data: Float32Array;
  nfr: number;
  nfeat: number;
}

/** Mean cepstra of whole utterances, over the learners of `docs/speech-evaluation.md`. */
export const TYPICAL_MEAN: readonly number[] = [49.8, 2.9, 5.7, -3.5, -4.6, -4.3, -4.4, 0.3, 0.5, 1.8, 1.1, -0.8, -0.8];

/** The level of a whole utterance below that of its loudest early frames, because of its pauses; in units of the first cepstrum. */
const PAUSES = 16;
/** The part of the loud frames that is not above the level taken: the first ones are still rising. */
const LOUDEST_PART = 0.9;
/** A frame is loud when it is 10 dB above the quiet ones. */
const LOUD = 10.3;
/** The part of the frames, from the quietest, that stand for the background. */
const QUIET_PART = 0.15;

/** Loud frames after which the level is known well enough: 300 ms of speech. */
export const ENOUGH_LOUD = 30;

/** Looks for the first speech. The mean is undefined when there is nothing to measure, as in digital silence. */
export function firstSpeech(frames: MelFrames): { loudFrames: number; mean?: readonly number[] } {
  const levels = levelsOf(frames);
  const loud = levels.filter((value) => value > quantile(levels, QUIET_PART) + LOUD);
  const first = (loud.length > 0 ? quantile(loud, LOUDEST_PART) : quantile(levels, 1)) - PAUSES;
  if (!Number.isFinite(first)) return { loudFrames: 0 };
  return { loudFrames: loud.length, mean: [first, ...TYPICAL_MEAN.slice(1)] };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The first cepstrum of each frame. */
export function levelsOf({ data, nfr, nfeat }: MelFrames): number[] {
  return Array.from({ length: nfr }, (_, row) => {
    const bands = data.subarray(row * nfeat, (row + 1) * nfeat);
    return bands.reduce((sum, value) => sum + value, 0) / Math.sqrt(nfeat);
  });
}
