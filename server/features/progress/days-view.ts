import type { ProgressDay } from '../../../wire/api/progress.ts';
import { addDays } from '../../kit/local-day.ts';
import { type DaySettings, dayOf, goalOf, settingsAt, skippedDays } from './day-history.ts';
import { type StreakHistory, walkStreak } from './streak.ts';
import type { ProgressDb, ProgressTables } from './tables.ts';

export type DayRow = ProgressTables['progress_days'];

/** A person's days up to today, and the streak they make. */
export interface Days {
  today: string;
  timeZone: string;
  /** In order. */
  rows: readonly DayRow[];
  streak: StreakHistory;
  view(day: string): ProgressDay;
}

export async function daysOf(
  db: ProgressDb,
  personId: string,
  now: Date,
  history: readonly DaySettings[],
): Promise<Days> {
  const today = dayOf(history, now);
  const rows = await db
    .selectFrom('progress_days')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('day')
    .execute();
  // A flight west can leave what was done "tomorrow"; it counts when that day comes.
  const active = rows.filter(({ xp, day }) => xp > 0 && day <= today).map(({ day }) => day);
  const skipped = skippedDays(history);
  const streak = walkStreak(active, today, skipped);
  const byDay = new Map(rows.map((row) => [row.day, row]));
  return {
    today,
    timeZone: settingsAt(history, now).timeZone,
    rows,
    streak,
    view: (day) => dayView(day, byDay.get(day), { today, first: active[0], history, skipped, streak }),
  };
}

interface Around {
  today: string;
  first: string | undefined;
  history: readonly DaySettings[];
  skipped: ReadonlySet<string>;
  streak: StreakHistory;
}

function dayView(day: string, row: DayRow | undefined, around: Around): ProgressDay {
  const goal = goalOf(around.history, day);
  const minutes = minutesOf(row?.effort_ms ?? 0);
  return {
    day,
    state: stateOf(day, row, around),
    xp: row?.xp ?? 0,
    minutes,
    goal_minutes: goal,
    goal_reached: minutes >= goal,
    answers: row?.answers ?? 0,
    reviews: row?.reviews ?? 0,
    first_tries: row?.first_tries ?? 0,
    first_right: row?.first_right ?? 0,
  };
}

function stateOf(
  day: string,
  row: DayRow | undefined,
  { today, first, skipped, streak }: Around,
): ProgressDay['state'] {
  if (row && row.xp > 0) return 'active';
  if (day === today) return 'open';
  if (first === undefined || day < first) return 'before';
  if (skipped.has(day)) return 'skipped';
  return streak.everFrozen.has(day) ? 'frozen' : 'missed';
}

export const weekBefore = (today: string): string => addDays(today, -6);

/** Minutes to one decimal. */
export const minutesOf = (ms: number): number => Math.round(ms / 6_000) / 10;
