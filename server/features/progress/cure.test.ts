import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorState } from './cure.ts';

const happened = (id: string, iso: string) => ({ id, at: new Date(iso) });
const used = (iso: string) => ({ at: new Date(iso), day: iso.slice(0, 10) });
const first = happened('c1', '2026-01-01T10:00:00Z');

test('[P14] three right uses on two days cure an error', () => {
  const uses = [used('2026-01-02T10:00:00Z'), used('2026-01-02T11:00:00Z')];
  expect(errorState([first], uses)).toMatchObject({ state: 'open', rightUses: 2, rightDays: 1 });
  const sameDay = [...uses, used('2026-01-02T12:00:00Z')];
  expect(errorState([first], sameDay)).toMatchObject({ state: 'open', rightUses: 3, rightDays: 1 });
  const spaced = [...sameDay, used('2026-01-05T12:00:00Z')];
  expect(errorState([first], spaced)).toMatchObject({ state: 'cured', curedAt: new Date('2026-01-05T12:00:00Z') });
});

test('[P14] an error that happens again is open again, and counts from zero', () => {
  const uses = ['2026-01-02', '2026-01-03', '2026-01-04', '2026-01-11'].map((day) => used(`${day}T10:00:00Z`));
  const again = happened('c2', '2026-01-10T10:00:00Z');
  expect(errorState([first, again], uses)).toEqual({
    state: 'open',
    times: 2,
    rightUses: 1,
    rightDays: 1,
    firstAt: first.at,
    lastAt: again.at,
    curedAt: null,
    firstCuredAt: new Date('2026-01-04T10:00:00Z'),
    cameBack: 1,
    correction: 'c2',
  });
});

test('[P14] what was right before the error does not count, and without an error there is nothing to cure', () => {
  const before = ['2025-12-01', '2025-12-02', '2025-12-03'].map((day) => used(`${day}T10:00:00Z`));
  expect(errorState([first], before)).toMatchObject({ state: 'open', rightUses: 0 });
  expect(errorState([], before)).toBeUndefined();
});

test('[P10] order of occurrences and uses makes no difference', () => {
  const moment = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2026, 0, 1, n * 11)));
  const uses = fc.array(
    moment.map((at) => ({ at, day: at.toISOString().slice(0, 10) })),
    { maxLength: 12 },
  );
  const errors = fc.uniqueArray(moment, { minLength: 1, maxLength: 4, selector: Number });
  fc.assert(
    fc.property(errors, uses, (ats, right) => {
      const occurrences = ats.map((at, n) => ({ id: `c${n}`, at }));
      expect(errorState([...occurrences].reverse(), [...right].reverse())).toEqual(errorState(occurrences, right));
    }),
  );
});
