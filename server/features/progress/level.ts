/** CEFR, lowest first. */
const levels = ['A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

export interface LevelEvidence {
  kind: 'placement' | 'lessons';
  level: string;
  right: number;
  total: number;
  at: Date;
}

export interface Placement {
  from: string;
  to: string;
  right: number;
  total: number;
  at: Date;
}

/** First tries in lessons of one level. */
export interface LevelTries {
  level: string;
  right: number;
  total: number;
  at: Date;
}

/** So many first tries before they tell anything, and so many of them right before a level is said to be firm. */
const TRIES_THAT_TELL = 20;
const FIRM = 0.8;

/**
 * A range to go by, never a verdict. The latest placement is where it starts; a level whose lessons go firmly raises the lower end to it,
 * and the upper end to the next. Without either there is no range.
 */
export function estimateLevel(
  placement: Placement | undefined,
  tries: readonly LevelTries[],
): { from: string | null; to: string | null; evidence: LevelEvidence[] } {
  const telling = tries.filter(({ level, total }) => total >= TRIES_THAT_TELL && rank(level) >= 0);
  const firm = Math.max(
    -1,
    ...telling.filter(({ right, total }) => right >= total * FIRM).map(({ level }) => rank(level)),
  );
  const placed = placement && rank(placement.from) >= 0 && rank(placement.to) >= 0 ? placement : undefined;
  const low = Math.max(firm, placed ? rank(placed.from) : -1);
  const reached = Math.max(
    ...[firm >= 0 ? firm + 1 : -1, placed ? rank(placed.to) : -1, ...telling.map(({ level }) => rank(level))],
  );
  const high = Math.min(levels.length - 1, Math.max(low, reached));
  return {
    from: low < 0 ? (high < 0 ? null : (levels[0] ?? null)) : (levels[low] ?? null),
    to: high < 0 ? null : (levels[high] ?? null),
    evidence: [
      ...(placed
        ? [
            {
              kind: 'placement' as const,
              level: `${placed.from}–${placed.to}`,
              right: placed.right,
              total: placed.total,
              at: placed.at,
            },
          ]
        : []),
      ...[...tries].sort((a, b) => rank(a.level) - rank(b.level)).map((one) => ({ kind: 'lessons' as const, ...one })),
    ],
  };
}

const rank = (level: string): number => (levels as readonly string[]).indexOf(level);
