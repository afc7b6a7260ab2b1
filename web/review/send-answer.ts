import type { ReviewCard } from '../../wire/api/review.ts';
import type { ClientLearningEvent } from '../../wire/learning.ts';
import { call, Unreachable } from '../api/call.ts';
import { newEventId } from '../offline/event-queue.ts';
import type { Grade } from './player-state.ts';

export interface Given {
  event: string;
  card: string;
  grade: Grade;
  how: 'button' | 'typed';
  ms: number;
  at: string;
}

export interface Sent {
  /** The card as it is now; undefined while the answer is only kept here. */
  card: ReviewCard | undefined;
  leech: boolean;
}

/** Where events go that the server cannot take now. */
export type Keep = (event: ClientLearningEvent) => void;

/** Rates a card. Without a server the answer is kept on this device, and sent when it is back. */
export async function sendAnswer({ event, card, grade, how, ms, at }: Given, keep: Keep): Promise<Sent> {
  try {
    const answers = [{ id: event, at, card, rating: grade, how, ms }];
    const { cards, leeches } = await call('POST /v1/review/answers', { body: { answers } });
    return { card: cards.find(({ id }) => id === card), leech: leeches.includes(card) };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    keep({ id: event, at, kind: 'review', data: { card, rating: grade, how, ms } });
    return { card: undefined, leech: false };
  }
}

/** Takes one answer back, in the same way. */
export async function takeBack(event: string, at: string, keep: Keep): Promise<void> {
  try {
    await call('POST /v1/review/undo', { body: { event } });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    keep({ id: newEventId(), at, kind: 'review-undone', data: { review: event } });
  }
}
