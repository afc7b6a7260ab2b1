import type { ReplyPart } from '../../../turn/scene.ts';
import { type CommandName, firstHalf, spokenName } from '../../lessons/index.ts';
import { reviewLinesIn } from './review-lines.ts';
import {
  askParts,
  effect,
  feedbackPart,
  namedCommands,
  progressPart,
  type ReviewTalk,
  type Step,
  say,
  shownCard,
  summaryParts,
  tutorSays,
} from './review-parts.ts';
import { type AskedCard, movedOn, type ReviewState } from './review-state.ts';
import type { Input, Told } from './understand-answer.ts';

/** Not understood so often, a card is given away: nobody is kept at one for ever. */
const MOST_TRIES = 2;

/** The whole of a spoken review: state and what was understood in, state and words out. `ms`: how long the learner took. Pure. */
export function reviewStep(talk: ReviewTalk, state: ReviewState, input: Input, ms: number): Step {
  const card = state.cards[state.at];
  if (state.ended || !card)
    return { state, parts: [tutorSays(talk, ({ over, nothing }) => (state.cards.length > 0 ? over : nothing))] };
  switch (input.kind) {
    case 'asked':
      return { state, parts: askParts(talk, state) };
    case 'command':
      return command(talk, state, card, input.name, ms);
    case 'right':
    case 'close': {
      const alone = state.tries === 0 && state.hints === 0 && state.doubts === 0 && input.kind === 'right';
      const rating = alone ? 3 : 2;
      const first = [feedbackPart(state, card, input.kind, input.told, true)];
      const praise = tutorSays(talk, ({ right, hard }) => (alone ? right : hard));
      // What was said almost right is heard right once more.
      const model = input.kind === 'close' ? [say(card.text, card.language)] : [];
      return leave(talk, state, card, { rating, how: input.told.how, ms }, first, [praise, ...model]);
    }
    case 'unsure':
      if (state.doubts > 0) return reviewStep(talk, state, { kind: 'close', told: input.told }, ms);
      return {
        state: { ...state, doubts: 1 },
        parts: [feedbackPart(state, card, 'unsure', input.told, false), tutorSays(talk, ({ sure }) => sure)],
      };
    case 'near':
      return state.tries + 1 >= MOST_TRIES
        ? wrong(talk, state, card, input.told, ms)
        : again(talk, state, feedbackPart(state, card, 'close', input.told, false), ({ near }) => near);
    case 'missed':
      return state.tries + 1 >= MOST_TRIES
        ? notUnderstood(talk, state, card, input.told)
        : again(
            talk,
            { ...state, not_understood: state.not_understood + 1 },
            feedbackPart(state, card, 'not-understood', input.told, false),
            ({ notHeard }) => notHeard,
          );
    case 'wrong':
      return wrong(talk, state, card, input.told, ms);
  }
}

function again(talk: ReviewTalk, state: ReviewState, feedback: ReplyPart, line: Parameters<typeof tutorSays>[1]): Step {
  const tried: ReviewState = { ...state, tries: state.tries + 1 };
  return { state: tried, parts: [feedback, tutorSays(talk, line), ...askParts(talk, tried)] };
}

function wrong(talk: ReviewTalk, state: ReviewState, card: AskedCard, told: Told, ms: number): Step {
  const first = [feedbackPart(state, card, 'wrong', told, true)];
  return leave(talk, state, card, { rating: 1, how: told.how, ms }, first, answerParts(talk, card), true);
}

/** What was not understood says nothing of what is known: the answer is told, and the card stays as it was. */
function notUnderstood(talk: ReviewTalk, state: ReviewState, card: AskedCard, told: Told): Step {
  const counted: ReviewState = { ...state, not_understood: state.not_understood + 1 };
  const first = [feedbackPart(state, card, 'not-understood', told, true)];
  return leave(talk, counted, card, { rating: null, how: null, ms: 0 }, first, answerParts(talk, card), true);
}

