import { sql } from 'kysely';
import type { Settings } from '../../../wire/settings.ts';
import { dayBounds } from '../../kit/local-day.ts';
import { type CardWithItem, withItems } from './card-view.ts';
import type { CardKind, CardRow, Queries } from './tables.ts';

/** Before enough answers are measured. */
const DEFAULT_SECONDS = 12;
const ANSWERS_TO_MEASURE = 10;
const MEASURED_ANSWERS = 100;
/** Whoever thinks longer has gone to make tea. */
const LONGEST_ANSWER_MS = 60_000;
/** However fast somebody is, and however long they have. */
const MOST_CARDS = 500;
/** Cards that one item may have. */
const SIBLINGS = 3;

type QueueSettings = Pick<Settings, 'time_zone' | 'new_cards_per_day'>;

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
  settings: QueueSettings,
  now: Date,
  wish: QueueWish,
): Promise<Queue> {
  const { start, end } = dayBounds(now, settings.time_zone);
  const asked: Asked = { personId, now, dayStart: start, dayEnd: end, wish };
  const { due: allDue, later, begun, anyNew, secondsPerCard } = await standing(on, asked);
  const room = Math.min(MOST_CARDS, Math.max(1, Math.floor((wish.minutes * 60) / secondsPerCard)));
  const allowed = anyNew ? Math.max(0, settings.new_cards_per_day - begun) : 0;
  const due = allDue > 0 ? onePerItem(await dueCards(on, asked, room * SIBLINGS), new Set()).slice(0, room) : [];
  // Of an item that is due no other card is begun: enough are read that those may be left out.
  const unseen = allowed > 0 ? await newCards(on, asked, (allowed + due.length) * SIBLINGS) : [];
  const newLeft = Math.min(allowed, onePerItem(unseen, new Set()).length);
  const newRoom = Math.min(allowed, room - due.length);
  const fresh = onePerItem(unseen, new Set(due.map(({ item_id }) => item_id))).slice(0, newRoom);
  return {
    cards: await withItems(on, [...due, ...fresh]),
    hasMore: allDue > due.length || newLeft > newRoom,
    counts: { due: allDue, new: newLeft, later_today: later },
    secondsPerCard,
    dayEnds: end,
  };
}

/** The counts of the queue and the seconds a card, without the cards. */
export async function countsNow(
  on: Queries,
  personId: string,
  settings: QueueSettings,
  now: Date,
): Promise<Pick<Queue, 'counts' | 'secondsPerCard'>> {
  const { start, end } = dayBounds(now, settings.time_zone);
  const asked: Asked = { personId, now, dayStart: start, dayEnd: end, wish: { minutes: 1 } };
  const { due, later, begun, anyNew, secondsPerCard } = await standing(on, asked);
  const allowed = anyNew ? Math.max(0, settings.new_cards_per_day - begun) : 0;
  const unseen = allowed > 0 ? await newCards(on, asked, allowed * SIBLINGS) : [];
  const left = Math.min(allowed, onePerItem(unseen, new Set()).length);
  return { counts: { due, new: left, later_today: later }, secondsPerCard };
}

interface Asked {
  personId: string;
  now: Date;
  dayStart: Date;
  dayEnd: Date;
  wish: QueueWish;
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
async function dueCards(on: Queries, asked: Asked, limit: number): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select c.* from review_cards c
    where c.state > 0 and c.due <= ${asked.now} and ${askable(asked)}
    order by extract(epoch from (${asked.now}::timestamptz - c.last_review)) / c.stability desc, c.id
    limit ${limit}`.execute(on);
  return rows;
}

async function newCards(on: Queries, asked: Asked, limit: number): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select c.* from review_cards c
    where c.state = 0 and ${askable(asked)}
    order by c.added_at, c.id limit ${limit}`.execute(on);
  return rows;
}

interface Standing {
  due: number;
  later: number;
  /** New cards begun today. */
  begun: number;
  /** Cards that nobody has begun, whether or not they may be asked now. */
  anyNew: boolean;
  /** Of this learner's last answers; a default before there are enough. */
  secondsPerCard: number;
}

type Counted = Record<'due' | 'later' | 'begun' | 'answers', number> & { any_new: boolean; ms: number | null };

/** All that the queue counts, in one question. */
async function standing(on: Queries, asked: Asked): Promise<Standing> {
  const { personId, now, dayStart, dayEnd } = asked;
  const { rows } = await sql<Counted>`
    with askable as (
      select c.item_id, c.due from review_cards c where c.state > 0 and c.due < ${dayEnd} and ${askable(asked)}
    ), answers as (
      select least(ms, ${LONGEST_ANSWER_MS}::integer) as ms from review_log
      where person_id = ${personId} and source = 'review' and ms > 0 order by at desc, id limit ${MEASURED_ANSWERS}
    )
    select (select count(distinct item_id) from askable where due <= ${now}) as due,
      (select count(distinct item_id) from askable where due > ${now}) as later,
      (select count(*) from review_cards
        where person_id = ${personId} and first_review >= ${dayStart} and first_review < ${dayEnd}) as begun,
      exists (select from review_cards where person_id = ${personId} and state = 0 and not paused) as any_new,
      (select count(*) from answers) as answers, (select avg(ms)::double precision from answers) as ms`.execute(on);
  const { due = 0, later = 0, begun = 0, any_new: anyNew = false, answers = 0, ms } = rows[0] ?? {};
  const measured = answers >= ANSWERS_TO_MEASURE && ms != null;
  return {
    due,
    later,
    begun,
    anyNew,
    secondsPerCard: measured ? Math.max(1, Math.round(ms / 100) / 10) : DEFAULT_SECONDS,
  };
}

/** Siblings wait for another day: of each item the first card alone. */
function onePerItem(cards: readonly CardRow[], taken: ReadonlySet<string>): CardRow[] {
  const seen = new Set(taken);
  return cards.filter(({ item_id }) => {
    if (seen.has(item_id)) return false;
    seen.add(item_id);
    return true;
  });
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
