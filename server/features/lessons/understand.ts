import type { AlignedWord, ErrorType } from '../../../wire/effects.ts';
import type { Heard } from '../../turn/scene.ts';
import { plainText, withoutMarks } from './answer-text.ts';
import {
  type CommandName,
  type ConfirmationName,
  commandOfPhrase,
  confirmationOfPhrase,
  findLesson,
  lessonOfPhrase,
  typedCommand,
  typedConfirmation,
  typedLesson,
} from './commands.ts';
import type { Answer, Exchange, Lesson, WrongForm } from './compile-lesson.ts';
import { withoutFalseStart } from './self-repair.ts';
import type { Talk } from './talk-parts.ts';
import { exchangeAt, type TalkState } from './talk-state.ts';
import { scoreTyped, type TypedScore } from './typed-score.ts';

/** What a learner's turn shows of itself, for the feedback. */
export interface Evidence {
  how: 'spoken' | 'typed';
  /** Empty when it was not understood. */
  heard: string;
  words: readonly { text: string; verdict: 'good' | 'unsure' | 'missed' }[];
  score: number | null;
  focus: string | null;
  /** Against the answer that was meant; typed answers only. */
  alignment: readonly AlignedWord[];
  errorType: ErrorType | null;
  /** A mistake was put right in the same breath. */
  repaired: boolean;
}

const bare = { words: [], score: null, focus: null, alignment: [], errorType: null, repaired: false } as const;

/** A learner's turn as the talk takes it. `close`: right but for a slip; `near`: typed, and not enough to go on. */
export type Input =
  | { kind: 'asked' }
  | { kind: 'command'; name: CommandName }
  /** Another lesson is asked for; undefined when there is no such one. */
  | { kind: 'lesson'; found: { id: string; title: string } | undefined }
  | { kind: 'confirmation'; name: ConfirmationName; evidence: Evidence }
  /** `wrong`: what was perhaps heard is this mistake; `about` is then the answer that was meant. */
  | { kind: 'unsure'; about: Answer | CommandName; wrong: WrongForm | undefined; evidence: Evidence }
  | { kind: 'answer'; answer: Answer; grade: 'right' | 'close' | 'near'; evidence: Evidence }
  | { kind: 'wrong-form'; wrong: WrongForm; evidence: Evidence }
  | { kind: 'miss'; nearest: Answer | undefined; evidence: Evidence };

/** When the tutor has asked something of its own, a yes or no is an answer to that. */
export const confirmationsIn = (state: TalkState): readonly ConfirmationName[] =>
  state.phase === 'ended' ? ['yes', 'no', 'again'] : state.confirm === null ? [] : ['yes', 'no'];

/** What a learner's turn is understood against. */
export type Listener = Pick<Talk, 'lesson' | 'commands' | 'library'>;

export function understand(listener: Listener, state: TalkState, heard: Heard): Input {
  const { lesson } = listener;
  const exchange = exchangeAt(lesson, state);
  if (heard.how === 'asked') return { kind: 'asked' };
  if (heard.how === 'command') return typedWish(listener, heard.text) ?? { kind: 'command', name: 'help' };
  if (heard.how === 'typed') return understandTyped(listener, state, exchange, heard.text);
  return understandSpoken(listener, state, exchange, heard);
}

/** Decided by the recogniser's phrase and verdicts alone: recognised text proves nothing. */
function understandSpoken(listener: Listener, state: TalkState, exchange: Exchange, heard: Heard): Input {
  const id = heard.verdict === 'unknown' ? undefined : heard.phraseId;
  const words = heard.words.flatMap(({ text, verdict }) => (verdict ? [{ text, verdict }] : []));
  const missed = words.filter(({ verdict }) => verdict === 'missed');
  const evidence: Evidence = { ...bare, how: 'spoken', heard: heard.text, words, focus: missed[0]?.text ?? null };
  const miss: Input = { kind: 'miss', nearest: undefined, evidence: { ...bare, how: 'spoken', heard: '' } };
  if (id === undefined) return inWords(listener, heard) ?? miss;

  // A phrase is not heard while most of its words are not.
  const sure = heard.verdict === 'heard' && missed.length * 2 <= words.length;
  const command = commandOfPhrase(id);
  if (command)
    return sure || harmless.has(command)
      ? { kind: 'command', name: command }
      : { kind: 'unsure', about: command, wrong: undefined, evidence };
  const confirmation = confirmationOfPhrase(id);
  if (confirmation)
    return sure && confirmationsIn(state).includes(confirmation)
      ? { kind: 'confirmation', name: confirmation, evidence }
      : miss;

  const wanted = lessonOfPhrase(id);
  if (wanted !== undefined)
    return sure && state.phase === 'ended' ? { kind: 'lesson', found: findLesson(listener.library, wanted) } : miss;
  if (state.phase === 'ended') return miss;
  const mended = exchange.wrong.find(({ key }) => repairId(key) === id);
  if (mended && sure)
    return { kind: 'answer', answer: mended.answer, grade: 'right', evidence: { ...evidence, repaired: true } };
  const wrong = mended ? undefined : exchange.wrong.find(({ key }) => key === id);
  const answer =
    mended?.answer ?? wrong?.answer ?? exchange.answers.find(({ forms }) => forms.some((form) => form.id === id));
  if (!answer) return miss;
  // Unsure of a mistake, the tutor asks about the right words: it neither blames on a guess nor says the wrong ones.
  if (!sure) return { kind: 'unsure', about: answer, wrong, evidence };
  if (wrong) return { kind: 'wrong-form', wrong, evidence };
  return { kind: 'answer', answer, grade: missed.length > 0 ? 'close' : 'right', evidence };
}

