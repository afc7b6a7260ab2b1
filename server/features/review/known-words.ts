import { REVIEW_STATE } from './memory.ts';
import type { Queries } from './tables.ts';

/** Still known after a week with nine chances in ten. */
const FIRM_DAYS = 7;
const MOST = 20_000;

export interface KnownWord {
  language: string;
  word: string;
  /** When it was last asked. */
  at: Date;
}

/** Single words that a person keeps in memory firmly, whichever way they are asked. */
export async function readKnownWords(on: Queries, personId: string): Promise<KnownWord[]> {
  const rows = await on
    .selectFrom('review_cards')
    .innerJoin('review_items', 'review_items.id', 'review_cards.item_id')
    .select((e) => ['review_items.language', 'review_items.text', e.fn.max('review_cards.last_review').as('at')])
    .where('review_cards.person_id', '=', personId)
    .where('review_cards.state', '=', REVIEW_STATE)
    .where('review_cards.stability', '>=', FIRM_DAYS)
    .where('review_items.text', 'not like', '% %')
    .groupBy(['review_items.language', 'review_items.text'])
    .limit(MOST)
    .execute();
  return rows.flatMap(({ language, text, at }) => (at === null ? [] : [{ language, word: text, at }]));
}
