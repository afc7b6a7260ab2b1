import type { Variable } from './config-variables.ts';
import type { ConfigProblem } from './kit/config-error.ts';

/** A problem for every name in `present` that is none of ours but nearly one of them, such as DATABSE_URL. */
export function likelyTypos(present: readonly string[], known: readonly Pick<Variable, 'name'>[]): ConfigProblem[] {
  const names = known.map(({ name }) => name);
  return present.flatMap((name) => {
    if (names.includes(name)) return [];
    const meant = names.find((ours) => distance(name.toUpperCase(), ours) <= (ours.length < 6 ? 1 : 2));
    return meant === undefined ? [] : [{ variable: name, message: `is unknown and ignored. Is ${meant} meant?` }];
  });
}

/** Edits between two names: an insertion, a removal, a replacement, or two neighbours swapped. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(cell(row, j - 1) + 1, cell(last, j) + 1, cell(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, cell(before, j - 2) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return cell(last, b.length);
}

const cell = (row: readonly number[], at: number): number => row[at] ?? Number.POSITIVE_INFINITY;
