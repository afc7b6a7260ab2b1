import { type RawBuilder, sql } from 'kysely';
import type { Analytics } from '../../../wire/api/analytics.ts';
import { addDays } from '../../kit/local-day.ts';
import type { ProgressDb } from './tables.ts';

/** Fewer people than this could be told apart. */
export const LEAST_PEOPLE = 5;
const MOST_GROUPS = 100;

export interface Weeks {
  from: string;
  to: string;
}

/**
 * Whole weeks, Monday to Sunday, that have ended: the days asked for are widened to them. Two questions that differ by a day, or by an
 * hour between them, would tell by their difference what one person did.
 */
export function wholeWeeks(from: string, to: string, today: string): Weeks {
  const last = addDays(mondayOf(today), -1);
  const asked = addDays(mondayOf(to), 6);
  const end = asked < last ? asked : last;
  const start = mondayOf(from);
  return { from: start < end ? start : mondayOf(end), to: end };
}

const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** Counts over everybody. What fewer than five people did in a week is not in any of them, and people are counted in fives. */
export async function readAnalytics(db: ProgressDb, { from, to }: Weeks): Promise<Analytics> {
  const within = sql`day between ${from} and ${to}`;
  const days = await sql<{ day: string; people: number }>`
    select day, count(*)::int as people from progress_days where ${within} and xp > 0
    group by day order by day`.execute(db);
  const active = sql`from progress_days where ${within} and xp > 0`;
  const totals = await groups(
    db,
    sql`select 'xp' as name, day, person_id, xp as n ${active} union all select 'ms', day, person_id, effort_ms ${active}
      union all select 'answers', day, person_id, answers ${active} union all select 'reviews', day, person_id, reviews ${active}`,
  );
  const lessons = await groups(
    db,
    sql`select lesson as name, day, person_id, 1 as n from progress_facts where ${within} and lesson <> ''`,
  );
  const completed = await groups(
    db,
    sql`select lesson as name, day, person_id, 1 as n from progress_facts where ${within} and kind = 'finished'`,
  );
  const events = await groups(
    db,
    sql`select kind as name, day, person_id, 1 as n from progress_facts
      where ${within} and kind not in ('item', 'undone')`,
  );
  // Moments have no zone of their own: here a day is one of UTC.
  const shownWithin = sql`at >= ${new Date(`${from}T00:00:00Z`)} and at < ${new Date(`${addDays(to, 1)}T00:00:00Z`)}`;
  const shownOn = sql`to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, person_id, 1 as n from progress_corrections
    where ${shownWithin}`;
  const errors = await groups(db, sql`select kind as name, ${shownOn} and not disputed`);
  const corrections = await groups(
    db,
    sql`select 'shown' as name, ${shownOn} union all select 'disputed', ${shownOn} and disputed`,
  );

  const told = (some: readonly Group[], name: string, of: (group: Group) => number): number | null => {
    const found = some.find((group) => group.name === name);
    if (!found) return 0;
    return found.people === 0 ? null : of(found);
  };
  const sum = (name: string): number | null => told(totals, name, ({ times }) => times);
  const ms = sum('ms');
  const all = [totals.filter(({ name }) => name === 'xp'), lessons, completed, events, errors, corrections].flat();
  return {
    from,
    to,
    least: LEAST_PEOPLE,
    people: {
      active: told(totals, 'xp', inFives),
      days: days.rows.map(({ day, people }) => ({ day, active: people < LEAST_PEOPLE ? null : inFives({ people }) })),
    },
    totals:
      ms === null || totals.length === 0
        ? null
        : { xp: sum('xp'), minutes: Math.round(ms / 60_000), answers: sum('answers'), reviews: sum('reviews') },
    lessons: lessons.filter(shown).map((group) => ({
      lesson: group.name,
      started: inFives(group),
      completed: told(completed, group.name, inFives),
    })),
    errors: errors.filter(shown).map(viewOf),
    corrections: {
      shown: told(corrections, 'shown', ({ times }) => times),
      disputed: told(corrections, 'disputed', ({ times }) => times),
    },
    events: events.filter(shown).map(viewOf),
    hidden_groups:
      days.rows.filter(({ people }) => people < LEAST_PEOPLE).length + all.reduce((n, { hidden }) => n + hidden, 0),
  };
}

interface Group {
  name: string;
  /** Zero where all of its weeks are hidden. */
  people: number;
  times: number;
  /** Weeks left out. */
  hidden: number;
}

const shown = ({ people }: Group): boolean => people > 0;
/** Not exactly: one more or fewer would tell of one person. */
const inFives = ({ people }: Pick<Group, 'people'>): number => Math.floor(people / LEAST_PEOPLE) * LEAST_PEOPLE;
const viewOf = (group: Group) => ({ kind: group.name, people: inFives(group), times: group.times });

/** `of` has rows of `name, day, person_id, n`. Each name and week is a group of its own, and counts when enough people are in it. */
async function groups(db: ProgressDb, of: RawBuilder<unknown>): Promise<Group[]> {
  const { rows } = await sql<Group>`
    with cells as (
      select name, date_trunc('week', day::date) as week, person_id, sum(n) as n from (${of}) as rows
      group by name, week, person_id
    ), weeks as (
      select name, week, count(*) >= ${LEAST_PEOPLE} as enough from cells group by name, week
    )
    select name, (count(distinct person_id) filter (where enough))::int as people,
      coalesce(sum(n) filter (where enough), 0)::float as times,
      (count(distinct week) filter (where not enough))::int as hidden
    from cells join weeks using (name, week) group by name order by people desc, name limit ${MOST_GROUPS}
  `.execute(db);
  return rows;
}
