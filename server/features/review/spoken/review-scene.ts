import type { Clock } from '../../../kit/clock.ts';
import type { Listening, Scene } from '../../../turn/scene.ts';
import { streamParts } from '../../../turn/stream-parts.ts';
import { commandPhrases } from '../../lessons/index.ts';
import type { ReviewTalk } from './review-parts.ts';
import { type AskedCard, type ReviewState, restored, snapshotOf, startOf } from './review-state.ts';
import { openReview, reviewStep } from './review-talk.ts';
import { ANSWER, otherTexts, understandAnswer } from './understand-answer.ts';

/** A longer silence than this is not counted as time spent. */
const LONGEST_PAUSE_MS = 120_000;

export interface ReviewSceneOptions {
  talk: ReviewTalk;
  /** What is due; looked up as soon as the scene is made, unless an earlier state has its cards. */
  cards: readonly AskedCard[] | (() => Promise<readonly AskedCard[]>);
  clock: Clock;
  /** An earlier snapshot; one that does not fit is put aside, and what is due now is asked. */
  state?: unknown;
}

/** Cards asked and answered aloud. */
export function reviewScene({ talk, cards, clock, state: saved }: ReviewSceneOptions): Scene {
  const kept = restored(talk.id, saved);
  let state = kept ?? startOf(typeof cards === 'function' ? [] : cards);
  let lastAt = clock.now();
  const sinceLast = (): number => Math.min(LONGEST_PAUSE_MS, Math.max(0, clock.now() - lastAt));

  return {
    id: talk.id,
    language: talk.language,
    async *open(signal) {
      // Only now: a scene that is closed before it was opened asks nobody.
      if (!kept && typeof cards === 'function') state = startOf(await cards());
      const { state: opened, parts } = openReview(talk, state);
      if (signal.aborted) return;
      state = opened;
      lastAt = clock.now();
      yield* streamParts(parts, signal);
    },
    listen: () => listening(talk, state),
    reply(heard, signal) {
      const ms = sinceLast();
      const timed: ReviewState = { ...state, active_ms: state.active_ms + ms };
      const next = reviewStep(talk, timed, understandAnswer(talk.commands, timed, heard), ms);
      return {
        parts: streamParts(next.parts, signal),
        commit() {
          state = next.state;
          lastAt = clock.now();
        },
      };
    },
    snapshot: () => snapshotOf(talk.id, state),
    close() {
      // Nothing is held open: a review is all state.
    },
  };
}

function listening(talk: ReviewTalk, state: ReviewState): Listening {
  const card = state.ended ? undefined : state.cards[state.at];
  return {
    language: talk.language,
    phrases: card
      ? [{ id: ANSWER, text: card.text }, ...otherTexts(state).map((text, n) => ({ id: `x:${n}`, text }))]
      : [],
    commands: commandPhrases(talk.commands, talk.language),
    question: 'expected',
    level: 'A1',
  };
}
