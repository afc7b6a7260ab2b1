import { Refusal } from '../../../wire/refusals.ts';
import { type AnyTransaction, type LearnersFeature, type LearningEvent, toldAt } from '../learners/index.ts';
import { noCard } from './change-cards.ts';
import { type Queries, queriesOf } from './tables.ts';

export interface Answer {
  id?: string | undefined;
  at?: string | undefined;
  card: string;
  rating: number;
  how: 'button' | 'typed' | 'spoken';
  ms: number;
}

export interface AnswerDeps {
  record: LearnersFeature['record'];
  newId(prefix: string): string;
  now(): Date;
}

/** Writes answers to the learning log. Tells which cards they made leeches. */
export async function answerCards(
  deps: AnswerDeps,
  tx: AnyTransaction,
  personId: string,
  answers: readonly Answer[],
): Promise<{ events: string[]; cards: string[]; leeches: string[] }> {
  const on = queriesOf(tx);
  const cards = [...new Set(answers.map(({ card }) => card))];
  const before = await leechesAmong(on, personId, cards);
  if (before.size < cards.length) throw noCard();
  const now = deps.now();
  const events = answers.map(
    ({ id, at, card, rating, how, ms }): LearningEvent => ({
      id: id ?? deps.newId('review'),
      at: at === undefined ? now : toldAt(at, now),
      kind: 'review',
      data: { card, rating, how, ms },
    }),
  );
  await deps.record(tx, personId, events);
  const after = await leechesAmong(on, personId, cards);
  const leeches = cards.filter((card) => after.get(card) === true && before.get(card) === false);
  return { events: events.map(({ id }) => id), cards, leeches };
}

async function leechesAmong(on: Queries, personId: string, cards: readonly string[]) {
  const rows = await on
    .selectFrom('review_cards')
    .select(['id', 'leech'])
    .where('person_id', '=', personId)
    .where('id', 'in', [...cards])
    .execute();
  return new Map(rows.map(({ id, leech }) => [id, leech]));
}

/** Takes back the last reviews that counted, or the one of an event. Answers what was undone, newest first, and its cards. */
export async function undoReviews(
  deps: AnswerDeps,
  tx: AnyTransaction,
  personId: string,
  wanted: { last: number; event?: string | undefined },
): Promise<{ undone: string[]; cards: string[] }> {
  const on = queriesOf(tx);
  const query = on
    .selectFrom('review_log')
    .leftJoin('review_undone', (join) =>
      join
        .onRef('review_undone.person_id', '=', 'review_log.person_id')
        .onRef('review_undone.review', '=', 'review_log.id'),
    )
    .select(['review_log.id', 'review_log.card_id'])
    .where('review_log.person_id', '=', personId)
    .where('review_log.source', '<>', 'import')
    .where('review_undone.review', 'is', null);
  const rows =
    wanted.event === undefined
      ? await query
          .where('counted', '=', true)
          .orderBy('review_log.at', 'desc')
          .orderBy('review_log.id', 'desc')
          .limit(wanted.last)
          .execute()
      : await query.where('review_log.id', '=', wanted.event).execute();
  if (rows.length === 0 && wanted.event !== undefined) {
    throw new Refusal('not-found', 'There is no such review, or it has been taken back already.', 'event');
  }
  const at = deps.now();
  await deps.record(
    tx,
    personId,
    rows.map(({ id }) => ({ id: `undo/${id}`, at, kind: 'review-undone' as const, data: { review: id } })),
  );
  return { undone: rows.map(({ id }) => id), cards: [...new Set(rows.map(({ card_id }) => card_id))] };
}
