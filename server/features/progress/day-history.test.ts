import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, datesOf, localDay } from '../../kit/local-day.ts';
import { type DaySettings, dayOf, goalOf, skippedDays } from './day-history.ts';

const at = (iso: string): Date => new Date(iso);
const lived = (since: string, timeZone: string, goalMinutes = 10): DaySettings => ({
  since: at(since),
  timeZone,
  goalMinutes,
});

test.each([
  // Warsaw goes forward on 29 March 2026 at 02:00 and back on 25 October at 03:00.
  ['2026-03-28T22:59:59Z', 'Europe/Warsaw', '2026-03-28'],
  ['2026-03-28T23:00:00Z', 'Europe/Warsaw', '2026-03-29'],
  ['2026-03-29T21:59:59Z', 'Europe/Warsaw', '2026-03-29'],
  ['2026-03-29T22:00:00Z', 'Europe/Warsaw', '2026-03-30'],
  ['2026-10-24T22:00:00Z', 'Europe/Warsaw', '2026-10-25'],
  ['2026-10-25T22:59:59Z', 'Europe/Warsaw', '2026-10-25'],
  ['2026-10-25T23:00:00Z', 'Europe/Warsaw', '2026-10-26'],
  ['2026-01-01T10:00:00Z', 'Etc/GMT-14', '2026-01-02'],
  ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '2026-01-02'],
  ['2026-01-01T11:59:00Z', 'Etc/GMT+12', '2025-12-31'],
])('[P6] %s in %s is on %s', (moment, zone, day) => {
  expect(localDay(at(moment), zone)).toBe(day);
});

test('[P6] in any zone each hour of two years is on the day of the hour before or on the next', () => {
  const zones = [
    'Europe/Warsaw',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Etc/GMT-14',
    'Etc/GMT+12',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2 * 365 * 24 }), (zone, hours) => {
      const start = Date.parse('2025-01-01T00:00:00Z') + hours * 3_600_000;
      const day = localDay(new Date(start), zone);
      expect([day, addDays(day, 1)]).toContain(localDay(new Date(start + 3_600_000), zone));
    }),
  );
});

test('[P5] an event belongs to the zone that held when it happened', () => {
  const history = [lived('1970-01-01T00:00:00Z', 'Europe/Warsaw'), lived('2026-05-10T12:00:00Z', 'America/New_York')];
  expect(dayOf(history, at('2026-05-09T22:30:00Z'))).toBe('2026-05-10');
  expect(dayOf(history, at('2026-05-11T02:30:00Z'))).toBe('2026-05-10');
  expect(dayOf([], at('2026-05-09T22:30:00Z'))).toBe('2026-05-09');
});

test('[P11] the goal of a day is what held when it ended', () => {
  const history = [lived('1970-01-01T00:00:00Z', 'UTC', 10), lived('2026-05-10T12:00:00Z', 'UTC', 30)];
  expect(['2026-05-09', '2026-05-10', '2026-05-11'].map((day) => goalOf(history, day))).toEqual([10, 30, 30]);
});

test('[P9] flying east over the date line skips a day, flying west skips none', () => {
  const east = [lived('1970-01-01T00:00:00Z', 'Etc/GMT+12'), lived('2026-05-10T11:00:00Z', 'Etc/GMT-14')];
  expect([...skippedDays(east)]).toEqual(['2026-05-10']);
  const west = [lived('1970-01-01T00:00:00Z', 'Etc/GMT-14'), lived('2026-05-10T11:00:00Z', 'Etc/GMT+12')];
  expect([...skippedDays(west)]).toEqual([]);
});

test('[P6] dates between two dates are all of them, over changes of clocks too', () => {
  expect(datesOf('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(datesOf('2026-03-30', '2026-03-28')).toEqual([]);
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
});
