import type { LessonProgress, LessonSummary } from '../../../wire/api/progress.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { scoreOf } from './count-lessons.ts';
import type { Course, LessonStanding } from './course.ts';
import { wordsOf } from './plain-text.ts';
import { readWeakSpots } from './read-phrases.ts';
import type { LastRun, ProgressDb, ProgressTables } from './tables.ts';

const WEAK_SPOTS = 5;
const WORDS = 60;
const LESSONS = 500;

type Row = ProgressTables['progress_lessons'];

export async function readLessons(
  db: ProgressDb,
  personId: string,
): Promise<{ data: LessonProgress[]; more: boolean }> {
  const rows = await db
    .selectFrom('progress_lessons')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('last_at', 'desc')
    .orderBy('lesson')
    .limit(LESSONS + 1)
    .execute();
  return { data: rows.slice(0, LESSONS).map((row) => lessonView(row.lesson, row)), more: rows.length > LESSONS };
}

export async function readStandings(db: ProgressDb, personId: string): Promise<ReadonlyMap<string, LessonStanding>> {
  const rows = await db
    .selectFrom('progress_lessons')
    .select(['lesson', 'completed_at', 'last_at'])
    .where('person_id', '=', personId)
    .execute();
  return new Map(
    rows.map(({ lesson, completed_at, last_at }) => [
      lesson,
      { status: completed_at === null ? 'started' : 'finished', lastAt: last_at },
    ]),
  );
}

export async function readLesson(db: ProgressDb, personId: string, id: string, course: Course): Promise<LessonSummary> {
  const lesson = await course.lesson(personId, id);
  const row = await db
    .selectFrom('progress_lessons')
    .selectAll()
    .where('person_id', '=', personId)
    .where('lesson', '=', id)
    .executeTakeFirst();
  // A lesson that was taken away since still has its summary.
  if (!lesson && !row) throw new Refusal('not-found', 'There is no such lesson.', 'id');
  const phrases = await db
    .selectFrom('progress_phrases')
    .select(['exchange', 'mastered_at'])
    .where('person_id', '=', personId)
    .where('lesson', '=', id)
    .execute();
  const mastered = new Set(phrases.filter(({ mastered_at }) => mastered_at !== null).map(({ exchange }) => exchange));
  const asked = lesson?.phrases.map(({ exchange }) => exchange) ?? phrases.map(({ exchange }) => exchange);
  return {
    ...lessonView(id, row),
    title: lesson?.title ?? id,
    run: runView(row?.last_run as LastRun | null | undefined),
    phrases: { mastered: asked.filter((exchange) => mastered.has(exchange)).length, total: asked.length },
    weak_spots: await readWeakSpots(db, personId, course, { limit: WEAK_SPOTS, lesson: id }),
    words_learned: await wordsLearned(db, personId, id),
    tasks: await readTasks(db, personId, id),
    next_lesson: (await course.next(personId)) ?? null,
  };
}

function lessonView(lesson: string, row: Row | undefined): LessonProgress {
  const run = row?.last_run as LastRun | null | undefined;
  return {
    lesson,
    status: row ? (row.completed_at ? 'completed' : 'in_progress') : 'not_started',
    started_at: row?.started_at.toISOString() ?? null,
    completed_at: row?.completed_at?.toISOString() ?? null,
    last_at: row?.last_at.toISOString() ?? null,
    times_completed: row?.times_completed ?? 0,
    best: row?.best ?? null,
    last: run ? scoreOf(run) : null,
  };
}

function runView(run: LastRun | null | undefined): LessonSummary['run'] {
  if (!run) return null;
  const { id: _, ...told } = run;
  return told;
}

/** Words of the answers that were found alone in this lesson, in order of meeting them. */
async function wordsLearned(db: ProgressDb, personId: string, lesson: string): Promise<string[]> {
  const rows = await db
    .selectFrom('progress_facts')
    .select('plain')
    .where('person_id', '=', personId)
    .where('kind', 'in', ['answer', 'item'])
    .where('lesson', '=', lesson)
    .where('alone', '=', true)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return [...new Set(rows.flatMap(({ plain }) => wordsOf(plain)))].slice(0, WORDS);
}

async function readTasks(db: ProgressDb, personId: string, lesson: string): Promise<LessonSummary['tasks']> {
  const rows = await db
    .selectFrom('progress_facts')
    .select(['item', 'kind', 'right_count', 'total_count', 'at'])
    .where('person_id', '=', personId)
    .where('kind', 'in', ['task', 'quiz'])
    .where('lesson', '=', lesson)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const share = (right: number, total: number): number => (total === 0 ? 0 : right / total);
  const best = new Map<string, LessonSummary['tasks'][number]>();
  for (const { item, kind, right_count: right, total_count: total, at } of rows) {
    const key = `${kind} ${item}`;
    const before = best.get(key);
    const better = !before || share(right, total) >= share(before.right, before.total);
    const figures = better ? { right, total } : { right: before.right, total: before.total };
    best.set(key, { id: item, kind: kind === 'quiz' ? 'quiz' : 'task', ...figures, last_at: at.toISOString() });
  }
  return [...best.values()];
}
