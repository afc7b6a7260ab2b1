/** Spans and times in the words of a language, without a library. */

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

const units = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** `10 min`, `3 days`: the largest unit that holds the span at least once. */
export function saySpan(seconds: number, language: string): string {
  const [unit, size] = units.find(([, least]) => seconds >= least) ?? ['minute', MINUTE];
  const count = Math.max(1, seconds / size);
  const digits = count < 10 && unit !== 'minute' && unit !== 'day' ? 1 : 0;
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(language, format).format(count);
}

/** `in 3 hours`, `yesterday`: from `now` to `at`. */
export function sayFrom(at: string, now: number, language: string): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = units.find(([, least]) => Math.abs(seconds) >= least) ?? ['minute', MINUTE];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

export const sayDay = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );

export const sayTime = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

export const sayDate = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at));

export const sayShare = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);

export const sayNumber = (count: number, language: string, digits = 0): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(count);
