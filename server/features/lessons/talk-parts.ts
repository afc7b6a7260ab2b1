import type { z } from 'zod';
import type { Correction, Feedback, LessonEffectName, lessonEffects } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';
import { type CommandName, type Commands, spokenName } from './commands.ts';
import type { Answer, Exchange, Lesson } from './compile-lesson.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';
import type { TutorLines } from './tutor-lines.ts';
import type { Evidence } from './understand.ts';

/** What a talk is held with: all of it constant, so that state and input alone decide what is said. */
export interface Talk {
  lesson: Lesson;
  commands: Commands;
  /** The tutor's own words, in the lesson's language where we have them. */
  lines: TutorLines;
  /** The learner's own language, where this lesson is translated into it. */
  own: TutorLines | undefined;
}

/** One turn's outcome: the state to adopt and what is said and shown. */
export interface Step {
  state: TalkState;
  parts: readonly ReplyPart[];
}

/** The learner's pace for a line that is said slowly. */
export const slowSpeed = 0.75;

export const say = (text: string, language: string, speed?: number): ReplyPart => ({
  kind: 'text',
  text: `${text} `,
  language,
  ...(speed === undefined ? {} : { speed }),
});

/** The tutor's own words, in the lesson's language. */
export const tutorSays = (talk: Talk, pick: (lines: TutorLines) => string, speed?: number): ReplyPart =>
  say(pick(talk.lines), talk.lines.language, speed);

type EffectData = { [N in LessonEffectName]: z.output<(typeof lessonEffects)[N]> };

export function effect<N extends LessonEffectName>(name: N, data: EffectData[N]): ReplyPart {
  return { kind: 'effect', name, data };
}

/** The tutor's line at the state's exchange, shown and said. */
export function promptParts(talk: Talk, state: TalkState, slowly = false): ReplyPart[] {
  const exchange = exchangeAt(talk.lesson, state);
  const shown = effect('prompt', {
    exchange: exchange.id,
    text: exchange.tutor,
    translation: exchange.translation,
    translation_shown: true,
    n: state.results.length + 1,
    total: state.results.length + exchange.remaining,
    language: talk.lesson.language,
    translation_language: talk.lesson.from,
  });
  const line = slowly ? say(exchange.slow, talk.lesson.language, slowSpeed) : say(exchange.tutor, talk.lesson.language);
  return [shown, line];
}

export function progressPart(state: TalkState, remaining: number): ReplyPart {
  return effect('progress', {
    done: state.results.length,
    total: Math.max(1, state.results.length + remaining),
    first_try: state.results.filter(({ outcome }) => outcome === 'first_try').length,
  });
}

export function feedbackPart(
  talk: Talk,
  state: TalkState,
  verdict: Feedback['verdict'],
  evidence: Evidence,
  more: { answer?: Answer | undefined; correction?: Correction; hint?: string; reveal?: boolean } = {},
): ReplyPart {
  const exchange = exchangeAt(talk.lesson, state);
  return effect('feedback', {
    verdict,
    how: evidence.how,
    exchange: exchange.id,
    attempt: state.tries + 1,
    heard: evidence.heard,
    answer: more.answer?.text ?? '',
    expected: more.reveal ? exchange.answers.map(({ text }) => text) : [],
    focus_word: evidence.focus,
    // The conversation names it when the turn is known.
    correction: more.correction ? { ...more.correction, id: '' } : null,
    alignment: [],
    error_type: null,
    recommendation: 'proceed',
    hints: state.hints,
    shown: state.shown !== null,
    hint: more.hint ?? '',
    score: evidence.score,
    words: [...evidence.words],
    language: talk.lesson.language,
  });
}

/** The answer is given away now; what it means comes with it. */
export function answerPart(talk: Talk, state: TalkState, { text, translation }: Answer): ReplyPart {
  const { language, from: translation_language } = talk.lesson;
  return effect('answer', { exchange: state.at, text, translation, language, translation_language });
}

/** What the question "Did you say ...?" is about, in the learner's words. */
export function candidateText(talk: Talk, exchange: Exchange, confirm: string): string {
  if (confirm.startsWith('c:')) return spokenName(talk.commands, confirm.slice(2) as CommandName, talk.lesson.language);
  return answerByKey(exchange, confirm)?.text ?? '';
}

export const answerByKey = (exchange: Exchange, key: string | null): Answer | undefined =>
  key === null ? undefined : exchange.answers.find((answer) => answer.key === key);

export const wrongByKey = (exchange: Exchange, key: string | null): Exchange['wrong'][number] | undefined =>
  key === null ? undefined : exchange.wrong.find((wrong) => wrong.key === key);

/** What the tutor waits on an answer to, said again: its question back, its correction, the answer it gave, or its line. */
export function currentParts(talk: Talk, state: TalkState, slowly = false): ReplyPart[] {
  const speed = slowly ? slowSpeed : undefined;
  if (state.phase === 'ended') return [tutorSays(talk, ({ again }) => again, speed)];
  const exchange = exchangeAt(talk.lesson, state);
  const { confirm } = state;
  if (confirm !== null)
    return [tutorSays(talk, ({ didYouSay }) => didYouSay(candidateText(talk, exchange, confirm)), speed)];
  const wrong = wrongByKey(exchange, state.repair);
  if (wrong) return [tutorSays(talk, ({ recast }) => recast(wrong.better), speed)];
  const shown = answerByKey(exchange, state.shown);
  if (shown) return [tutorSays(talk, ({ show }) => show(shown.text), speed)];
  return promptParts(talk, state, slowly);
}
