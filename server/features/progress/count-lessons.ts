import { sql } from 'kysely';
import type { LearningEvent } from '../learners/index.ts';
import type { LastRun, ProgressTables, ProgressTx } from './tables.ts';

type LessonRow = Omit<ProgressTables['progress_lessons'], 'last_run'> & { last_run: LastRun | null };

/** Brings the lessons that these events are about up to date. */
export async function recountLessons(
  tx: ProgressTx,
  personId: string,
  events: readonly LearningEvent[],
): Promise<void> {
  const byLesson = Map.groupBy(events, (event) => lessonOf(event) ?? '');
  for (const [lesson, own] of byLesson) {
    if (lesson === '') continue;
    if (own.every(({ kind }) => kind !== 'lesson-finished')) {
      await seen(tx, personId, lesson, own);
      continue;
    }
    const kept = await tx
      .selectFrom('progress_lessons')
      .selectAll()
      .where('person_id', '=', personId)
      .where('lesson', '=', lesson)
      .executeTakeFirst();
    const row = own.reduce<LessonRow | undefined>(
      (before, event) => withEvent(before, personId, lesson, event),
      kept && { ...kept, last_run: kept.last_run as LastRun | null },
    );
    if (!row) continue;
    const { person_id, lesson: id, ...changes } = row;
    const values = { ...changes, last_run: row.last_run === null ? null : JSON.stringify(row.last_run) };
    await tx
      .insertInto('progress_lessons')
      .values({ person_id, lesson: id, ...values })
      .onConflict((conflict) => conflict.columns(['person_id', 'lesson']).doUpdateSet(values))
      .execute();
  }
}

/** Most events tell only that the lesson was gone on with: one statement, and each of its parts the same in any order. */
async function seen(tx: ProgressTx, personId: string, lesson: string, events: readonly LearningEvent[]): Promise<void> {
  const times = events.map(({ at }) => at.getTime());
  await tx
    .insertInto('progress_lessons')
    .values({
      person_id: personId,
      lesson,
      started_at: new Date(Math.min(...times)),
      last_at: new Date(Math.max(...times)),
      completed_at: null,
      times_completed: 0,
      best: null,
      last_run: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'lesson']).doUpdateSet({
        started_at: sql`least(progress_lessons.started_at, excluded.started_at)`,
        last_at: sql`greatest(progress_lessons.last_at, excluded.last_at)`,
      }),
    )
    .execute();
}

function lessonOf(event: LearningEvent): string | undefined {
  switch (event.kind) {
    case 'lesson-started':
    case 'lesson-finished':
    case 'answer':
    case 'task':
    case 'quiz':
      return event.data.lesson;
    default:
      return undefined;
  }
}

/** Earliest, latest, best and how often: each the same in any order. */
export function withEvent(
  before: LessonRow | undefined,
  personId: string,
  lesson: string,
  event: LearningEvent,
): LessonRow {
  const { at } = event;
  const row: LessonRow = before ?? {
    person_id: personId,
    lesson,
    started_at: at,
    last_at: at,
    completed_at: null,
    times_completed: 0,
    best: null,
    last_run: null,
  };
  const seen = { ...row, started_at: earlier(row.started_at, at), last_at: at > row.last_at ? at : row.last_at };
  if (event.kind !== 'lesson-finished') return seen;
  const { exchanges, first_try, with_help, shown, skipped, minutes } = event.data;
  const run: LastRun = { id: event.id, at: at.toISOString(), exchanges, first_try, with_help, shown, skipped, minutes };
  const score = scoreOf(run);
  return {
    ...seen,
    completed_at: row.completed_at === null ? at : earlier(row.completed_at, at),
    times_completed: row.times_completed + 1,
    best: score === null ? row.best : Math.max(row.best ?? 0, score),
    last_run: row.last_run === null || isLater(run, row.last_run) ? run : row.last_run,
  };
}

/** Share of exchanges that were right at the first try. */
export const scoreOf = ({ exchanges, first_try }: Pick<LastRun, 'exchanges' | 'first_try'>): number | null =>
  exchanges === 0 ? null : Math.min(1, first_try / exchanges);

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const isLater = (a: LastRun, b: LastRun): boolean => a.at > b.at || (a.at === b.at && a.id > b.id);
