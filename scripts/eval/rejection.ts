import { LIMITS, sureness } from '../../server/adapters/soundswallower/verdict.ts';
import { mean, seededRandom, shuffled } from './statistics.ts';
import type { Trial } from './trials.ts';

/** Shares, from 0 to 1, of trials whose phrase was listed and of those whose phrase was not. */
export interface Rejection {
  /** Right and accepted, of all that was listed. */
  accepted: number;
  /** Accepted, of all that was not. */
  falseAccepts: number;
}

const SPLITS = 20;
/**
 * False accepts aimed at on the speakers who choose the threshold. Below what is promised of the others, because a threshold is always
 * a little better where it was chosen.
 */
const AIM = 0.04;

/** Chooses the threshold on half of the speakers and counts on the others, both ways round; the mean over 20 such splits. */
export function heldOut(trials: readonly Trial[]): Rejection & { splits: number } {
  const speakers = [...new Set(trials.map((trial) => trial.speaker))];
  const outcomes = Array.from({ length: SPLITS }, (_, at) => {
    const half = new Set(shuffled(speakers, seededRandom(100 + at)).slice(0, speakers.length >> 1));
    const [here, there] = [true, false].map((inside) => trials.filter((trial) => half.has(trial.speaker) === inside));
    const judged = [...judge(there ?? [], threshold(here ?? [])), ...judge(here ?? [], threshold(there ?? []))];
    return rates(judged);
  });
  return {
    accepted: mean(outcomes.map((outcome) => outcome.accepted)),
    falseAccepts: mean(outcomes.map((outcome) => outcome.falseAccepts)),
    splits: SPLITS,
  };
}

/** With the thresholds that ship. `alsoUnsure` counts what the tutor would ask back about as accepted. */
export function shipped(trials: readonly Trial[], alsoUnsure: boolean): Rejection {
  return rates(
    trials.map((trial) => ({
      trial,
      accepted: trial.hearing.verdict === 'heard' || (alsoUnsure && trial.hearing.verdict === 'unsure'),
    })),
  );
}

interface Judged {
  trial: Trial;
  accepted: boolean;
}

function judge(trials: readonly Trial[], limit: number): Judged[] {
  return trials.map((trial) => ({ trial, accepted: scoreOf(trial) >= limit }));
}

function rates(judged: readonly Judged[]): Rejection {
  const listed = judged.filter(({ trial }) => trial.listed);
  const unlisted = judged.filter(({ trial }) => !trial.listed);
  return {
    accepted: listed.filter(({ trial, accepted }) => accepted && trial.right).length / listed.length,
    falseAccepts: unlisted.filter(({ accepted }) => accepted).length / unlisted.length,
  };
}

/** The lowest score that accepts no more of the unlisted trials than aimed at. */
function threshold(trials: readonly Trial[]): number {
  const wrong = trials
    .filter((trial) => !trial.listed)
    .map(scoreOf)
    .sort((a, b) => b - a);
  return (wrong[Math.floor(wrong.length * AIM)] ?? Number.POSITIVE_INFINITY) + 1e-9;
}

/** How sure, out of reach for what has a word too bad to be there. */
function scoreOf({ hearing: { evidence } }: Trial): number {
  if (!evidence || evidence.worstWord < LIMITS.worstWord) return Number.NEGATIVE_INFINITY;
  return sureness(evidence);
}
