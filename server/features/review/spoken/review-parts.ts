import type { z } from 'zod';
import {
  type LessonEffectName,
  type lessonEffects,
  type ReviewCardEffect,
  reviewEffects,
} from '../../../../wire/effects.ts';
import type { ReplyPart } from '../../../turn/scene.ts';
import type { CommandName, Commands } from '../../lessons/index.ts';
import { type ReviewLines, reviewLinesIn } from './review-lines.ts';
import type { AskedCard, ReviewState } from './review-state.ts';
import type { Told } from './understand-answer.ts';

/** What a spoken review is held with: all of it constant. */
export interface ReviewTalk {
  id: string;
  title: string;
  language: string;
  /** What the learner speaks: the tutor's own words are in it. */
  from: string;
  commands: Commands;
}

export interface Step {
  state: ReviewState;
  parts: readonly ReplyPart[];
}

type Data<N extends LessonEffectName> = z.output<(typeof lessonEffects)[N]>;

export function effect<N extends LessonEffectName>(name: N, data: Data<N>): ReplyPart {
  return { kind: 'effect', name, data };
}

export const say = (text: string, language: string, speed?: number): ReplyPart => ({
  kind: 'text',
  text: `${text} `,
  language,
  ...(speed === undefined ? {} : { speed }),
});

export const tutorSays = (talk: ReviewTalk, pick: (lines: ReviewLines) => string): ReplyPart => {
  const lines = reviewLinesIn(talk.from);
  return say(pick(lines), lines.language);
};

const SLOW = 0.75;

/** The card, shown and asked: by its meaning, or by its sound. */
export function askParts(talk: ReviewTalk, state: ReviewState, slowly = false): ReplyPart[] {
  const card = state.cards[state.at];
  if (!card) return [];
  const speed = slowly ? SLOW : undefined;
  return card.kind === 'hearing'
    ? [shownCard(state, card), tutorSays(talk, ({ listen }) => listen), say(card.text, card.language, speed)]
    : [
        shownCard(state, card),
        say(reviewLinesIn(card.from).ask(card.translation), reviewLinesIn(card.from).language, speed),
      ];
}

export function shownCard(
  state: ReviewState,
  { card, item, kind, translation, text, language, from }: AskedCard,
  answered?: { rating: 1 | 2 | 3 | null; how: 'spoken' | 'typed' | null; ms: number },
): ReplyPart {
  const data: ReviewCardEffect = {
    ...{ card, item, kind, language, prompt_language: from },
    prompt: kind === 'hearing' && !answered ? '' : translation,
    answer: answered ? text : '',
    rating: answered?.rating ?? null,
    how: answered?.how ?? null,
    ms: answered?.ms ?? 0,
    n: state.at + 1,
    total: Math.max(state.at + 1, state.cards.length),
  };
  const [name] = Object.keys(reviewEffects);
  return { kind: 'effect', name: name ?? '', data };
}

export function feedbackPart(
  state: ReviewState,
  card: AskedCard,
  verdict: Data<'feedback'>['verdict'],
  told: Told,
  reveal: boolean,
): ReplyPart {
  const missed = told.words.find((word) => word.verdict === 'missed')?.text ?? null;
  return effect('feedback', {
    verdict,
    how: told.how,
    exchange: card.card,
    attempt: state.tries + 1,
    heard: told.heard,
    answer: reveal ? card.text : '',
    expected: reveal ? [card.text] : [],
    focus_word: told.score?.focus ?? missed,
    correction: null,
    alignment: reveal ? [...(told.score?.alignment ?? [])] : [],
    error_type: told.score?.errorType ?? (missed === null ? null : 'pronunciation'),
    recommendation: verdict === 'right' || verdict === 'close' ? 'proceed' : 'full_retry',
    self_repaired: false,
    hints: state.hints,
    shown: false,
    hint: '',
    score: told.score ? Math.min(1, Math.max(0, Math.round(told.score.score * 100) / 100)) : null,
    words: told.words,
    language: card.language,
  });
}

export const progressPart = ({ at, cards, results }: ReviewState): ReplyPart =>
  effect('progress', {
    done: Math.min(at, cards.length),
    total: Math.max(1, cards.length),
    first_try: results.filter(({ rating }) => rating === 3).length,
  });

const MOST_TO_PRACTISE = 5;

export function summaryParts(talk: ReviewTalk, state: ReviewState, finished: boolean): ReplyPart[] {
  const { results, cards } = state;
  const count = (test: (one: ReviewState['results'][number]) => boolean): number => results.filter(test).length;
  const again = [...new Set(results.filter(({ rating }) => rating === 1).map(({ card }) => card))];
  return [
    effect('summary', {
      lesson: talk.id,
      title: talk.title,
      finished,
      exchanges: results.length,
      first_try: count(({ rating }) => rating === 3),
      with_help: count(({ rating }) => rating === 2),
      shown: count(({ rating }) => rating === 1),
      skipped: count(({ rating }) => rating === null),
      corrected: [],
      not_understood: state.not_understood,
      practise: again.slice(0, MOST_TO_PRACTISE).flatMap((id) => {
        const card = cards.find((one) => one.card === id);
        return card ? [{ text: card.text, translation: card.translation }] : [];
      }),
      minutes: Math.round(state.active_ms / 6_000) / 10,
      language: talk.language,
      translation_language: talk.from,
    }),
    tutorSays(talk, ({ summary }) =>
      summary(
        count(({ rating }) => rating === 2 || rating === 3),
        results.length,
      ),
    ),
  ];
}

/** The commands that `help` names. */
export const namedCommands: readonly CommandName[] = ['repeat', 'slower', 'hint', 'skip', 'stop'];
