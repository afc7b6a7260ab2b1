/**
 * A learner's own pauses: how long they fall silent inside what turns out to be one utterance. Kept across sessions as
 * one number, so it is estimated as a running 95th percentile (stochastic approximation), not from a stored history.
 */
export interface PauseHabit {
  /** About 95 % of this learner's pauses are shorter. Undefined until the first pause was seen. */
  readonly p95Ms: number | undefined;
  readonly seen: number;
}

export const noHabit: PauseHabit = { p95Ms: undefined, seen: 0 };

const QUANTILE = 0.95;
/** Shorter gaps are the rests inside words, not pauses. */
const SHORTEST_MS = 150;
/** Longer ones are absences; one of them must not make the tutor slow for a week. */
const LONGEST_MS = 2_500;

/** The habit after the learner went on talking after `pauseMs` of silence. */
export function learnPause(habit: PauseHabit, pauseMs: number): PauseHabit {
  if (pauseMs < SHORTEST_MS) return habit;
  const pause = Math.min(pauseMs, LONGEST_MS);
  if (habit.p95Ms === undefined) return { p95Ms: pause, seen: 1 };
  const stepMs = Math.max(15, 200 / Math.sqrt(habit.seen + 1));
  const moved = pause > habit.p95Ms ? habit.p95Ms + stepMs * QUANTILE : habit.p95Ms - stepMs * (1 - QUANTILE);
  return { p95Ms: Math.min(LONGEST_MS, Math.max(SHORTEST_MS, moved)), seen: habit.seen + 1 };
}
