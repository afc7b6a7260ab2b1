import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayBounds, localDay, nextDay, startOf } from './local-day.ts';

test('[M6] a day begins at its first instant, also where clocks change at midnight', () => {
  for (const [day, zone, start, hours] of [
    ['2026-03-29', 'Europe/Warsaw', '2026-03-28T23:00:00Z', 23],
    ['2026-10-25', 'Europe/Warsaw', '2026-10-24T22:00:00Z', 25],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z', 23],
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00Z', 23],
    ['2026-04-04', 'America/Santiago', '2026-04-04T03:00:00Z', 25],
    ['2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00Z', 24],
    ['2026-06-01', 'UTC', '2026-06-01T00:00:00Z', 24],
  ] as const) {
    const from = startOf(day, zone);
    const to = startOf(nextDay(day), zone);
    expect([zone, from.toISOString()]).toEqual([zone, new Date(start).toISOString()]);
    expect([zone, (to.getTime() - from.getTime()) / 3_600_000]).toEqual([zone, hours]);
  }
});

test('[M6] every instant is in its own day, and days follow one another without a gap', () => {
  const zones = [
    'Europe/Warsaw',
    'America/St_Johns',
    'Africa/Cairo',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2015-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (at, zone) => {
        const { day, start, end } = dayBounds(at, zone);
        expect(day).toBe(localDay(at, zone));
        expect([start <= at, at < end]).toEqual([true, true]);
        expect(localDay(start, zone)).toBe(day);
        expect(localDay(new Date(start.getTime() - 1), zone) < day).toBe(true);
        expect(localDay(new Date(end.getTime() - 1), zone)).toBe(day);
      },
    ),
    { numRuns: 500 },
  );
});
