import { localDay } from '../../kit/local-day.ts';
import type { Database } from '../../ports/database/port.ts';
import { itemKey, putItems } from './items.ts';
import type { Memory } from './memory.ts';
import { plausibleMemory, plausibleTime } from './plausible-time.ts';
import { type CardKind, type Queries, queriesOf } from './tables.ts';

/** An item from elsewhere, with what its cards know already. */
export interface ImportedItem {
  text: string;
  translation: string;
  note: string;
  tags: string[];
  language: string;
  translationLanguage: string;
  cards: {
    kind: CardKind;
    memory?: Memory;
    suspended: boolean;
    reviews: readonly { atMs: number; rating: number; ms: number }[];
  }[];
}

export interface Imported {
  items: number;
  cards: number;
  reviews: number;
  known: number;
  skipped: Record<string, number>;
}

export const countInto = (skipped: Record<string, number>, why: string, count = 1): void => {
  skipped[why] = (skipped[why] ?? 0) + count;
};

const LONGEST = { text: 500, translation: 500, note: 2_000, tag: 60, tags: 20 };
/** Items of one transaction: what was taken stays when a later part fails, and the same file may be sent again. */
const CHUNK = 100;

export interface ImportDeps {
  database: Database;
  newId(prefix: string): string;
  now(): Date;
}

export async function importItems(
  deps: ImportDeps,
  personId: string,
  timeZone: string,
  items: readonly ImportedItem[],
  done: Imported,
): Promise<void> {
  for (let from = 0; from < items.length; from += CHUNK) {
    const part = fitting(items.slice(from, from + CHUNK), done.skipped);
    if (part.length === 0) continue;
    await deps.database.transaction((tx) => importPart(deps, queriesOf(tx), personId, timeZone, part, done));
  }
}

/** Those that can be taken; of the others, why not. */
function fitting(items: readonly ImportedItem[], skipped: Imported['skipped']): { key: string; item: ImportedItem }[] {
  return items.flatMap((item) => {
    if (item.text.length > LONGEST.text || item.translation.length > LONGEST.translation) {
      countInto(skipped, 'texts that are too long');
      return [];
    }
    const key = itemKey(item);
    if (key === '') countInto(skipped, 'texts without a word');
    else if (!isLanguage(item.language) || !isLanguage(item.translationLanguage))
      countInto(skipped, 'unknown languages');
    else return [{ key, item }];
    return [];
  });
}

async function importPart(
  deps: ImportDeps,
  on: Queries,
  personId: string,
  timeZone: string,
  part: readonly { key: string; item: ImportedItem }[],
  done: Imported,
): Promise<void> {
  const latest = deps.now();
  const wanted = part.map(({ item }) => ({
    ...item,
    note: item.note.slice(0, LONGEST.note),
    tags: item.tags.slice(0, LONGEST.tags).map((tag) => tag.slice(0, LONGEST.tag)),
    source: 'import' as const,
    // Of two cards that ask the same way, the first.
    cards: item.cards
      .filter(({ kind }, n) => item.cards.findIndex((one) => one.kind === kind) === n)
      .map(({ memory, ...card }) => ({ ...card, ...(memory ? { memory: plausibleMemory(memory, latest) } : {}) })),
  }));
  const put = await putItems(on, personId, wanted, { newId: deps.newId, now: deps.now(), complete: true });
  const log = part.flatMap(({ key, item }) =>
    item.cards.flatMap(({ kind, reviews }) => {
      const card = put.newCards.get(`${put.ids.get(key)}:${kind}`);
      return card === undefined ? [] : reviews.map((review) => ({ card, review }));
    }),
  );
  const rows = log
    .filter(({ review: { atMs } }) => atMs <= latest.getTime() && plausibleTime(new Date(atMs)).getTime() === atMs)
    .map(({ card, review: { atMs, rating, ms } }) => ({
      person_id: personId,
      id: `import/${card}/${atMs}`,
      card_id: card,
      at: new Date(atMs),
      rating,
      how: 'imported',
      ms: Math.round(ms),
      source: 'import' as const,
      day: localDay(new Date(atMs), timeZone),
      retention: 0.9,
      evidence_event: null,
      evidence_conversation: null,
      counted: false,
      state_before: null,
      predicted: null,
      stability: null,
      difficulty: null,
      interval_days: null,
    }));
  for (let from = 0; from < rows.length; from += 1_000) {
    await on
      .insertInto('review_log')
      .values(rows.slice(from, from + 1_000))
      .onConflict((conflict) => conflict.columns(['person_id', 'id']).doNothing())
      .execute();
  }
  done.items += put.newItems;
  done.cards += put.newCards.size;
  done.reviews += rows.length;
  done.known += part.length - put.newItems;
}

const isLanguage = (tag: string): boolean => /^[a-z]{2,3}$/.test(tag);
