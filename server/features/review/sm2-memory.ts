import { default_w } from 'ts-fsrs';
import { type Memory, newMemory, REVIEW_STATE } from './memory.ts';

const DAY_MS = 86_400_000;
const [easiest, hardest] = [1, 10];
/** FSRS-6 keeps nothing weaker. */
const WEAKEST = 0.001;
const STRONGEST = 36_500;

export interface Sm2 {
  /** The ease factor, 1.3 and up. */
  ease: number;
  intervalDays: number;
  due: Date;
  reps: number;
  lapses: number;
  lastReview?: Date | undefined;
  firstReview?: Date | undefined;
}

/**
 * The memory of FSRS-6 that behaves as an SM-2 card did. An SM-2 interval is taken as one after which nine of ten are known, which is
 * what stability means; the difficulty is the one at which a good answer on time would make the interval grow by the ease factor.
 */
export function memoryFromSm2({ ease, intervalDays, due, reps, lapses, lastReview, firstReview }: Sm2): Memory {
  const stability = clamp(intervalDays, WEAKEST, STRONGEST);
  const [, , , , , , , , w8 = 0, w9 = 0, w10 = 0] = default_w;
  const growth = Math.exp(w8) * stability ** -w9 * (Math.exp(0.1 * w10) - 1);
  const last = lastReview ?? new Date(due.getTime() - intervalDays * DAY_MS);
  return {
    ...newMemory(last),
    state: REVIEW_STATE,
    due,
    stability,
    difficulty: clamp(11 - (ease - 1) / growth, easiest, hardest),
    scheduledDays: Math.round(intervalDays),
    reps,
    lapses,
    lastReview: last,
    firstReview: firstReview ?? last,
  };
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
