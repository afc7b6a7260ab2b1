import type { z } from 'zod';
import type { listLessons } from '../../../../wire/api/lessons.ts';
import { type CatalogEntry, levelRank } from './catalog.ts';
import { recommend } from './recommend.ts';
import { fits } from './search-lessons.ts';
import type { PersonView } from './standing.ts';

export type LibraryQuery = z.output<typeof listLessons.schema.querystring>;

/** The lessons that a query asks for, in its order, and what there is to filter by. Pure. */
export function listedLessons(
  all: readonly CatalogEntry[],
  person: PersonView,
  query: LibraryQuery,
): { found: readonly CatalogEntry[]; levels: string[]; tags: string[]; modules: string[] } {
  const inLanguage = all.filter(
    ({ lesson }) =>
      (query.language === undefined || lesson.language === query.language) &&
      (query.from === undefined || lesson.from === query.from),
  );
  const worth = new Map(inLanguage.map((one) => [one, query.q ? fits(one.haystack, query.q) : 1]));
  const levels = query.level?.split(',').map((level) => level.trim().toUpperCase());
  const found = inLanguage.filter(
    (one) =>
      worth.get(one) !== 0 &&
      (levels === undefined || levels.includes(one.lesson.level)) &&
      (query.tag === undefined || one.lesson.tags.includes(query.tag)) &&
      (query.module === undefined || one.lesson.module === query.module) &&
      (query.source === undefined || one.source === query.source) &&
      (query.status === undefined || (person.standings.get(one.lesson.id)?.status ?? 'new') === query.status),
  );
  const sorted = inOrder(inLanguage, found, person, query.sort);
  return {
    // A sort of Array keeps the order of equals: the asked order goes on within equal worth.
    found: query.q ? sorted.toSorted((left, right) => (worth.get(right) ?? 0) - (worth.get(left) ?? 0)) : sorted,
    levels: distinct(inLanguage.map(({ lesson }) => lesson.level)).sort((a, b) => levelRank(a) - levelRank(b)),
    tags: distinct(inLanguage.flatMap(({ lesson }) => lesson.tags)).sort((a, b) => a.localeCompare(b)),
    modules: distinct(inLanguage.map(({ lesson }) => lesson.module).filter(Boolean)),
  };
}

function inOrder(
  all: readonly CatalogEntry[],
  found: readonly CatalogEntry[],
  person: PersonView,
  sort: LibraryQuery['sort'],
): readonly CatalogEntry[] {
  switch (sort) {
    case 'recommended': {
      // The learner's level shows in all of the language, not in what a filter leaves of it.
      const wanted = new Set(found);
      return recommend(all, person).flatMap(({ entry }) => (wanted.has(entry) ? [entry] : []));
    }
    case 'level':
      return found.toSorted((left, right) => levelRank(left.lesson.level) - levelRank(right.lesson.level));
    case 'title':
      return found.toSorted((left, right) => left.lesson.title.localeCompare(right.lesson.title, left.lesson.language));
    case 'recent':
      return recent(found, person);
  }
}

/** What the person has been in, the latest first. */
export function recent(found: readonly CatalogEntry[], person: PersonView): readonly CatalogEntry[] {
  const at = (one: CatalogEntry): number => person.standings.get(one.lesson.id)?.lastAt.getTime() ?? 0;
  return found.filter((one) => at(one) > 0).toSorted((left, right) => at(right) - at(left));
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
