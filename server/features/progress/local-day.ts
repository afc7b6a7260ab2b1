/** From `since` on the learner lived by this time zone and aimed at this many minutes a day. */
export interface DaySettings {
  since: Date;
  timeZone: string;
  goalMinutes: number;
}

const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date of a moment on a wall calendar of the zone, as `2026-03-29`. */
export function localDay(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** The hour on a wall clock of the zone, 0 to 23. */
export function localHour(at: Date, timeZone: string): number {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at);
  return Number(hour);
}

/** A date some days later; negative goes back. Dates are counted on the calendar, so no change of clocks matters. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Every date from one to another, both included. */
export function datesOf(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n));
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
