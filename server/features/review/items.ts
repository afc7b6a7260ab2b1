import { plainText, withoutMarks } from '../lessons/index.ts';
import { isLeech, type Memory, newMemory } from './memory.ts';
import { savedBase } from './recount.ts';
import { type CardKind, columnsOf, type ItemRow, type ItemSource, type Queries } from './tables.ts';

export interface NewItem {
  text: string;
  language: string;
  translation: string;
  translationLanguage: string;
  note?: string;
  tags?: readonly string[];
  source: ItemSource;
  lesson?: string | null;
  /** Each with the memory it comes with, where it has one. */
  cards: readonly { kind: CardKind; memory?: Memory; suspended?: boolean }[];
}

/** Cards that an item gets by itself: without a meaning there is nothing to ask but what is heard. */
export const usualKinds = (translation: string): readonly CardKind[] =>
  translation === '' ? ['hearing'] : ['recognition', 'production', 'hearing'];

export const keyOf = (text: string, language: string): string => plainText(text, language).slice(0, 500);

export const searchOf = (item: { text: string; translation: string; note: string }): string =>
  withoutMarks(`${item.text}\n${item.translation}\n${item.note}`.toLowerCase());

const CHUNK = 200;

/**
 * Puts items there with their cards. One that is there already stays as it is; it only gets cards that it lacks when `complete`.
 * Answers item ids by key and which items and cards are new.
 */
export async function putItems(
  on: Queries,
  personId: string,
  items: readonly NewItem[],
  options: { newId(prefix: string): string; now: Date; complete: boolean },
): Promise<{ ids: ReadonlyMap<string, string>; newItems: number; newCards: ReadonlyMap<string, string> }> {
  const ids = new Map<string, string>();
  const newCards = new Map<string, string>();
  let newItems = 0;
  for (let from = 0; from < items.length; from += CHUNK) {
    const byKey = new Map(items.slice(from, from + CHUNK).map((item) => [itemKey(item), item]));
    byKey.delete('');
    const added = await insertItems(on, personId, [...byKey.values()], options);
    newItems += added.size;
    const known = await findByKey(on, personId, [...byKey.values()]);
    const wanted = known.filter(({ id }) => options.complete || added.has(id));
    for (const row of known) ids.set(`${row.language}:${row.key}`, row.id);
    const cards = wanted.flatMap((row) =>
      (byKey.get(`${row.language}:${row.key}`)?.cards ?? []).map((card) => ({ item: row.id, ...card })),
    );
    const made = await insertCards(on, personId, cards, options);
    for (const { id, item_id, kind } of made) newCards.set(`${item_id}:${kind}`, id);
  }
  return { ids, newItems, newCards };
}

export const itemKey = ({ text, language }: { text: string; language: string }): string => {
  const key = keyOf(text, language);
  return key === '' ? '' : `${language}:${key}`;
};

async function insertItems(
  on: Queries,
  personId: string,
  items: readonly NewItem[],
  { newId, now }: { newId(prefix: string): string; now: Date },
): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set();
  const rows = items.map((item) => ({
    id: newId('item'),
    person_id: personId,
    text: item.text,
    language: item.language,
    key: keyOf(item.text, item.language),
    translation: item.translation,
    translation_language: item.translationLanguage,
    note: item.note ?? '',
    tags: JSON.stringify(item.tags ?? []),
    source: item.source,
    lesson: item.lesson ?? null,
    search: searchOf({ text: item.text, translation: item.translation, note: item.note ?? '' }),
    added_at: now,
  }));
  const added = await on
    .insertInto('review_items')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['person_id', 'language', 'key']).doNothing())
    .returning('id')
    .execute();
  return new Set(added.map(({ id }) => id));
}

export function findByKey(
  on: Queries,
  personId: string,
  items: readonly { text: string; language: string }[],
): Promise<Pick<ItemRow, 'id' | 'language' | 'key'>[]> {
  if (items.length === 0) return Promise.resolve([]);
  return on
    .selectFrom('review_items')
    .select(['id', 'language', 'key'])
    .where('person_id', '=', personId)
    .where((e) =>
      e.or(
        items.map(({ text, language }) => e.and([e('language', '=', language), e('key', '=', keyOf(text, language))])),
      ),
    )
    .execute();
}

async function insertCards(
  on: Queries,
  personId: string,
  cards: readonly { item: string; kind: CardKind; memory?: Memory; suspended?: boolean }[],
  { newId, now }: { newId(prefix: string): string; now: Date },
): Promise<readonly { id: string; item_id: string; kind: CardKind }[]> {
  if (cards.length === 0) return [];
  const rows = cards.map(({ item, kind, memory, suspended = false }) => ({
    id: newId('card'),
    person_id: personId,
    item_id: item,
    kind,
    ...columnsOf(memory ?? newMemory(now)),
    base: memory ? savedBase(memory) : null,
    reset_at: null,
    // What it lapsed elsewhere is past: it takes as many more as one that was let back.
    forgiven: memory && isLeech(memory.lapses, -1) ? memory.lapses : -1,
    suspended,
    leech: false,
    buried_until: null,
    added_at: now,
  }));
  return on
    .insertInto('review_cards')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['item_id', 'kind']).doNothing())
    .returning(['id', 'item_id', 'kind'])
    .execute();
}
