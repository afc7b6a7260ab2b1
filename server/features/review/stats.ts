import { sql } from 'kysely';
import type { Settings } from '../../../wire/settings.ts';
import { dayBounds, nextDay, startOf } from '../../kit/local-day.ts';
import { REVIEW_STATE } from './memory.ts';
import { countsNow } from './queue.ts';
import type { Queries } from './tables.ts';

const FORECAST_DAYS = 14;
const RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;

type Wanted = Pick<Settings, 'time_zone' | 'new_cards_per_day' | 'desired_retention'>;

/** How the memory of a person is doing, now. */
export async function readStats(on: Queries, personId: string, settings: Wanted, now: Date) {
  const { day, start } = dayBounds(now, settings.time_zone);
  const counted = await sql<Record<'n' | 'new' | 'learning' | 'review' | 'relearning' | 'suspended' | 'leech', number>>`
    select count(*) as n, count(*) filter (where state = 0) as new, count(*) filter (where state = 1) as learning,
      count(*) filter (where state = 2) as review, count(*) filter (where state = 3) as relearning,
      count(*) filter (where paused) as suspended, count(*) filter (where leech) as leech
    from review_cards where person_id = ${personId}`.execute(on);
  const items = await on
    .selectFrom('review_items')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const today = await sql<{ reviews: number; fresh: number; ms: number }>`
    select count(*) as reviews, count(*) filter (where state_before = 0) as fresh,
      coalesce(sum(least(ms, 60000)), 0)::double precision as ms
    from review_log where person_id = ${personId} and at >= ${start} and source <> 'import' and counted`.execute(on);
  const { n: cards = 0, ...byState } = counted.rows[0] ?? { n: 0 };
  const { reviews = 0, fresh = 0, ms = 0 } = today.rows[0] ?? {};
  const { counts, secondsPerCard } = await countsNow(on, personId, settings, now);
  return {
    counts,
    items: items?.n ?? 0,
    cards,
    by_state: { new: 0, learning: 0, review: 0, relearning: 0, suspended: 0, leech: 0, ...byState },
    today: { reviews, new: fresh, minutes: Math.round(ms / 6_000) / 10 },
    seconds_per_card: secondsPerCard,
    retention: await retentionSince(on, personId, new Date(now.getTime() - RETENTION_DAYS * DAY_MS), settings),
    forecast: await forecast(on, personId, day, settings.time_zone),
  };
}

async function retentionSince(on: Queries, personId: string, since: Date, { desired_retention }: Wanted) {
  const { rows } = await sql<{ n: number; known: number; predicted: number | null }>`
    select count(*) as n, count(*) filter (where rating > 1) as known, avg(predicted) as predicted
    from review_log where person_id = ${personId} and at >= ${since} and source <> 'import' and counted and state_before = ${REVIEW_STATE}`.execute(
    on,
  );
  const [row] = rows;
  if (!row || row.n === 0) return null;
  return { observed: row.known / row.n, predicted: row.predicted ?? 0, reviews: row.n, desired: desired_retention };
}

async function forecast(on: Queries, personId: string, today: string, timeZone: string) {
  const days = [today];
  while (days.length < FORECAST_DAYS) days.push(nextDay(days.at(-1) as string));
  const ends = days.map((day) => startOf(nextDay(day), timeZone));
  const { rows } = await sql<{ day: number; n: number }>`
    select width_bucket(due, array[${sql.join(ends.map((end) => sql`${end}::timestamptz`))}]) as day, count(*) as n
    from review_cards
    where person_id = ${personId} and state > 0 and not paused and due < ${ends.at(-1)}
    group by 1`.execute(on);
  const due = new Map(rows.map(({ day, n }) => [day, n]));
  return days.map((day, index) => ({ day, due: due.get(index) ?? 0 }));
}