/** The phrase of a mistake that is put right in the same breath. */
export const repairId = (wrongKey: string): string => `r:${wrongKey}`;

/** A recogniser that hears free speech may hear a command in any language; nothing else is taken from its text. */
function inWords(listener: Listener, { verdict, text }: Heard): Input | undefined {
  const wish = verdict === 'heard' && plainText(text, '') !== '' ? typedWish(listener, text) : undefined;
  return wish?.kind === 'command' && !harmless.has(wish.name) ? undefined : wish;
}

/** A command, or a lesson that is asked for, in any language. */
export function typedWish(
  { commands, library }: Pick<Listener, 'commands' | 'library'>,
  text: string,
): Extract<Input, { kind: 'command' | 'lesson' }> | undefined {
  const name = typedCommand(commands, text);
  if (name) return { kind: 'command', name };
  const wanted = typedLesson(commands, text);
  const found = wanted === undefined ? undefined : findLesson(library, wanted);
  // "Lesson five" asks for a lesson even where there are only four; "lesson plans" asks for none.
  return found || /^\d+$/.test(wanted ?? '') ? { kind: 'lesson', found } : undefined;
}

/** Commands that lose nothing when they are done by mistake. */
const harmless: ReadonlySet<CommandName> = new Set(['repeat', 'slower', 'hint', 'help', 'translate', 'meaning', 'why']);

function understandTyped(listener: Listener, state: TalkState, exchange: Exchange, text: string): Input {
  const { lesson, commands } = listener;
  const evidence: Evidence = { ...bare, how: 'typed', heard: text.trim() };
  const plain = plainText(text, lesson.language);
  if (state.phase === 'talking') {
    const exact = exchange.answers.find(({ forms }) =>
      forms.some((form) => plainText(form.text, lesson.language) === plain),
    );
    // A bare yes or no after "Did you say ...?" is about that question, even where it is an answer too.
    if (exact && !(confirmationsIn(state).length > 0 && typedConfirmation(commands, text))) {
      const form = exact.forms.find((one) => plainText(one.text, lesson.language) === plain);
      const { alignment, errorType } = scoreTyped(text, form?.text ?? exact.text, lesson.language);
      return {
        kind: 'answer',
        answer: exact,
        grade: 'right',
        evidence: { ...evidence, score: 1, alignment, errorType },
      };
    }
  }
  const confirmation = typedConfirmation(commands, text);
  if (confirmation && confirmationsIn(state).includes(confirmation))
    return { kind: 'confirmation', name: confirmation, evidence };
  const wish = typedWish(listener, text);
  if (wish) return wish;
  if (state.phase === 'ended' || plain === '') return { kind: 'miss', nearest: undefined, evidence };
  return selfRepaired(lesson, exchange, text, evidence) ?? scoreAgainst(lesson, exchange, text, evidence);
}

/** What was meant when a false start is taken back, if that is just an answer: as good as right at once. */
function selfRepaired(lesson: Lesson, exchange: Exchange, text: string, evidence: Evidence): Input | undefined {
  const bareText = (one: string): string => withoutMarks(plainText(one, lesson.language));
  const meant = new Set(withoutFalseStart(text, lesson.language).map(bareText));
  for (const answer of exchange.answers) {
    for (const form of answer.forms) {
      if (!meant.has(bareText(form.text))) continue;
      const { alignment } = scoreTyped(text, form.text, lesson.language);
      return { kind: 'answer', answer, grade: 'right', evidence: { ...evidence, score: 1, alignment, repaired: true } };
    }
  }
  return undefined;
}

/** Below this, letters in common are chance, and no answer was meant. */
const nearFrom = 0.4;

function scoreAgainst(lesson: Lesson, exchange: Exchange, text: string, evidence: Evidence): Input {
  const best = <T>(candidates: readonly { of: T; text: string }[]): { of: T; result: TypedScore } | undefined =>
    candidates
      .map(({ of, text: expected }) => ({ of, result: scoreTyped(text, expected, lesson.language) }))
      .reduce<{ of: T; result: TypedScore } | undefined>(
        (top, one) => (top && top.result.score >= one.result.score ? top : one),
        undefined,
      );
  const right = best(
    exchange.answers.flatMap((answer) => answer.forms.map((form) => ({ of: answer, text: form.text }))),
  );
  const wrong = best(exchange.wrong.map((form) => ({ of: form, text: form.say })));
  if (!right) return { kind: 'miss', nearest: undefined, evidence };
  const told = {
    ...evidence,
    score: Math.round(Math.max(0, right.result.score) * 100) / 100,
    focus: right.result.focus,
    alignment: right.result.alignment,
    errorType: right.result.errorType,
  };
  const wrongIsNearer =
    wrong && wrong.result.score > right.result.score && (wrong.result.band === 'exact' || wrong.result.band === 'high');
  if (wrongIsNearer) return { kind: 'wrong-form', wrong: wrong.of, evidence: told };
  if (right.result.band === 'low')
    return { kind: 'miss', nearest: right.result.score >= nearFrom ? right.of : undefined, evidence: told };
  const grade = right.result.band === 'exact' ? 'right' : right.result.band === 'high' ? 'close' : 'near';
  return { kind: 'answer', answer: right.of, grade, evidence: told };
}
