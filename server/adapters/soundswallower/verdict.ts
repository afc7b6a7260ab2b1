import { FRAME_MS, loudFrames } from './loudness.ts';
import type { AlignedPhone, AlignedWord } from './protocol.ts';

/** What is known of a matched phrase. Few numbers with a plain meaning, for there are too few recordings of learners to trust more. */
export interface Evidence {
  /** Mean over all phones, in nats a frame below the best of the sounds that competed: 0 is perfect. */
  goodness: number;
  /** The same of the worst word with three phones or more: another word in its place sounds like this. */
  worstWord: number;
  /** Share of the loud moments that no word explains, 0 to 1: something else was said before, after or between. */
  unexplained: number;
}

/**
 * Log odds that the phrase was said, by logistic regression over the learners of `docs/speech-evaluation.md`, clean and in noise. Zero is
 * about where one in thirty utterances of something else would be taken for a phrase.
 */
export function sureness({ goodness, unexplained }: Evidence): number {
  return 9.6 + 1.84 * goodness - 5.82 * unexplained;
}

/** Chosen on those learners; the page tells what each costs. */
export const LIMITS = {
  /** At least this sure is heard. */
  heard: 0.25,
  /** At least this sure is perhaps heard: the tutor asks back. Below it is something else. */
  unsure: -1,
  /** So sure at the first hearing that another is not worth its time. */
  certain: 1,
  /** A phrase with a worse word than this is never more than perhaps heard. */
  worstWord: -10,
  /** Goodness of one word. */
  goodWord: -4.4,
  missedWord: -7,
} as const;

export interface ScoredWord extends AlignedWord {
  phones: readonly AlignedPhone[];
}

/** `levels` tells how loud each 10 ms of the utterance are, on any logarithmic scale. */
export function evidenceOf(words: readonly ScoredWord[], levels: readonly number[]): Evidence {
  const long = words.filter((word) => word.phones.length >= 3).map(goodnessOf);
  return {
    goodness: mean(words.flatMap((word) => word.phones.map((phone) => phone.goodness))),
    worstWord: Math.min(0, ...long),
    unexplained: unexplainedPart(words, levels),
  };
}

export function verdictOf(evidence: Evidence): 'heard' | 'unsure' | 'unknown' {
  const sure = sureness(evidence);
  if (sure >= LIMITS.heard && evidence.worstWord >= LIMITS.worstWord) return 'heard';
  return sure >= LIMITS.unsure ? 'unsure' : 'unknown';
}

/** From 0 to 1. */
export function confidenceOf(evidence: Evidence): number {
  return 1 / (1 + Math.exp(-sureness(evidence)));
}

export function wordVerdict(goodness: number): AlignedWord['verdict'] {
  if (goodness >= LIMITS.goodWord) return 'good';
  return goodness >= LIMITS.missedWord ? 'unsure' : 'missed';
}

export function goodnessOf(word: Pick<ScoredWord, 'phones'>): number {
  return mean(word.phones.map((phone) => phone.goodness));
}

function unexplainedPart(words: readonly ScoredWord[], levels: readonly number[]): number {
  const inWord = (ms: number): boolean => words.some((word) => ms >= word.startMs && ms < word.endMs);
  const loud = loudFrames(levels);
  return loud.length === 0 ? 0 : loud.filter((frame) => !inWord(frame * FRAME_MS)).length / loud.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NEGATIVE_INFINITY : values.reduce((sum, value) => sum + value, 0) / values.length;
}
