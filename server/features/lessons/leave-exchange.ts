import type { Summary } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';
import type { Answer } from './compile-lesson.ts';
import { effect, progressPart, promptParts, remainingAt, type Step, say, type Talk, tutorSays } from './talk-parts.ts';
import { exchangeAt, movedTo, type Outcome, startOf, type TalkState } from './talk-state.ts';

/** An exchange is come back to at most this often; then the lesson ends, whatever its routes say. */
const mostVisits = 3;
const mostToPractise = 5;

/** Leaves the exchange: notes how it went, and says the next line or closes the lesson. `before` is said first. */
export function leave(
  talk: Talk,
  state: TalkState,
  how: { outcome: Outcome; answer: Answer | undefined; next: string | null },
  before: readonly ReplyPart[],
): Step {
  const answer = how.answer?.key ?? 'a0';
  const well = how.outcome === 'first_try' && !state.well.includes(state.at) ? [...state.well, state.at] : state.well;
  const noted: TalkState = {
    ...state,
    well,
    again: toRepeat(talk, state, how.outcome),
    results: [...state.results, { exchange: state.at, outcome: how.outcome, answer }],
  };
  const told = [...before, ...remark(talk, state), ...quizzesAfter(talk, noted)];
  const next = state.repeating || how.next === null ? undefined : talk.lesson.byId.get(how.next);
  const onPath = next && visits(noted, next.id) < mostVisits;
  const goal = onPath ? next.id : noted.again[0];
  if (goal === undefined) return end(talk, noted, [...told, progressPart(noted, 0)], 'finished');
  const moved: TalkState = { ...movedTo(noted, goal), repeating: !onPath };
  return { state: moved, parts: [...told, progressPart(moved, remainingAt(talk, moved)), ...promptParts(talk, moved)] };
}

const visits = (state: TalkState, id: string): number => state.results.filter(({ exchange }) => exchange === id).length;

/** A drill asks again at its end what was not right at once, until it is, or has been asked often enough. */
function toRepeat(talk: Talk, state: TalkState, outcome: Outcome): TalkState['again'] {
  const others = state.again.filter((id) => id !== state.at);
  const missed = outcome !== 'first_try' && outcome !== 'skipped' && visits(state, state.at) + 1 < mostVisits;
  return talk.manner.mode === 'drill' && missed ? [...others, state.at] : others;
}

/** A teacher explains the grammar of an exchange that gave trouble, in the learner's own language. */
function remark(talk: Talk, state: TalkState): ReplyPart[] {
  const { grammar } = exchangeAt(talk.lesson, state);
  const trouble = state.misses > 0 || state.corrected.some(({ exchange }) => exchange === state.at);
  const teaches = talk.manner.mode === 'teacher' && trouble && grammar !== '';
  return teaches && talk.own ? [say(grammar, talk.own.language)] : [];
}

/** Quizzes on what was said so far: of the exchange that is left now, and of those before it that this way passed by. */
function quizzesAfter({ lesson }: Talk, { results }: TalkState): ReplyPart[] {
  const places = results.map(({ exchange }) => lesson.exchanges.findIndex(({ id }) => id === exchange));
  const before = Math.max(-1, ...places.slice(0, -1));
  return lesson.exchanges.slice(before + 1, (places.at(-1) ?? -1) + 1).flatMap(({ id: after }) => {
    const quiz = lesson.quizAfter.get(after);
    if (quiz === undefined) return [];
    return [effect('quiz', { lesson: lesson.id, quiz: quiz.id, after, questions: quiz.questions.length })];
  });
}

/** Closes the talk: the last line, the summary in one sentence and in full. */
export function end(talk: Talk, state: TalkState, before: readonly ReplyPart[], why: 'finished' | 'stopped'): Step {
  const summary = { ...summaryOf(talk, state), finished: why === 'finished' };
  const ended: TalkState = { ...movedTo(state, state.at), phase: 'ended' };
  const parts = [...before];
  if (why === 'finished' && talk.lesson.closing) parts.push(say(talk.lesson.closing, talk.lesson.language));
  parts.push(effect('summary', summary));
  if (summary.exchanges > 0)
    parts.push(tutorSays(talk, (lines) => lines.summary(summary.first_try, summary.exchanges)));
  parts.push(tutorSays(talk, ({ again, bye }) => (why === 'finished' ? again : bye)));
  return { state: ended, parts };
}

export function restart(talk: Talk, before: TalkState): Step {
  const state: TalkState = { ...startOf(talk.lesson), opened: true, well: before.well };
  return { state, parts: [progressPart(state, remainingAt(talk, state)), ...promptParts(talk, state)] };
}

function summaryOf(talk: Talk, state: TalkState): Omit<Summary, 'finished'> {
  const count = (outcome: Outcome): number => state.results.filter((result) => result.outcome === outcome).length;
  return {
    lesson: talk.lesson.id,
    title: talk.lesson.title,
    exchanges: state.results.length,
    first_try: count('first_try'),
    with_help: count('with_help'),
    shown: count('shown'),
    skipped: count('skipped'),
    corrected: state.corrected.map(({ said, better, why, kind, repaired }) => ({
      said,
      better,
      why,
      kind,
      repaired,
      id: '',
    })),
    not_understood: state.not_understood,
    practise: toPractise(talk, state),
    minutes: Math.round(state.active_ms / 6_000) / 10,
    language: talk.lesson.language,
    translation_language: talk.lesson.from,
  };
}

/** What was given away first, then what was passed over, then what needed help. */
function toPractise(talk: Talk, state: TalkState): Summary['practise'] {
  const needs: readonly Outcome[] = ['shown', 'skipped', 'with_help'];
  const chosen = new Map<string, string>();
  for (const need of needs) {
    for (const { exchange, outcome, answer: key } of state.results) {
      const answer = talk.lesson.byId.get(exchange)?.answers.find((one) => one.key === key);
      if (outcome === need && answer) chosen.set(answer.text, answer.translation);
    }
  }
  return [...chosen].slice(0, mostToPractise).map(([text, translation]) => ({ text, translation }));
}
