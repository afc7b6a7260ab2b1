import { createHash } from 'node:crypto';
import type { SceneSummary } from '../../../feature.ts';
import type { Lesson } from '../compile-lesson.ts';
import type { LessonFile } from '../lesson-schema.ts';
import { lessonWords } from '../lesson-words.ts';
import { type LessonLineSound, linesOf } from './lines.ts';
import { haystackOf } from './search-lessons.ts';

/** A lesson as the library has it, with what is reckoned from it once. */
export interface CatalogEntry {
  lesson: Lesson;
  file: LessonFile;
  source: 'shipped' | 'own';
  /** Changes with the content. */
  version: string;
  scene: SceneSummary;
  words: readonly string[];
  /** Its place on the course's path; lessons that are not on it come after, by level. */
  place: number;
  haystack: ReturnType<typeof haystackOf>;
  /** What is heard of it, by the line's key. */
  lines: ReadonlyMap<string, LessonLineSound>;
}

/** Every lesson there is for learners: shipped ones for good, own ones as they are published now. */
export interface Catalog {
  /** In the order of the course. */
  all(): readonly CatalogEntry[];
  find(id: string): CatalogEntry | undefined;
  /** Replaces the own lessons. One whose id is shipped too is passed over; answers their ids. */
  setOwn(lessons: readonly { lesson: Lesson; file: LessonFile }[]): readonly string[];
}

export const levels = ['A0', 'A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export const levelRank = (level: string): number => levels.indexOf(level as (typeof levels)[number]);

export function createCatalog(
  shipped: readonly { lesson: Lesson; file: LessonFile }[],
  path: readonly string[],
): Catalog {
  const places = new Map(path.map((id, place) => [id, place]));
  const entryOf = (source: CatalogEntry['source']) => (one: { lesson: Lesson; file: LessonFile }) =>
    entry(one.lesson, one.file, source, places.get(one.lesson.id) ?? Number.POSITIVE_INFINITY);
  const fixed = shipped.map(entryOf('shipped'));
  const fixedIds = new Set(fixed.map(({ lesson }) => lesson.id));
  let entries: readonly CatalogEntry[] = [...fixed].sort(byCourse);
  let byId = new Map(entries.map((one) => [one.lesson.id, one]));
  return {
    all: () => entries,
    find: (id) => byId.get(id),
    setOwn(lessons) {
      const own = lessons.filter(({ lesson }) => !fixedIds.has(lesson.id)).map(entryOf('own'));
      entries = [...fixed, ...own].sort(byCourse);
      byId = new Map(entries.map((one) => [one.lesson.id, one]));
      return lessons.filter(({ lesson }) => fixedIds.has(lesson.id)).map(({ lesson }) => lesson.id);
    },
  };
}

export function sceneSummaryOf(lesson: Lesson): SceneSummary {
  const { id, title, language, level, from, description } = lesson;
  return { id, title, language, level, from, description };
}

function entry(lesson: Lesson, file: LessonFile, source: CatalogEntry['source'], place: number): CatalogEntry {
  return {
    lesson,
    file,
    source,
    version: createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 16),
    scene: sceneSummaryOf(lesson),
    words: lessonWords(lesson),
    place,
    haystack: haystackOf(lesson),
    lines: linesOf(lesson),
  };
}

function byCourse(left: CatalogEntry, right: CatalogEntry): number {
  // Infinity minus itself is no number.
  if (left.place !== right.place) return left.place < right.place ? -1 : 1;
  const byLevel = levelRank(left.lesson.level) - levelRank(right.lesson.level);
  return byLevel || left.lesson.title.localeCompare(right.lesson.title, left.lesson.language);
}
