import { cardStates, type ReviewCard } from '../../../wire/api/review.ts';
import { intervals, retrievability } from './memory.ts';
import { type CardRow, type ItemRow, memoryIn, type Queries } from './tables.ts';

export interface CardWithItem {
  card: CardRow;
  item: ItemRow;
}

/** How a card is told of, at this moment. */
export interface ViewOptions {
  now: Date;
  retention: number;
}

export function cardView({ card, item }: CardWithItem, { now, retention }: ViewOptions): ReviewCard {
  const memory = memoryIn(card);
  const fresh = card.state === 0;
  const [again, hard, good, easy] = intervals(memory, now, retention).map((ms) => Math.round(ms / 1_000)) as [
    number,
    number,
    number,
    number,
  ];
  return {
    id: card.id,
    kind: card.kind,
    item: itemView(item),
    state: cardStates[card.state] ?? 'new',
    due: card.due.toISOString(),
    stability: fresh ? null : card.stability,
    difficulty: fresh ? null : card.difficulty,
    retrievability: retrievability(memory, now) ?? null,
    interval_days: card.scheduled_days,
    reps: card.reps,
    lapses: card.lapses,
    last_review: card.last_review?.toISOString() ?? null,
    suspended: card.paused,
    leech: card.leech,
    buried_until: card.buried_until && card.buried_until > now ? card.buried_until.toISOString() : null,
    next: { again, hard, good, easy },
  };
}

export function itemView(item: ItemRow): ReviewCard['item'] {
  return {
    id: item.id,
    text: item.text,
    language: item.language,
    translation: item.translation,
    translation_language: item.translation_language,
    note: item.note,
    // Written by us as a list of texts.
    tags: item.tags as string[],
    source: item.source,
    lesson: item.lesson,
    added_at: item.added_at.toISOString(),
  };
}

/** Cards with their items, in the order of `ids`; those that are not the person's are left out. */
export async function cardsById(on: Queries, personId: string, ids: readonly string[]): Promise<CardWithItem[]> {
  if (ids.length === 0) return [];
  const cards = await on
    .selectFrom('review_cards')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', 'in', [...ids])
    .execute();
  const found = new Map((await withItems(on, cards)).map((one) => [one.card.id, one]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function withItems(on: Queries, cards: readonly CardRow[]): Promise<CardWithItem[]> {
  if (cards.length === 0) return [];
  const items = await on
    .selectFrom('review_items')
    .selectAll()
    .where('id', 'in', [...new Set(cards.map(({ item_id }) => item_id))])
    .execute();
  const byId = new Map(items.map((item) => [item.id, item]));
  return cards.flatMap((card) => {
    const item = byId.get(card.item_id);
    return item ? [{ card, item }] : [];
  });
}
