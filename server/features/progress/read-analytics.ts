import { sql } from 'kysely';
import type { Analytics } from '../../../wire/api/progress.ts';
import { addDays } from './local-day.ts';
import type { ProgressDb } from './tables.ts';

/** Fewer people than this could be told apart. */
export const LEAST_PEOPLE = 5;
const MOST_ROWS = 100;

interface Counted {
  people: number;
}

/** Counts over everybody between two days. What fewer than five people stand behind is left out or null. */
export async function readAnalytics(db: ProgressDb, from: string, to: string): Promise<Analytics> {
  const days = await sql<{ day: string } & Counted>`
    select day, count(*)::int as people from progress_days where day between ${from} and ${to} and xp > 0
    group by day order by day`.execute(db);
  const all = await sql<Record<'people' | 'xp' | 'ms' | 'answers' | 'reviews', number>>`
    select count(distinct person_id)::int as people, coalesce(sum(xp), 0)::float as xp,
      coalesce(sum(effort_ms), 0)::float as ms, coalesce(sum(answers), 0)::float as answers,
      coalesce(sum(reviews), 0)::float as reviews
    from progress_days where day between ${from} and ${to} and xp > 0`.execute(db);
  // Moments have no zone of their own: here a day is one of UTC.
  const since = new Date(`${from}T00:00:00Z`);
  const until = new Date(`${addDays(to, 1)}T00:00:00Z`);
  const lessons = await sql<{ lesson: string; completed: number } & Counted>`
    select lesson, count(*)::int as people,
      (count(*) filter (where completed_at >= ${since} and completed_at < ${until}))::int as completed
    from progress_lessons where last_at >= ${since} and last_at < ${until} group by lesson
    order by people desc, lesson limit ${MOST_ROWS}`.execute(db);
  const errors = await sql<{ kind: string; times: number } & Counted>`
    select kind, count(distinct person_id)::int as people, count(*)::int as times
    from progress_corrections where at >= ${since} and at < ${until} and not disputed group by kind
    order by people desc, kind limit ${MOST_ROWS}`.execute(db);
  const corrections = await sql<{ shown: number; disputed: number; disputers: number } & Counted>`
    select count(distinct person_id)::int as people, count(*)::int as shown,
      (count(*) filter (where disputed))::int as disputed,
      (count(distinct person_id) filter (where disputed))::int as disputers
    from progress_corrections where at >= ${since} and at < ${until}`.execute(db);
  const events = await sql<{ kind: string; times: number } & Counted>`
    select kind, count(distinct person_id)::int as people, count(*)::int as times
    from progress_facts where day between ${from} and ${to} and kind not in ('item', 'undone')
    group by kind order by kind`.execute(db);

  const enough = ({ people }: Counted): boolean => people >= LEAST_PEOPLE;
  const only = (n: number, people: number): number | null => (people >= LEAST_PEOPLE || n === 0 ? n : null);
  const total = all.rows[0];
  const shown = corrections.rows[0];
  const hidden = [...days.rows, ...lessons.rows, ...errors.rows, ...events.rows].filter((row) => !enough(row)).length;
  return {
    from,
    to,
    least: LEAST_PEOPLE,
    people: {
      active: only(total?.people ?? 0, total?.people ?? 0),
      days: days.rows.map(({ day, people }) => ({ day, active: only(people, people) })),
    },
    totals:
      total && enough(total)
        ? {
            xp: total.xp,
            minutes: Math.round(total.ms / 60_000),
            answers: total.answers,
            reviews: total.reviews,
          }
        : null,
    lessons: lessons.rows
      .filter(enough)
      .map(({ lesson, people, completed }) => ({ lesson, started: people, completed: only(completed, completed) })),
    errors: errors.rows.filter(enough).map(({ kind, people, times }) => ({ kind, people, times })),
    corrections: {
      shown: only(shown?.shown ?? 0, shown?.people ?? 0),
      disputed: only(shown?.disputed ?? 0, shown?.disputers ?? 0),
    },
    events: events.rows.filter(enough).map(({ kind, people, times }) => ({ kind, people, times })),
    hidden_groups: hidden,
  };
}
