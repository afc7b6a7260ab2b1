import type { Badge } from '../../../wire/api/progress.ts';
import { type BadgeNow, badgesOf } from './badges.ts';
import type { Days } from './days-view.ts';
import type { ProgressDb } from './tables.ts';

export async function readBadges(db: ProgressDb, personId: string, days: Days): Promise<BadgeNow[]> {
  const spoken = await db
    .selectFrom('progress_facts')
    .select('at')
    .where('person_id', '=', personId)
    .where('kind', '=', 'answer')
    .where('how', '=', 'spoken')
    .where('verdict', 'in', ['right', 'close'])
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  const lessons = await db
    .selectFrom('progress_lessons')
    .select('completed_at')
    .where('person_id', '=', personId)
    .where('completed_at', 'is not', null)
    .execute();
  const mastered = await db
    .selectFrom('progress_phrases')
    .select('mastered_at')
    .where('person_id', '=', personId)
    .where('mastered_at', 'is not', null)
    .orderBy('mastered_at')
    .limit(100)
    .execute();
  const cured = await db
    .selectFrom('progress_errors')
    .select('first_cured_at')
    .where('person_id', '=', personId)
    .where('first_cured_at', 'is not', null)
    .orderBy('first_cured_at')
    .limit(10)
    .execute();
  return badgesOf({
    firstSpokenReply: spoken?.at,
    lessonsCompleted: times(lessons.map(({ completed_at }) => completed_at)),
    perfectLessons: await perfectRuns(db, personId),
    phrasesMastered: times(mastered.map(({ mastered_at }) => mastered_at)),
    errorsCured: times(cured.map(({ first_cured_at }) => first_cured_at)),
    reviews: {
      count: days.rows.reduce((sum, { reviews }) => sum + reviews, 0),
      hundredth: await nthReview(db, personId, days, 100),
      thousandth: await nthReview(db, personId, days, 1_000),
    },
    days: days.rows.map(({ day, xp, learner_ms, first_at, last_at }) => ({
      day,
      xp,
      learnerMs: learner_ms,
      firstAt: first_at,
      lastAt: last_at,
    })),
    streak: days.streak,
  });
}

export const badgeView = ({ id, earnedAt, have, need }: BadgeNow): Badge => ({
  id,
  earned_at: earnedAt?.toISOString() ?? null,
  have,
  need,
});

const times = (found: readonly (Date | null)[]): Date[] =>
  found.filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime());

/** Runs in which every exchange was right at once. */
async function perfectRuns(db: ProgressDb, personId: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('progress_facts')
    .select('at')
    .where('person_id', '=', personId)
    .where('kind', '=', 'finished')
    .where('total_count', '>=', PERFECT_EXCHANGES)
    .whereRef('right_count', '>=', 'total_count')
    .orderBy('at')
    .limit(1)
    .execute();
  return rows.map(({ at }) => at);
}

const PERFECT_EXCHANGES = 3;

/** Sums tell the day on which it happened; only that day is looked into. */
async function nthReview(db: ProgressDb, personId: string, days: Days, n: number): Promise<Date | undefined> {
  let before = 0;
  for (const { day, reviews } of days.rows) {
    if (before + reviews < n) {
      before += reviews;
      continue;
    }
    const rows = await db
      .selectFrom('progress_facts')
      .select('at')
      .where('person_id', '=', personId)
      .where('day', '=', day)
      .where('kind', '=', 'review')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('progress_facts as taken')
              .select('taken.id')
              .where('taken.person_id', '=', personId)
              .where('taken.kind', '=', 'undone')
              .where('taken.lesson', '=', '')
              .whereRef('taken.item', '=', 'progress_facts.id'),
          ),
        ),
      )
      .orderBy('at')
      .orderBy('id')
      .offset(n - before - 1)
      .limit(1)
      .execute();
    return rows[0]?.at;
  }
  return undefined;
}
