import type { z } from 'zod';
import type { AlignedWord, Correction, Feedback, LessonEffectName, lessonEffects } from '../../../wire/effects.ts';
import type { ReplyPart } from '../../turn/scene.ts';
import { alignWords, errorOfWords } from './align-words.ts';
import { type CommandName, type Commands, spokenName } from './commands.ts';
import type { Answer, Exchange, Lesson } from './compile-lesson.ts';
import type { Manner } from './manner.ts';
import { recommend } from './recommend.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';
import type { TutorLines } from './tutor-lines.ts';
import { scoreTyped } from './typed-score.ts';
import type { Evidence } from './understand.ts';

/** What a talk is held with: all of it constant, so that state and input alone decide what is said. */
export interface Talk {
  lesson: Lesson;
  commands: Commands;
  /** The tutor's own words, in the lesson's language where we have them. */
  lines: TutorLines;
  /** The learner's own language, where this lesson is translated into it. */
  own: TutorLines | undefined;
  manner: Manner;
  /** Lessons of this language, in the order they are numbered in. */
  library: readonly { id: string; title: string }[];
}

/** One turn's outcome: the state to adopt and what is said and shown. */
export interface Step {
  state: TalkState;
  parts: readonly ReplyPart[];
}

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
    translation_shown: translationShown(talk, state),
    n: state.results.length + 1,
    total: state.results.length + Math.max(1, remainingAt(talk, state)),
    language: talk.lesson.language,
    translation_language: talk.lesson.from,
  });
  const line = slowly
    ? say(exchange.slow, talk.lesson.language, talk.manner.slowly)
    : say(exchange.tutor, talk.lesson.language);
  return [shown, line];
}

function translationShown({ manner }: Talk, state: TalkState): boolean {
  if (manner.translation !== 'smart') return manner.translation === 'show';
  return !manner.answeredWell.has(state.at) && !state.well.includes(state.at);
}

/** Exchanges from this one on, itself counted: to the end of the path, and then what a drill asks again. */
export function remainingAt({ lesson }: Talk, state: TalkState): number {
  const onPath = state.repeating ? 0 : exchangeAt(lesson, state).remaining;
  return onPath + state.again.length;
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
  const { correction, answer } = more;
  const alignment =
    correction && verdict === 'wrong-form'
      ? alignWords(correction.said, correction.better, talk.lesson.language).words
      : answer
        ? [...alignedTo(answer, verdict, evidence, talk.lesson.language)]
        : [];
  return effect('feedback', {
    verdict,
    how: evidence.how,
    exchange: exchange.id,
    attempt: state.tries + 1,
    heard: evidence.heard,
    answer: answer?.text ?? '',
    expected: more.reveal ? exchange.answers.map(({ text }) => text) : [],
    focus_word: evidence.focus,
    // The conversation names it when the turn is known.
    correction: correction ? { ...correction, id: '' } : null,
    alignment,
    error_type: errorOf(verdict, evidence, alignment),
    recommendation: recommend(verdict, alignment, state.tries + 1, evidence.focus),
    self_repaired: evidence.repaired,
    hints: state.hints,
    shown: state.shown !== null,
    hint: more.hint ?? '',
    score: evidence.score,
    words: [...evidence.words],
    language: talk.lesson.language,
  });
}

/** What was not taken is held against the words that are given away, not against another form that was nearer in letters. */
function alignedTo(
  { text }: Answer,
  verdict: Feedback['verdict'],
  { heard, alignment }: Evidence,
  language: string,
): readonly AlignedWord[] {
  return verdict === 'wrong' ? scoreTyped(heard, text, language).alignment : alignment;
}

function errorOf(
  verdict: Feedback['verdict'],
  { how, errorType, focus }: Evidence,
  alignment: readonly AlignedWord[],
): Feedback['error_type'] {
  if (how === 'spoken' && verdict !== 'wrong-form') return focus === null ? null : 'pronunciation';
  return verdict === 'wrong-form' ? errorOfWords(alignment) : errorType;
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
  const speed = slowly ? talk.manner.slowly : undefined;
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
