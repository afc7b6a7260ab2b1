import { expect, test } from 'vitest';
import type { ProgressDay } from '../../wire/api/progress.ts';
import { heatCells, heatOf, monthStarts } from './heat-map.ts';

const day = (name: string, part: Partial<ProgressDay> = {}): ProgressDay =>
  ({ day: name, state: 'active', minutes: 0, goal_minutes: 10, ...part }) as ProgressDay;

test.each([
  [0, 'active', 1],
  [4, 'active', 1],
  [5, 'active', 2],
  [10, 'active', 3],
  [20, 'active', 4],
  [0, 'missed', 0],
  [0, 'frozen', 0],
  [3, 'open', 1],
] as const)('%i minutes of a goal of ten on a day that is %s are heat %i', (minutes, state, heat) => {
  expect(heatOf(day('2026-01-01', { minutes, state }))).toBe(heat);
});

test('weeks begin on Monday, whatever day the list begins with', () => {
  const cells = heatCells([day('2026-05-02'), day('2026-05-03'), day('2026-05-04'), day('2026-05-11')]);
  expect(cells.map(({ week, weekday }) => [week, weekday])).toEqual([
    [0, 5],
    [0, 6],
    [1, 0],
    [2, 0],
  ]);
  expect(heatCells([])).toEqual([]);
});

test('a month is named where its first day is', () => {
  const cells = heatCells([day('2026-03-31'), day('2026-04-01'), day('2026-05-01')]);
  expect(monthStarts(cells)).toEqual([
    { week: 0, day: '2026-04-01' },
    { week: 4, day: '2026-05-01' },
  ]);
});
