export interface Occurrence {
  /** Id of the correction. */
  id: string;
  at: Date;
}

/** The right form, found alone. */
export interface RightUse {
  at: Date;
  day: string;
}

export interface ErrorState {
  state: 'open' | 'cured';
  times: number;
  /** Since it last happened, up to the one that cured it. */
  rightUses: number;
  rightDays: number;
  firstAt: Date;
  lastAt: Date;
  /** When the present cure was complete, and the first there ever was. */
  curedAt: Date | null;
  firstCuredAt: Date | null;
  cameBack: number;
  correction: string;
}

export const USES_TO_CURE = 3;
export const DAYS_TO_CURE = 2;

/** How an error stands: cured after enough right uses on enough days since it last happened; open again when it happens again. */
export function errorState(occurrences: readonly Occurrence[], uses: readonly RightUse[]): ErrorState | undefined {
  const happened = [...occurrences].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const [first] = happened;
  const last = happened.at(-1);
  if (!first || !last) return undefined;
  const used = [...uses].sort((a, b) => a.at.getTime() - b.at.getTime());
  const spans = happened.map(({ at }, index) => {
    const until = happened[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY;
    return used.filter((use) => use.at.getTime() > at.getTime() && use.at.getTime() < until);
  });
  const cures = spans.map((uses) => cureOf(uses)?.at ?? null);
  const latest = spans.at(-1) ?? [];
  const curing = cureOf(latest);
  const now = curing ? latest.slice(0, curing.uses) : latest;
  const cured = curing?.at ?? null;
  return {
    state: cured ? 'cured' : 'open',
    times: happened.length,
    rightUses: now.length,
    rightDays: new Set(now.map(({ day }) => day)).size,
    firstAt: first.at,
    lastAt: last.at,
    curedAt: cured,
    firstCuredAt: cures.find((one) => one !== null) ?? null,
    cameBack: cures.slice(0, -1).filter((one) => one !== null).length,
    correction: last.id,
  };
}

/** The moment of the cure, and how many uses it took. */
function cureOf(uses: readonly RightUse[]): { at: Date; uses: number } | undefined {
  const days = new Set<string>();
  for (const [index, { at, day }] of uses.entries()) {
    days.add(day);
    if (index + 1 >= USES_TO_CURE && days.size >= DAYS_TO_CURE) return { at, uses: index + 1 };
  }
  return undefined;
}
