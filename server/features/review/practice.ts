import { z } from 'zod';
import type { Settings } from '../../../wire/settings.ts';
import { dayBounds } from '../../kit/local-day.ts';
import type { Database } from '../../ports/database/port.ts';
import { type CardWithItem, cardsById } from './card-view.ts';
import { readQueue } from './queue.ts';
import { type Queries, queriesOf } from './tables.ts';

/** A lesson that is recommended, with what is answered in it. */
export interface NextLesson {
  id: string;
  title: string;
  level: string;
  phrases: readonly { text: string }[];
}

export interface PracticeDeps {
  database: Database;
  now(): Date;
  nextLesson(personId: string): Promise<NextLesson | undefined>;
}

const REVIEWS = 3;
const NEW_CARDS = 3;
/** Enough to find three of each, whatever the learner's limits. */
const AMPLE = { minutes: 60, new_cards_per_day: 20 };

const drill = z.strictObject({ text: z.string(), translation: z.string(), language: z.string() });
const chosenParts = z.strictObject({
  reviews: z.array(z.string()),
  new: z.array(z.string()),
  dialogue: z.strictObject({ lesson: z.string(), title: z.string(), level: z.string() }).nullable(),
  pronunciation: drill.nullable(),
});
type Chosen = z.infer<typeof chosenParts>;

const nothing: Chosen = { reviews: [], new: [], dialogue: null, pronunciation: null };

export interface Practice {
  day: string;
  reviews: CardWithItem[];
  fresh: CardWithItem[];
  dialogue: Chosen['dialogue'];
  pronunciation: Chosen['pronunciation'];
  /** Cards answered today, and parts done. */
  answered: ReadonlySet<string>;
  spoken: { dialogue: boolean; pronunciation: boolean };
}

/**
 * What is practised today. It is chosen when the day's practice is first asked for and stays for the day; only what was not there
 * yet (a newcomer has no cards) is added when there is some.
 */
export async function dailyPractice(deps: PracticeDeps, personId: string, settings: Settings): Promise<Practice> {
  const { database, now } = deps;
  const { day, start, end } = dayBounds(now(), settings.time_zone);
  const lesson = await deps.nextLesson(personId);
  return database.transaction(async (tx) => {
    const on = queriesOf(tx);
    const chosen = await choose(on, personId, day, settings, now(), lesson);
    const all = [...chosen.reviews, ...chosen.new];
    const cards = new Map((await cardsById(on, personId, all)).map((one) => [one.card.id, one]));
    const answered = await answeredBetween(on, personId, all, start, end);
    const done = await on
      .selectFrom('review_practice_done')
      .select('part')
      .distinct()
      .where('person_id', '=', personId)
      .where('day', '=', day)
      .execute();
    const parts = new Set(done.map(({ part }) => part));
    return {
      day,
      reviews: chosen.reviews.flatMap((id) => cards.get(id) ?? []),
      fresh: chosen.new.flatMap((id) => cards.get(id) ?? []),
      dialogue: chosen.dialogue,
      pronunciation: chosen.pronunciation,
      answered,
      spoken: { dialogue: parts.has('dialogue'), pronunciation: parts.has('pronunciation') },
    };
  });
}

async function choose(
  on: Queries,
  personId: string,
  day: string,
  settings: Settings,
  now: Date,
  lesson: NextLesson | undefined,
): Promise<Chosen> {
  // Two tabs that open at once choose one after the other.
  await on
    .insertInto('review_practice')
    .values({ person_id: personId, day, chosen: JSON.stringify(nothing) })
    .onConflict((conflict) => conflict.columns(['person_id', 'day']).doNothing())
    .execute();
  const row = await on
    .selectFrom('review_practice')
    .select('chosen')
    .where('person_id', '=', personId)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirst();
  const before = chosenParts.parse(row?.chosen ?? nothing);
  const there = new Set((await cardsById(on, personId, [...before.reviews, ...before.new])).map(({ card }) => card.id));
  const kept = { reviews: before.reviews.filter((id) => there.has(id)), new: before.new.filter((id) => there.has(id)) };
  const full = kept.reviews.length >= REVIEWS && kept.new.length >= NEW_CARDS;
  const queue = full
    ? []
    : (
        await readQueue(on, personId, { ...settings, ...AMPLE }, now, {
          minutes: AMPLE.minutes,
          language: settings.learning,
        })
      ).cards;
  const more = (have: readonly string[], most: number, isNew: boolean): string[] => {
    const others = queue.filter(({ card }) => (card.state === 0) === isNew && !there.has(card.id));
    return [...have, ...others.map(({ card }) => card.id)].slice(0, most);
  };
  const chosen: Chosen = {
    reviews: more(kept.reviews, REVIEWS, false),
    new: more(kept.new, NEW_CARDS, true),
    dialogue: before.dialogue ?? (lesson ? { lesson: lesson.id, title: lesson.title, level: lesson.level } : null),
    pronunciation: before.pronunciation ?? (await drillOf(on, personId, settings, lesson)),
  };
  if (JSON.stringify(chosen) !== JSON.stringify(before)) {
    await on
      .updateTable('review_practice')
      .set({ chosen: JSON.stringify(chosen) })
      .where('person_id', '=', personId)
      .where('day', '=', day)
      .execute();
  }
  return chosen;
}

/** Something to say well: what is forgotten most, or the first answer of the next lesson. */
async function drillOf(
  on: Queries,
  personId: string,
  { learning, from }: Settings,
  lesson: NextLesson | undefined,
): Promise<Chosen['pronunciation']> {
  const hardest = await on
    .selectFrom('review_cards')
    .innerJoin('review_items', 'review_items.id', 'review_cards.item_id')
    .select(['review_items.text', 'review_items.translation', 'review_items.language'])
    .where('review_cards.person_id', '=', personId)
    .where('review_cards.state', '>', 0)
    .where('review_items.language', '=', learning)
    .where('review_cards.kind', 'in', ['production', 'hearing'])
    .orderBy('review_cards.lapses', 'desc')
    .orderBy('review_cards.difficulty', 'desc')
    .orderBy('review_cards.id')
    .limit(1)
    .executeTakeFirst();
  if (hardest) return { text: hardest.text, translation: hardest.translation, language: hardest.language };
  const phrase = lesson?.phrases.find(({ text }) => text !== '');
  return phrase && from !== learning ? { text: phrase.text, translation: '', language: learning } : null;
}

async function answeredBetween(
  on: Queries,
  personId: string,
  cards: readonly string[],
  start: Date,
  end: Date,
): Promise<ReadonlySet<string>> {
  if (cards.length === 0) return new Set();
  const rows = await on
    .selectFrom('review_log')
    .select('card_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('card_id', 'in', [...cards])
    .where('counted', '=', true)
    .where('at', '>=', start)
    .where('at', '<', end)
    .execute();
  return new Set(rows.map(({ card_id }) => card_id));
}
