import { Refusal } from '../../../wire/refusals.ts';
import { dayBounds } from '../../kit/local-day.ts';
import type { CardWithItem } from './card-view.ts';
import { cardsById } from './card-view.ts';
import { keyOf, putItems, searchOf } from './items.ts';
import { recount } from './recount.ts';
import type { CardKind, CardRow, ItemRow, Queries } from './tables.ts';

/** What a learner does to cards beside answering them. Each runs in the caller's transaction, under a lock of the card. */

async function lockCard(on: Queries, personId: string, id: string): Promise<CardRow> {
  const card = await on
    .selectFrom('review_cards')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!card) throw noCard();
  return card;
}

export const noCard = (): Refusal => new Refusal('not-found', 'There is no such card.');
export const noItem = (): Refusal => new Refusal('not-found', 'There is no such item.');

export async function ownCard(on: Queries, personId: string, id: string): Promise<CardWithItem> {
  const [card] = await cardsById(on, personId, [id]);
  if (!card) throw noCard();
  return card;
}

export async function pauseCard(
  on: Queries,
  personId: string,
  id: string,
  change: { suspended?: boolean | undefined; buried?: boolean | undefined },
  at: { now: Date; timeZone: string },
): Promise<void> {
  const card = await lockCard(on, personId, id);
  const { suspended, buried } = change;
  await on
    .updateTable('review_cards')
    .set({
      ...(suspended === undefined ? {} : { suspended }),
      // Let back, a leech has its lapses forgiven.
      ...(suspended === false && card.leech ? { leech: false, forgiven: card.lapses } : {}),
      ...(buried === undefined ? {} : { buried_until: buried ? dayBounds(at.now, at.timeZone).end : null }),
    })
    .where('id', '=', id)
    .execute();
}

export async function resetCard(on: Queries, personId: string, id: string, now: Date): Promise<void> {
  await lockCard(on, personId, id);
  await on
    .updateTable('review_cards')
    .set({ reset_at: now, forgiven: -1, suspended: false, buried_until: null })
    .where('id', '=', id)
    .execute();
  await recount(on, personId, [id]);
}

export async function deleteCard(on: Queries, personId: string, id: string): Promise<void> {
  await lockCard(on, personId, id);
  await on.deleteFrom('review_cards').where('id', '=', id).execute();
}

export interface ItemChange {
  text?: string | undefined;
  translation?: string | undefined;
  note?: string | undefined;
  tags?: string[] | undefined;
  kinds?: readonly CardKind[] | undefined;
}

export async function changeItem(
  on: Queries,
  personId: string,
  id: string,
  change: ItemChange,
  making: { newId(prefix: string): string; now: Date },
): Promise<void> {
  const item = await lockItem(on, personId, id);
  const next = {
    text: change.text ?? item.text,
    translation: change.translation ?? item.translation,
    note: change.note ?? item.note,
  };
  const key = keyOf(next.text, item.language);
  if (key === '') throw new Refusal('invalid-value', 'The text needs at least one word.', 'text');
  const twin = await on
    .selectFrom('review_items')
    .select('id')
    .where('person_id', '=', personId)
    .where('language', '=', item.language)
    .where('key', '=', key)
    .where('id', '<>', id)
    .executeTakeFirst();
  if (twin) throw new Refusal('conflict', 'Another of your words has this text already.', 'text');
  await on
    .updateTable('review_items')
    .set({
      ...next,
      key,
      search: searchOf(next),
      ...(change.tags === undefined ? {} : { tags: JSON.stringify(change.tags) }),
    })
    .where('id', '=', id)
    .execute();
  if (change.kinds) {
    const asNew = { ...next, language: item.language, translationLanguage: item.translation_language };
    await putItems(on, personId, [{ ...asNew, source: item.source, cards: change.kinds.map((kind) => ({ kind })) }], {
      ...making,
      complete: true,
    });
  }
}

/** Deletes an item; a lesson does not bring it back. */
export async function deleteItem(on: Queries, personId: string, id: string): Promise<void> {
  const { language, key } = await lockItem(on, personId, id);
  await on.deleteFrom('review_items').where('id', '=', id).execute();
  await on
    .insertInto('review_dismissed')
    .values({ person_id: personId, language, key })
    .onConflict((conflict) => conflict.columns(['person_id', 'language', 'key']).doNothing())
    .execute();
}

async function lockItem(on: Queries, personId: string, id: string): Promise<ItemRow> {
  const item = await on
    .selectFrom('review_items')
    .selectAll()
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!item) throw noItem();
  return item;
}

export async function cardsOfItem(on: Queries, personId: string, itemId: string): Promise<CardWithItem[]> {
  const rows = await on
    .selectFrom('review_cards')
    .select('id')
    .where('person_id', '=', personId)
    .where('item_id', '=', itemId)
    .orderBy('id')
    .execute();
  return cardsById(
    on,
    personId,
    rows.map(({ id }) => id),
  );
}
