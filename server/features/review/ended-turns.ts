import { type ReviewCardEffect, reviewCardEffect } from '../../../wire/effects.ts';
import { apologyIn } from '../../turn/apology.ts';
import type { AnyTransaction, LearningEvent } from '../learners/index.ts';
import { plainText } from '../lessons/index.ts';
import { isReviewScene } from './review-scenes.ts';
import { queriesOf } from './tables.ts';

/** Turns that have ended, as their conversation writes them. */
export interface Ended {
  readonly conversation: {
    readonly id: string;
    readonly personId: string;
    readonly sceneId: string;
    readonly language: string;
  };
  readonly turns: readonly {
    readonly id: string;
    readonly origin: string;
    readonly said: string;
    readonly verdict: string | null;
    readonly outcome: string;
    /** What was heard of the reply. */
    readonly replied: string;
    readonly effects: readonly { name: string; data: Record<string, unknown> }[];
    readonly createdAt: Date;
  }[];
}

/** Due cards whose words are looked for in free talk. */
const MOST_WATCHED = 500;

/** What ended turns add to the learning log for the memory. Ids are made of the turn's own: written again, nothing is added. */
export async function eventsOfTurns(
  tx: AnyTransaction,
  { conversation, turns }: Ended,
  now: Date,
): Promise<LearningEvent[]> {
  const stood = turns.filter((turn) => stands(turn, conversation.language));
  if (isReviewScene(conversation.sceneId)) return stood.flatMap(reviewOf);
  const free = stood.filter(
    ({ origin, said, verdict }) => (origin === 'typed' || (origin === 'spoken' && verdict === 'heard')) && said !== '',
  );
  return conversation.sceneId.startsWith('talk-') && free.length > 0 ? usesIn(tx, conversation, free, now) : [];
}

/** Whether the scene moved on with the turn: not where the learner went on speaking, nor where nothing but an apology sounded. */
function stands({ outcome, origin, replied }: Ended['turns'][number], language: string): boolean {
  if (outcome === 'skipped') return false;
  return outcome !== 'failed' || origin !== 'spoken' || !apologyIn(language).startsWith(replied);
}

function reviewOf({ id, effects, createdAt }: Ended['turns'][number]): LearningEvent[] {
  return effects.flatMap(({ name, data }, n): LearningEvent[] => {
    const card = name === 'review-card' ? answeredCard(data) : undefined;
    if (!card) return [];
    const { card: which, rating, how, ms } = card;
    return [
      {
        id: `${id}/review/${n}`,
        at: createdAt,
        kind: 'review',
        data: { card: which, rating, how, ms: Math.round(ms) },
      },
    ];
  });
}

function answeredCard(data: unknown): (ReviewCardEffect & { rating: number; how: 'spoken' | 'typed' }) | undefined {
  const parsed = reviewCardEffect.safeParse(data);
  if (!parsed.success) return undefined;
  const { rating, how } = parsed.data;
  return rating === null ? undefined : { ...parsed.data, rating, how: how ?? 'spoken' };
}

/** Words that are due, said with nobody asking for them. */
async function usesIn(
  tx: AnyTransaction,
  { id: conversation, personId, language }: Ended['conversation'],
  turns: Ended['turns'],
  now: Date,
): Promise<LearningEvent[]> {
  const due = await queriesOf(tx)
    .selectFrom('review_cards')
    .innerJoin('review_items', 'review_items.id', 'review_cards.item_id')
    .select(['review_items.id', 'review_items.key', 'review_items.text'])
    .where('review_cards.person_id', '=', personId)
    .where('review_cards.kind', '=', 'production')
    .where('review_cards.state', '>', 0)
    .where('review_cards.paused', '=', false)
    .where('review_cards.due', '<=', now)
    .where('review_items.language', '=', language)
    .orderBy('review_cards.due')
    .limit(MOST_WATCHED)
    .execute();
  return turns.flatMap((turn) => {
    const said = ` ${plainText(turn.said, language)} `;
    return due
      .filter(({ key }) => said.includes(` ${key} `))
      .map(
        ({ id, text }): LearningEvent => ({
          id: `${turn.id}/used/${id}`,
          at: turn.createdAt,
          kind: 'used',
          data: { conversation, text, language, how: turn.origin === 'typed' ? 'typed' : 'spoken' },
        }),
      );
  });
}
