/** Days as a person in a time zone has them: from midnight to midnight, 23 to 25 hours long. */

const DAY_MS = 86_400_000;
/** By time zone. A name may be written with letters of either case, so there is no end to them. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 1_000;

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(timeZone, made);
  return made;
}

/** The date, as `2026-03-29`. */
export const localDay = (at: Date, timeZone: string): string => {
  const { year, month, day } = partsOf(at, timeZone);
  return `${year}-${month}-${day}`;
};

/** First instant of the day, and of the one after it. */
export function dayBounds(at: Date, timeZone: string): { day: string; start: Date; end: Date } {
  const day = localDay(at, timeZone);
  return { day, start: startOf(day, timeZone), end: startOf(nextDay(day), timeZone) };
}

/** The hour on a wall clock of the zone, 0 to 23. */
export const localHour = (at: Date, timeZone: string): number => Number(partsOf(at, timeZone).hour);

/** A date some days later; negative goes back. Dates are counted on the calendar, so no change of clocks matters. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

export const nextDay = (day: string): string => addDays(day, 1);

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Every date from one to another, both included. */
export const datesOf = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, n) => addDays(from, n));

export function startOf(day: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  // Clocks may change in the very night: the offset is that of either side.
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS]
    .map((near) => new Date(asUtc - offset(new Date(near), timeZone)))
    .sort((a, b) => a.getTime() - b.getTime());
  return candidates.find((one) => localDay(one, timeZone) === day) ?? new Date(asUtc);
}

/** Milliseconds that local time is ahead of UTC. */
function offset(at: Date, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(at.getTime() / 1_000) * 1_000;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function partsOf(at: Date, timeZone: string): Record<Part, string> {
  const parts = formatFor(timeZone).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Record<Part, string>;
}
