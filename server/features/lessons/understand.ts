import type { Heard } from '../../turn/scene.ts';
import { plainText } from './answer-text.ts';
import {
  type CommandName,
  type Commands,
  type ConfirmationName,
  commandNames,
  commandOfPhrase,
  confirmationOfPhrase,
  typedCommand,
  typedConfirmation,
} from './commands.ts';
import type { Answer, Exchange, Lesson, WrongForm } from './compile-lesson.ts';
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
}

/** A learner's turn as the talk takes it. `close`: right but for a slip; `near`: typed, and not enough to go on. */
export type Input =
  | { kind: 'asked' }
  | { kind: 'command'; name: CommandName }
  | { kind: 'confirmation'; name: ConfirmationName; evidence: Evidence }
  /** `wrong`: what was perhaps heard is this mistake; `about` is then the answer that was meant. */
  | { kind: 'unsure'; about: Answer | CommandName; wrong: WrongForm | undefined; evidence: Evidence }
  | { kind: 'answer'; answer: Answer; grade: 'right' | 'close' | 'near'; evidence: Evidence }
  | { kind: 'wrong-form'; wrong: WrongForm; evidence: Evidence }
  | { kind: 'miss'; nearest: Answer | undefined; evidence: Evidence };

/** When the tutor has asked something of its own, a yes or no is an answer to that. */
export const confirmationsIn = (state: TalkState): readonly ConfirmationName[] =>
  state.phase === 'ended' ? ['yes', 'no', 'again'] : state.confirm === null ? [] : ['yes', 'no'];

export function understand(lesson: Lesson, commands: Commands, state: TalkState, heard: Heard): Input {
  const exchange = exchangeAt(lesson, state);
  if (heard.how === 'asked') return { kind: 'asked' };
  if (heard.how === 'command')
    return { kind: 'command', name: commandNames.find((name) => name === heard.text) ?? 'help' };
  if (heard.how === 'typed') return understandTyped(lesson, commands, state, exchange, heard.text);
  return understandSpoken(state, exchange, heard);
}

/** Decided by the recogniser's phrase and verdicts alone: recognised text proves nothing. */
function understandSpoken(state: TalkState, exchange: Exchange, heard: Heard): Input {
  const id = heard.verdict === 'unknown' ? undefined : heard.phraseId;
  const words = heard.words.flatMap(({ text, verdict }) => (verdict ? [{ text, verdict }] : []));
  const missed = words.filter(({ verdict }) => verdict === 'missed');
  const evidence: Evidence = { how: 'spoken', heard: heard.text, words, score: null, focus: missed[0]?.text ?? null };
  const miss: Input = {
    kind: 'miss',
    nearest: undefined,
    evidence: { ...evidence, heard: '', words: [], focus: null },
  };
  if (id === undefined) return miss;

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

  if (state.phase === 'ended') return miss;
  const wrong = exchange.wrong.find(({ key }) => key === id);
  const answer = wrong?.answer ?? exchange.answers.find(({ forms }) => forms.some((form) => form.id === id));
  if (!answer) return miss;
  // Unsure of a mistake, the tutor asks about the right words: it neither blames on a guess nor says the wrong ones.
  if (!sure) return { kind: 'unsure', about: answer, wrong, evidence };
  if (wrong) return { kind: 'wrong-form', wrong, evidence };
  return { kind: 'answer', answer, grade: missed.length > 0 ? 'close' : 'right', evidence };
}

/** Commands that lose nothing when they are done by mistake. */
const harmless: ReadonlySet<CommandName> = new Set(['repeat', 'slower', 'hint', 'help', 'translate', 'meaning', 'why']);

function understandTyped(
  lesson: Lesson,
  commands: Commands,
  state: TalkState,
  exchange: Exchange,
  text: string,
): Input {
  const evidence: Evidence = { how: 'typed', heard: text.trim(), words: [], score: null, focus: null };
  const plain = plainText(text, lesson.language);
  if (state.phase === 'talking') {
    const exact = exchange.answers.find(({ forms }) =>
      forms.some((form) => plainText(form.text, lesson.language) === plain),
    );
    // A bare yes or no after "Did you say ...?" is about that question, even where it is an answer too.
    if (exact && !(confirmationsIn(state).length > 0 && typedConfirmation(commands, text))) {
      return { kind: 'answer', answer: exact, grade: 'right', evidence: { ...evidence, score: 1 } };
    }
  }
  const confirmation = typedConfirmation(commands, text);
  if (confirmation && confirmationsIn(state).includes(confirmation))
    return { kind: 'confirmation', name: confirmation, evidence };
  const command = typedCommand(commands, text);
  if (command) return { kind: 'command', name: command };
  if (state.phase === 'ended' || plain === '') return { kind: 'miss', nearest: undefined, evidence };
  return scoreAgainst(lesson, exchange, text, evidence);
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
  };
  const wrongIsNearer =
    wrong && wrong.result.score > right.result.score && (wrong.result.band === 'exact' || wrong.result.band === 'high');
  if (wrongIsNearer) return { kind: 'wrong-form', wrong: wrong.of, evidence: told };
  if (right.result.band === 'low')
    return { kind: 'miss', nearest: right.result.score >= nearFrom ? right.of : undefined, evidence: told };
  const grade = right.result.band === 'exact' ? 'right' : right.result.band === 'high' ? 'close' : 'near';
  return { kind: 'answer', answer: right.of, grade, evidence: told };
}
