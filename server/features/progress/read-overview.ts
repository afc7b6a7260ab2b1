import type { ProgressOverview } from '../../../wire/api/progress.ts';
import { datesOf } from '../../kit/local-day.ts';
import type { Course } from './course.ts';
import { type Days, minutesOf, weekBefore } from './days-view.ts';
import { firstTries } from './first-tries.ts';
import { badgeView, readBadges } from './read-badges.ts';
import { readWeakSpots } from './read-phrases.ts';
import { countKnownWords, type KnownWord } from './read-words.ts';
import { FREEZES_MAX } from './streak.ts';
import { factOf, type ProgressDb } from './tables.ts';

const WEAK_SPOTS = 5;
const NEW_BADGES = 3;
const TRIES = 20;
/** Answers looked at for the last first tries; some are second tries. */
const ANSWERS_LOOKED_AT = 160;
const TREND_DAYS = 30;

export async function readOverview(
  db: ProgressDb,
  personId: string,
  days: Days,
  course: Course,
  inMemory: readonly KnownWord[],
): Promise<ProgressOverview> {
  const { today, streak, rows } = days;
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const learnerMs = sum(({ learner_ms }) => learner_ms);
  const tutorMs = sum(({ tutor_ms }) => tutor_ms);
  const counts = await readCounts(db, personId, inMemory);
  const badges = await readBadges(db, personId, days);
  return {
    day: today,
    time_zone: days.timeZone,
    today: days.view(today),
    week: datesOf(weekBefore(today), today).map(days.view),
    streak: {
      days: streak.days,
      longest: streak.longest,
      today_done: streak.todayDone,
      freezes: streak.freezes,
      freezes_max: FREEZES_MAX,
      next_freeze_in: streak.nextFreezeIn,
      frozen: [...streak.frozen],
    },
    xp: sum(({ xp }) => xp),
    minutes: minutesOf(sum(({ effort_ms }) => effort_ms)),
    active_days: rows.filter(({ xp }) => xp > 0).length,
    words_known: counts.words,
    phrases_mastered: counts.phrases,
    lessons: { in_progress: counts.begun - counts.completed, completed: counts.completed },
    errors: { open: counts.open, cured: counts.cured },
    accuracy: {
      ...(await recentAccuracy(db, personId)),
      days: rows
        .filter(({ first_tries }) => first_tries > 0)
        .slice(-TREND_DAYS)
        .map(({ day, first_right, first_tries }) => ({ day, right: first_right, total: first_tries })),
    },
    spoken: {
      learner_minutes: minutesOf(learnerMs),
      tutor_minutes: minutesOf(tutorMs),
      talk_ratio: learnerMs + tutorMs === 0 ? null : learnerMs / (learnerMs + tutorMs),
    },
    weak_spots: await readWeakSpots(db, personId, course, { limit: WEAK_SPOTS }),
    badges: badges
      .filter(({ earnedAt }) => earnedAt !== null)
      .sort((a, b) => (b.earnedAt?.getTime() ?? 0) - (a.earnedAt?.getTime() ?? 0))
      .slice(0, NEW_BADGES)
      .map(badgeView),
    next_lesson: (await course.next(personId)) ?? null,
  };
}

async function readCounts(db: ProgressDb, personId: string, inMemory: readonly KnownWord[]) {
  const words = await countKnownWords(db, personId, inMemory);
  const { phrases } = await db
    .selectFrom('progress_phrases')
    .select(({ fn }) => fn.countAll<number>().as('phrases'))
    .where('person_id', '=', personId)
    .where('mastered_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const { begun, completed } = await db
    .selectFrom('progress_lessons')
    .select(({ fn }) => [fn.countAll<number>().as('begun'), fn.count<number>('completed_at').as('completed')])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const { errors, cured } = await db
    .selectFrom('progress_errors')
    .select(({ fn }) => [fn.countAll<number>().as('errors'), fn.count<number>('cured_at').as('cured')])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return { words, phrases, begun, completed, open: errors - cured, cured };
}

async function recentAccuracy(
  db: ProgressDb,
  personId: string,
): Promise<{ recent: number | null; before: number | null }> {
  const rows = await db
    .selectFrom('progress_facts')
    .selectAll()
    .where('person_id', '=', personId)
    .where('kind', '=', 'answer')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ANSWERS_LOOKED_AT)
    .execute();
  const tries = firstTries(rows.reverse().map(factOf));
  const share = (some: typeof tries): number | null =>
    some.length === 0 ? null : some.filter(({ right }) => right).length / some.length;
  return { recent: share(tries.slice(-TRIES)), before: share(tries.slice(-2 * TRIES, -TRIES)) };
}
