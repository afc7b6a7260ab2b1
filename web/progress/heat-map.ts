import type { ProgressDay } from '../../wire/api/progress.ts';

export interface HeatCell {
  day: ProgressDay;
  /** Column, the oldest week is 0; row, Monday is 0. */
  week: number;
  weekday: number;
  /** 0: nothing, 4: the goal twice over or more. */
  heat: 0 | 1 | 2 | 3 | 4;
}

const DAY_MS = 86_400_000;
const daysOf = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
/** 1970-01-01 was a Thursday. */
const weekdayOf = (days: number): number => (days + 3) % 7;

export function heatOf({ minutes, goal_minutes, state }: ProgressDay): HeatCell['heat'] {
  if (state !== 'active' && minutes <= 0) return 0;
  const share = minutes / Math.max(1, goal_minutes);
  if (share >= 2) return 4;
  if (share >= 1) return 3;
  return share >= 0.5 ? 2 : 1;
}

/** Days as the cells of a calendar: weeks from left to right, Monday on top. */
export function heatCells(days: readonly ProgressDay[]): HeatCell[] {
  const [first] = days;
  if (first === undefined) return [];
  const start = daysOf(first.day);
  const monday = start - weekdayOf(start);
  return days.map((day) => {
    const n = daysOf(day.day);
    return { day, week: Math.floor((n - monday) / 7), weekday: weekdayOf(n), heat: heatOf(day) };
  });
}

/** Columns where a month begins, and which. */
export function monthStarts(cells: readonly HeatCell[]): { week: number; day: string }[] {
  const starts = cells.filter(({ day }) => day.day.endsWith('-01')).map(({ week, day }) => ({ week, day: day.day }));
  return starts.filter(({ week }, n) => week - (starts[n - 1]?.week ?? -9) >= 3);
}
