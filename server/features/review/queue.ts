import { sql } from 'kysely';
import type { Settings } from '../../../wire/settings.ts';
import { type CardWithItem, cardsById } from './card-view.ts';
import { dayBounds } from './local-day.ts';
import type { CardKind, Queries } from './tables.ts';

/** Before enough answers are measured. */
const DEFAULT_SECONDS = 12;
const ANSWERS_TO_MEASURE = 10;
const MEASURED_ANSWERS = 100;
/** Whoever thinks longer has gone to make tea. */
const LONGEST_ANSWER_MS = 60_000;
/** However fast somebody is, and however long they have. */
const MOST_CARDS = 500;

export interface QueueWish {
  minutes: number;
  language?: string;
  kinds?: readonly CardKind[];
}

export interface Queue {
  cards: CardWithItem[];
  hasMore: boolean;
  counts: { due: number; new: number; later_today: number };
  secondsPerCard: number;
  dayEnds: Date;
}

/** What is asked now: due cards, the least likely known first, then new ones, as many as fit the time. */
export async function readQueue(
  on: Queries,
  personId: string,
  settings: Pick<Settings, 'time_zone' | 'new_cards_per_day'>,
  now: Date,
  wish: QueueWish,
): Promise<Queue> {
  const { start, end } = dayBounds(now, settings.time_zone);
  const secondsPerCard = await secondsOf(on, personId);
  const room = Math.min(MOST_CARDS, Math.max(1, Math.floor((wish.minutes * 60) / secondsPerCard)));
  const asked = { personId, now, dayStart: start, dayEnd: end, wish };
  const [counts, newLeft] = [await countDue(on, asked), await newCardsLeft(on, asked, settings.new_cards_per_day)];
  const due = onePerItem(await dueCards(on, asked, room * 3), new Set()).slice(0, room);
  const newRoom = Math.min(newLeft.allowed, room - due.length);
  const fresh =
    newRoom > 0
      ? onePerItem(await newCards(on, asked, (newRoom + due.length) * 3), new Set(due.map(({ item_id }) => item_id)))
      : [];
  const chosen = [...due, ...fresh.slice(0, newRoom)];
  return {
    cards: await cardsById(
      on,
      personId,
      chosen.map(({ id }) => id),
    ),
    hasMore: counts.due > due.length || newLeft.left > Math.max(0, newRoom),
    counts: { due: counts.due, new: newLeft.left, later_today: counts.later },
    secondsPerCard,
    dayEnds: end,
  };
}

export async function countsNow(
  on: Queries,
  personId: string,
  settings: Pick<Settings, 'time_zone' | 'new_cards_per_day'>,
  now: Date,
): Promise<Queue['counts']> {
  const { start, end } = dayBounds(now, settings.time_zone);
  const asked = { personId, now, dayStart: start, dayEnd: end, wish: { minutes: 1 } };
  const counts = await countDue(on, asked);
  const { left } = await newCardsLeft(on, asked, settings.new_cards_per_day);
  return { due: counts.due, new: left, later_today: counts.later };
}

interface Asked {
  personId: string;
  now: Date;
  dayStart: Date;
  dayEnd: Date;
  wish: QueueWish;
}

interface Chosen {
  id: string;
  item_id: string;
}

/**
 * Cards that may be asked: neither paused nor put off, and no sibling of one that was asked today. A card that is in its steps
 * comes back within the day it was begun, so its own last review is no reason against it.
 */
const askable = ({ personId, now, dayStart, wish }: Asked) => sql`
  c.person_id = ${personId} and not c.paused and (c.buried_until is null or c.buried_until <= ${now})
  and (c.state in (1, 3) or c.item_id not in (
    select t.item_id from review_cards t where t.person_id = ${personId} and t.last_review >= ${dayStart}))
  ${wish.kinds ? sql`and c.kind in (${sql.join(wish.kinds)})` : sql``}
  ${
    wish.language === undefined
      ? sql``
      : sql`and exists (select 1 from review_items i where i.id = c.item_id and i.language = ${wish.language})`
  }`;

/** The likelihood of still knowing a card falls with the time since its last review as a share of its stability. */
async function dueCards(on: Queries, asked: Asked, limit: number): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`
    select c.id, c.item_id from review_cards c
    where c.state > 0 and c.due <= ${asked.now} and ${askable(asked)}
    order by extract(epoch from (${asked.now}::timestamptz - c.last_review)) / c.stability desc, c.id
    limit ${limit}`.execute(on);
  return rows;
}

async function newCards(on: Queries, asked: Asked, limit: number): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`
    select c.id, c.item_id from review_cards c
    where c.state = 0 and ${askable(asked)}
    order by c.added_at, c.id limit ${limit}`.execute(on);
  return rows;
}

async function countDue(on: Queries, asked: Asked): Promise<{ due: number; later: number }> {
  const { rows } = await sql<{ due: number; later: number }>`
    select count(distinct c.item_id) filter (where c.due <= ${asked.now}) as due,
      count(distinct c.item_id) filter (where c.due > ${asked.now}) as later
    from review_cards c where c.state > 0 and c.due < ${asked.dayEnd} and ${askable(asked)}`.execute(on);
  return rows[0] ?? { due: 0, later: 0 };
}

/** `left`: new cards there are, within the limit; `allowed`: what the limit alone leaves. */
async function newCardsLeft(on: Queries, asked: Asked, limit: number): Promise<{ left: number; allowed: number }> {
  const begun = await on
    .selectFrom('review_cards')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('person_id', '=', asked.personId)
    .where('first_review', '>=', asked.dayStart)
    .where('first_review', '<', asked.dayEnd)
    .executeTakeFirst();
  const allowed = Math.max(0, limit - (begun?.n ?? 0));
  if (allowed === 0) return { left: 0, allowed };
  const fresh = onePerItem(await newCards(on, asked, allowed * 3), new Set());
  return { left: Math.min(allowed, fresh.length), allowed };
}

/** Siblings wait for another day: of each item the first card alone. */
function onePerItem(cards: readonly Chosen[], taken: ReadonlySet<string>): Chosen[] {
  const seen = new Set(taken);
  return cards.filter(({ item_id }) => {
    if (seen.has(item_id)) return false;
    seen.add(item_id);
    return true;
  });
}

/** Seconds that this learner takes for a card, of the last answers; a default before there are enough. */
export async function secondsOf(on: Queries, personId: string): Promise<number> {
  const rows = await on
    .selectFrom('review_log')
    .select('ms')
    .where('person_id', '=', personId)
    .where('source', '=', 'review')
    .where('ms', '>', 0)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(MEASURED_ANSWERS)
    .execute();
  if (rows.length < ANSWERS_TO_MEASURE) return DEFAULT_SECONDS;
  const sum = rows.reduce((total, { ms }) => total + Math.min(ms, LONGEST_ANSWER_MS), 0);
  return Math.max(1, Math.round(sum / rows.length / 100) / 10);
}

/** Cards that are due, by the lesson their item came from. */
export async function dueByLesson(on: Queries, personId: string, now: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await on
    .selectFrom('review_cards')
    .innerJoin('review_items', 'review_items.id', 'review_cards.item_id')
    .select((e) => ['review_items.lesson', e.fn.countAll<number>().as('n')])
    .where('review_cards.person_id', '=', personId)
    .where('review_cards.state', '>', 0)
    .where('review_cards.paused', '=', false)
    .where('review_cards.due', '<=', now)
    .where('review_items.lesson', 'is not', null)
    .groupBy('review_items.lesson')
    .execute();
  return new Map(rows.map(({ lesson, n }) => [lesson ?? '', n]));
}
