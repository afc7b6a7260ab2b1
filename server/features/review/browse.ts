import { sql } from 'kysely';
import { withoutMarks } from '../lessons/index.ts';
import { type CardWithItem, withItems } from './card-view.ts';
import type { CardKind, CardRow, ItemSource, LogRow, Queries } from './tables.ts';

export interface CardFilter {
  limit: number;
  after?: string | undefined;
  q?: string | undefined;
  state?: 'new' | 'learning' | 'review' | 'relearning' | 'due' | 'suspended' | 'leech' | 'buried' | undefined;
  kind?: CardKind | undefined;
  language?: string | undefined;
  source?: ItemSource | undefined;
  lesson?: string | undefined;
  item?: string | undefined;
  tag?: string | undefined;
}

const states = { new: 0, learning: 1, review: 2, relearning: 3 } as const;

/** Newest first; one more than `limit` when there are more. */
export async function browseCards(
  on: Queries,
  personId: string,
  now: Date,
  filter: CardFilter,
): Promise<CardWithItem[]> {
  const { limit, after, q, state, kind, language, source, lesson, item, tag } = filter;
  let query = on
    .selectFrom('review_cards')
    .innerJoin('review_items', 'review_items.id', 'review_cards.item_id')
    .selectAll('review_cards')
    .where('review_cards.person_id', '=', personId)
    .orderBy('review_cards.id', 'desc')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('review_cards.id', '<', after);
  if (q !== undefined && q !== '') query = query.where('review_items.search', 'like', `%${likePattern(q)}%`);
  if (kind !== undefined) query = query.where('review_cards.kind', '=', kind);
  if (language !== undefined) query = query.where('review_items.language', '=', language);
  if (source !== undefined) query = query.where('review_items.source', '=', source);
  if (lesson !== undefined) query = query.where('review_items.lesson', '=', lesson);
  if (item !== undefined) query = query.where('review_items.id', '=', item);
  if (tag !== undefined) query = query.where(sql<boolean>`review_items.tags @> ${JSON.stringify([tag])}::jsonb`);
  if (state === 'due') {
    query = query
      .where('review_cards.state', '>', 0)
      .where('review_cards.due', '<=', now)
      .where('review_cards.paused', '=', false);
  } else if (state === 'suspended') query = query.where('review_cards.paused', '=', true);
  else if (state === 'leech') query = query.where('review_cards.leech', '=', true);
  else if (state === 'buried') query = query.where('review_cards.buried_until', '>', now);
  else if (state !== undefined) query = query.where('review_cards.state', '=', states[state]);
  return withItems(on, await query.execute());
}

const likePattern = (q: string): string => withoutMarks(q.toLowerCase()).replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** All that happened to a card, newest first. */
export function historyOf(on: Queries, card: CardRow): Promise<(LogRow & { undone: string | null })[]> {
  return on
    .selectFrom('review_log')
    .leftJoin('review_undone', (join) =>
      join
        .onRef('review_undone.person_id', '=', 'review_log.person_id')
        .onRef('review_undone.review', '=', 'review_log.id'),
    )
    .selectAll('review_log')
    .select('review_undone.review as undone')
    .where('card_id', '=', card.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1_000)
    .execute();
}
