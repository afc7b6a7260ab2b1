import { addDays, datesOf, localDay } from '../../kit/local-day.ts';

/** From `since` on the learner lived by this time zone and aimed at this many minutes a day. */
export interface DaySettings {
  since: Date;
  timeZone: string;
  goalMinutes: number;
}

const atFirst: Omit<DaySettings, 'since'> = { timeZone: 'UTC', goalMinutes: 10 };

/** What held at a moment; `history` in order of `since`. */
export function settingsAt(history: readonly DaySettings[], at: Date): Omit<DaySettings, 'since'> {
  return history.findLast(({ since }) => since.getTime() <= at.getTime()) ?? history[0] ?? atFirst;
}

/** The learner's own day at the moment of an event, whatever their zone is now. */
export function dayOf(history: readonly DaySettings[], at: Date): string {
  return localDay(at, settingsAt(history, at).timeZone);
}

/** The goal of a day: what held when it ended. */
export function goalOf(history: readonly DaySettings[], day: string): number {
  return (
    history.findLast(({ since, timeZone }) => localDay(since, timeZone) <= day)?.goalMinutes ??
    history[0]?.goalMinutes ??
    atFirst.goalMinutes
  );
}

/** Days that never were: whoever flies east over the date line goes to bed on one day and gets up on the next but one. */
export function skippedDays(history: readonly DaySettings[]): ReadonlySet<string> {
  const skipped = new Set<string>();
  history.forEach(({ since, timeZone }, index) => {
    const before = history[index - 1];
    if (!before) return;
    const last = localDay(since, before.timeZone);
    for (const day of datesOf(addDays(last, 1), addDays(localDay(since, timeZone), -1))) skipped.add(day);
  });
  return skipped;
}
