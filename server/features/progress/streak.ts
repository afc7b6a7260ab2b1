import { addDays, daysBetween } from '../../kit/local-day.ts';

export interface StreakNow {
  days: number;
  longest: number;
  todayDone: boolean;
  freezes: number;
  /** Active days until the next freeze; null while no more can be held. */
  nextFreezeIn: number | null;
  /** Days of the present streak that a freeze bridged. */
  frozen: readonly string[];
}

export interface StreakHistory extends StreakNow {
  /** Every day that a freeze bridged, of any streak. */
  everFrozen: ReadonlySet<string>;
  /** The day on which a streak first reached a length, by length. */
  reached(length: number): string | undefined;
}

export const FREEZES_MAX = 2;
const FREEZE_EVERY = 7;

/**
 * Walks the calendar from the first active day to today. `active` in order, none after today; `skipped` never were where the learner lives.
 * A missed day uses a freeze when one is held, so what arrives late gives it back: the walk is done anew each time.
 */
export function walkStreak(active: readonly string[], today: string, skipped: ReadonlySet<string>): StreakHistory {
  const everFrozen = new Set<string>();
  const reachedAt = new Map<number, string>();
  let days = 0;
  let longest = 0;
  let freezes = 0;
  let towards = 0;
  let frozen: string[] = [];
  let before: string | undefined;

  const miss = (from: string, to: string): void => {
    for (let day = from; day < to; day = addDays(day, 1)) {
      if (skipped.has(day)) continue;
      if (freezes > 0) {
        freezes -= 1;
        frozen.push(day);
        everFrozen.add(day);
        continue;
      }
      days = 0;
      towards = 0;
      frozen = [];
      return;
    }
  };

  for (const day of active) {
    if (before !== undefined) miss(addDays(before, 1), day);
    before = day;
    days += 1;
    if (days > longest) {
      longest = days;
      reachedAt.set(days, day);
    }
    // With both freezes held nothing is saved towards a third, so no day ever costs anything later.
    if (freezes < FREEZES_MAX) towards += 1;
    if (towards === FREEZE_EVERY) {
      towards = 0;
      freezes += 1;
    }
  }
  if (before !== undefined) miss(addDays(before, 1), today);
  return {
    days,
    longest,
    todayDone: before !== undefined && daysBetween(before, today) === 0,
    freezes,
    nextFreezeIn: freezes >= FREEZES_MAX ? null : FREEZE_EVERY - towards,
    frozen,
    everFrozen,
    reached: (length) => reachedAt.get(length),
  };
}
