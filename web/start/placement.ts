import { type FinderLevel, finderLevels, type LevelItem } from './level-items.ts';

/** One question that was answered. */
export interface Asked {
  id: string;
  level: FinderLevel;
  right: boolean;
}

/** About ten seconds each: two minutes hold ten of them, and a breath. */
const MOST = 10;
/** Right answers in a row after which a level is too easy. */
const STEP_UP = 2;

/** The question to ask next; undefined when enough is known. Up after two right in a row, down after each wrong one. */
export function nextItem(items: readonly LevelItem[], asked: readonly Asked[]): LevelItem | undefined {
  if (asked.length >= MOST) return undefined;
  const done = new Set(asked.map(({ id }) => id));
  const at = levelNow(asked);
  return items.find(({ id, level }) => level === finderLevels[at] && !done.has(id));
}

function levelNow(asked: readonly Asked[]): number {
  let at = 1;
  let row = 0;
  for (const { right } of asked) {
    row = right ? row + 1 : 0;
    if (!right) at = Math.max(0, at - 1);
    else if (row >= STEP_UP && at < finderLevels.length - 1) {
      at += 1;
      row = 0;
    }
  }
  return at;
}

export interface Placement {
  from: FinderLevel;
  to: FinderLevel;
  right: number;
  total: number;
}

/** A range, never a verdict: the highest level that mostly went well, up to the next one when something of it did. */
export function placementOf(asked: readonly Asked[]): Placement {
  const share = (level: FinderLevel): { right: number; total: number } => {
    const of = asked.filter((one) => one.level === level);
    return { right: of.filter(({ right }) => right).length, total: of.length };
  };
  let from = 0;
  for (const [n, level] of finderLevels.entries()) {
    const { right, total } = share(level);
    if (total >= 2 && right / total >= 0.6) from = n;
  }
  const above = finderLevels[from + 1];
  const to = above !== undefined && share(above).right > 0 ? from + 1 : from;
  return {
    from: finderLevels[from] ?? 'A0',
    to: finderLevels[to] ?? 'A0',
    right: asked.filter(({ right }) => right).length,
    total: asked.length,
  };
}