const answerParts = (talk: ReviewTalk, card: AskedCard): ReplyPart[] => [
  effect('answer', {
    exchange: card.card,
    text: card.text,
    translation: card.translation,
    language: card.language,
    translation_language: card.from,
  }),
  tutorSays(talk, ({ itIs }) => itIs),
  say(card.text, card.language),
];

/** What was decided comes first, so that it is written even when the rest is interrupted; then the next card, or the end. */
function leave(
  talk: ReviewTalk,
  state: ReviewState,
  card: AskedCard,
  answered: { rating: 1 | 2 | 3 | null; how: 'spoken' | 'typed' | null; ms: number },
  first: readonly ReplyPart[],
  then: readonly ReplyPart[],
  shown = false,
): Step {
  const next = movedOn(state, answered.rating, shown);
  const onward = next.ended ? summaryParts(talk, next, true) : askParts(talk, next);
  return { state: next, parts: [shownCard(state, card, answered), ...first, progressPart(next), ...then, ...onward] };
}

function command(talk: ReviewTalk, state: ReviewState, card: AskedCard, name: CommandName, ms: number): Step {
  switch (name) {
    case 'skip':
      return leave(talk, state, card, { rating: null, how: null, ms: 0 }, [], []);
    case 'stop':
      return { state: { ...state, ended: true }, parts: summaryParts(talk, state, false) };
    case 'slower':
      return { state, parts: askParts(talk, state, true) };
    case 'hint':
      return hint(talk, state, card, ms);
    case 'help': {
      const names = namedCommands.map((one) => spokenName(talk.commands, one, talk.language).replace(/[.!?]+$/, ''));
      const lines = tutorSays(talk, ({ help }) => help);
      return { state, parts: [lines, say(`${names.join(', ')}.`, talk.language), ...askParts(talk, state)] };
    }
    case 'meaning':
    case 'translate':
    case 'why': {
      // What a heard card means is a help; of the others it is the question itself.
      if (card.kind !== 'hearing' || card.translation === '') return { state, parts: askParts(talk, state) };
      const shown = effect('translation', {
        text: card.text,
        translation: card.translation,
        language: card.language,
        translation_language: card.from,
      });
      const lines = reviewLinesIn(card.from);
      const helped: ReviewState = { ...state, hints: Math.max(1, state.hints) };
      return {
        state: helped,
        parts: [shown, say(lines.means(card.translation), lines.language), say(card.text, card.language)],
      };
    }
    case 'repeat':
    case 'restart':
      return { state, parts: askParts(talk, state) };
  }
}

/** How it begins, then the answer itself, which is then not known. */
function hint(talk: ReviewTalk, state: ReviewState, card: AskedCard, ms: number): Step {
  const levels = 2;
  const level = state.hints === 0 ? 1 : 2;
  const text = level === 1 ? `${firstHalf(card.text)} …` : card.text;
  const told = effect('hint', {
    ...{ exchange: card.card, level, levels, text, choices: [], language: card.language },
    rung: level === 1 ? 'first_half' : 'answer',
  });
  if (level === 1) {
    const spoken = say(firstHalf(card.text), card.language);
    return { state: { ...state, hints: 1 }, parts: [told, tutorSays(talk, ({ starts }) => starts), spoken] };
  }
  return leave(talk, state, card, { rating: 1, how: 'spoken', ms }, [told], answerParts(talk, card), true);
}

/** The first words of a review, or of one that is taken up again. */
export function openReview(talk: ReviewTalk, state: ReviewState): Step {
  const opened: ReviewState = { ...state, opened: true };
  if (state.ended || state.cards.length === 0) {
    return { state: { ...opened, ended: true }, parts: [tutorSays(talk, ({ nothing }) => nothing)] };
  }
  const greeting = state.opened
    ? tutorSays(talk, ({ welcomeBack }) => welcomeBack)
    : tutorSays(talk, ({ begin }) => begin(state.cards.length));
  return { state: opened, parts: [progressPart(opened), greeting, ...askParts(talk, opened)] };
}
