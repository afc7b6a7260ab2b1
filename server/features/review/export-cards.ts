import type { AnkiCard } from './anki/anki-notes.ts';
import type { CardRow, ItemRow, Queries } from './tables.ts';

const PAGE = 500;

/** Every item of a person with its cards, oldest first, read in pages. */
export async function* readAllCards(
  on: Queries,
  personId: string,
): AsyncGenerator<{ item: ItemRow; cards: CardRow[] }[]> {
  for (let after = ''; ; ) {
    const items = await on
      .selectFrom('review_items')
      .selectAll()
      .where('person_id', '=', personId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const last = items.at(-1);
    if (!last) return;
    after = last.id;
    const cards = await on
      .selectFrom('review_cards')
      .selectAll()
      .where('person_id', '=', personId)
      .where(
        'item_id',
        'in',
        items.map(({ id }) => id),
      )
      .orderBy('id')
      .execute();
    const byItem = Map.groupBy(cards, ({ item_id }) => item_id);
    yield items.map((item) => ({ item, cards: byItem.get(item.id) ?? [] }));
  }
}

/** What happened to cards, oldest first: what counted, and what they came with. */
export async function reviewsByCard(
  on: Queries,
  personId: string,
  cards: readonly CardRow[],
): Promise<ReadonlyMap<string, AnkiCard['reviews']>> {
  if (cards.length === 0) return new Map();
  const rows = await on
    .selectFrom('review_log')
    .select(['card_id', 'at', 'rating', 'ms'])
    .where('person_id', '=', personId)
    .where(
      'card_id',
      'in',
      cards.map(({ id }) => id),
    )
    .where((e) => e.or([e('counted', '=', true), e('source', '=', 'import')]))
    .orderBy('at')
    .orderBy('id')
    .execute();
  const told = rows.map(({ card_id, at, rating, ms }) => ({ card_id, atMs: at.getTime(), rating, ms }));
  return Map.groupBy(told, ({ card_id }) => card_id);
}
