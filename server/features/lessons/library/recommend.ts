import { type CatalogEntry, levelRank } from './catalog.ts';
import type { PersonView } from './standing.ts';

export type Why = 'assigned' | 'continue' | 'first' | 'next' | 'refresh';

/**
 * What to do, the most sensible first: what a teacher asked for (the most pressing first), what was begun (the latest first),
 * what is new (in the course's order, from the learner's level on, then what lies below it), and what is finished (most due first).
 * `entries` are in the course's order.
 */
export function recommend(
  entries: readonly CatalogEntry[],
  person: PersonView,
): readonly { entry: CatalogEntry; why: Why }[] {
  const reached = reachedLevels(entries, person);
  const statusOf = (one: CatalogEntry) => person.standings.get(one.lesson.id)?.status;
  const finishedAny = entries.some((one) => statusOf(one) === 'finished');
  const ranked = entries.map((entry, place) => {
    const { id } = entry.lesson;
    const assigned = person.assigned.get(id);
    const standing = person.standings.get(id);
    if (assigned)
      return {
        entry,
        why: 'assigned' as const,
        keys: [0, assigned.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER, place],
      };
    if (standing?.status === 'started')
      return { entry, why: 'continue' as const, keys: [1, -standing.lastAt.getTime(), place] };
    if (standing?.status === 'finished')
      return { entry, why: 'refresh' as const, keys: [3, -(person.due.get(id) ?? 0), standing.lastAt.getTime()] };
    const below = levelRank(entry.lesson.level) < (reached.get(entry.lesson.language) ?? -1) ? 1 : 0;
    return { entry, why: finishedAny ? ('next' as const) : ('first' as const), keys: [2, below, place] };
  });
  return ranked.sort((left, right) => compare(left.keys, right.keys)).map(({ entry, why }) => ({ entry, why }));
}

/** The level a learner is at, by language: as they were placed, and what they have mostly finished since. What lies below is not pressed on them. */
function reachedLevels(entries: readonly CatalogEntry[], person: PersonView): ReadonlyMap<string, number> {
  const languages = new Set(entries.map(({ lesson }) => lesson.language));
  return new Map(
    [...languages].map((language) => {
      const there = entries.filter(({ lesson }) => lesson.language === language);
      const placed = levelRank(person.placed.get(language) ?? '');
      return [language, Math.max(placed, mostlyFinished(there, person))];
    }),
  );
}

/** The highest level of which more than half is finished; -1 for none. */
function mostlyFinished(entries: readonly CatalogEntry[], person: PersonView): number {
  const ranks = [...new Set(entries.map(({ lesson }) => levelRank(lesson.level)))].sort((a, b) => b - a);
  return (
    ranks.find((rank) => {
      const there = entries.filter(({ lesson }) => levelRank(lesson.level) === rank);
      const done = there.filter(({ lesson }) => person.standings.get(lesson.id)?.status === 'finished');
      return done.length * 2 > there.length;
    }) ?? -1
  );
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [at, one] of left.entries()) {
    const difference = one - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
