import type { Quiz, Task } from '../../../wire/tasks.ts';
import { editDistance, plainText } from './answer-text.ts';
import type { Dialogue, LessonFile } from './lesson-schema.ts';
import { type LessonNotes, lessonNotes } from './library/lesson-notes.ts';
import { compileQuizzes, compileTasks } from './tasks/compile-tasks.ts';

/** A lesson ready to be talked through: every route decided, every text in place. */
export interface Lesson extends LessonNotes {
  id: string;
  title: string;
  titleTranslation: string;
  description: string;
  level: string;
  language: string;
  /** Language of translations, hints and reasons. */
  from: string;
  exchanges: readonly Exchange[];
  byId: ReadonlyMap<string, Exchange>;
  closing: string;
  closingTranslation: string;
  names: readonly string[];
  tasks: readonly Task[];
  quizzes: readonly Quiz[];
  /** The quiz that is offered after an exchange, by the exchange's id. */
  quizAfter: ReadonlyMap<string, Quiz>;
}

export interface Exchange {
  id: string;
  tutor: string;
  slow: string;
  translation: string;
  hints: readonly string[];
  grammar: string;
  /** Native recordings of the tutor's line, by file name; empty when there is none. */
  audio: string;
  audioSlow: string;
  answers: readonly Answer[];
  wrong: readonly WrongForm[];
  /** Where to go when no answer decides; null ends the lesson. */
  onward: string | null;
  /** Exchanges from this one to the end, itself counted, along the first answers. */
  remaining: number;
}

export interface Answer {
  /** `a0`, `a1`, ...: also the phrase id of its text; alternatives are `a0.1`, `a0.2`, ... */
  key: string;
  text: string;
  translation: string;
  forms: readonly { id: string; text: string }[];
  reply: string;
  /** Null ends the lesson. */
  next: string | null;
}

export interface WrongForm {
  /** `w0`, `w1`, ...: also its phrase id. */
  key: string;
  say: string;
  better: string;
  why: string;
  kind: string;
  /** The answer that was meant. */
  answer: Answer;
}

/** Options match by distance up to this many letters, after an exact match and before the default. */
const optionSlack = 2;

export interface Route {
  next: string | null;
  reply: string;
}

/** Where the file itself sends a text: exact match, near match, the default, the dialogue's own `next`, the next in the file. */
export function routeOf(file: LessonFile, index: number, text: string | undefined): Route {
  const dialogue = file.dialogues[index];
  const fallthrough = file.dialogues[index + 1]?.id ?? null;
  if (!dialogue) return { next: null, reply: '' };
  const options = dialogue.options ?? [];
  const plain = text === undefined ? undefined : plainText(text, file.language);
  const distances = options.map((option) =>
    plain === undefined || !option.match
      ? Number.POSITIVE_INFINITY
      : editDistance(plain, plainText(option.match, file.language), 1),
  );
  const nearest = Math.min(Number.POSITIVE_INFINITY, ...distances);
  const chosen =
    nearest <= optionSlack ? options[distances.indexOf(nearest)] : options.find((option) => option.default);
  if (!chosen) return { next: dialogue.next === undefined ? fallthrough : dialogue.next, reply: '' };
  return { next: resolveTarget(file, chosen.next), reply: chosen.reply ?? '' };
}

/** A target that is none of this lesson's dialogues but begins with the lesson's id leaves the lesson, as in the old files. */
export function resolveTarget(file: LessonFile, next: string | null): string | null {
  if (next === null || file.dialogues.some((dialogue) => dialogue.id === next)) return next;
  return next.startsWith(file.id) ? null : next;
}

export function answersOf(file: LessonFile, index: number): Answer[] {
  const dialogue = file.dialogues[index];
  if (!dialogue) return [];
  const written = dialogue.expected.map((entry) =>
    typeof entry === 'string' ? { text: entry, translation: '', alternatives: [], reply: '', next: undefined } : entry,
  );
  const known = written
    .flatMap((entry) => [entry.text, ...entry.alternatives])
    .map((text) => plainText(text, file.language));
  // A branch that no expected answer names is an answer too: the old files list some of them there only.
  const branches = (dialogue.options ?? [])
    .flatMap((option) => (option.match ? [option.match] : []))
    .filter((match) => !known.some((text) => editDistance(text, plainText(match, file.language), 1) <= optionSlack))
    .map((text) => ({ text, translation: '', alternatives: [], reply: '', next: undefined }));
  return [...written, ...branches].map((entry, position) => {
    const key = `a${position}`;
    const route = routeOf(file, index, entry.text);
    return {
      key,
      text: entry.text,
      translation: entry.translation ?? '',
      forms: [entry.text, ...entry.alternatives].map((text, form) => ({
        id: form === 0 ? key : `${key}.${form}`,
        text,
      })),
      reply: entry.reply || route.reply,
      next: entry.next === undefined ? route.next : resolveTarget(file, entry.next),
    };
  });
}

/** The answer that holds `text` word for word, or undefined. */
export const answerSaying = (answers: readonly Answer[], text: string, language: string): Answer | undefined =>
  answers.find((answer) => answer.forms.some((form) => plainText(form.text, language) === plainText(text, language)));

/** Takes a file without errors (`lessonProblems`). */
export function compileLesson(file: LessonFile): Lesson {
  const bare = file.dialogues.map((dialogue, index) => compileDialogue(file, dialogue, index));
  const firstNext = new Map(bare.map((exchange) => [exchange.id, exchange.answers[0]?.next ?? null]));
  const exchanges = bare.map((exchange) => ({ ...exchange, remaining: stepsToEnd(firstNext, exchange.id) }));
  const quizzes = compileQuizzes(file);
  return {
    ...lessonNotes(file),
    id: file.id,
    title: file.title,
    titleTranslation: file.title_translation ?? '',
    description: file.description ?? file.cefr_goal ?? '',
    level: file.level,
    language: file.language,
    from: file.from,
    exchanges,
    byId: new Map(exchanges.map((exchange) => [exchange.id, exchange])),
    closing: file.closing ?? '',
    closingTranslation: file.closing_translation ?? '',
    names: file.names,
    tasks: compileTasks(file),
    quizzes,
    quizAfter: new Map(quizzes.map((quiz) => [quiz.after, quiz])),
  };
}

function compileDialogue(file: LessonFile, dialogue: Dialogue, index: number): Omit<Exchange, 'remaining'> {
  const answers = answersOf(file, index);
  const wrong = dialogue.wrong.flatMap((entry, position) => {
    const answer = answerSaying(answers, entry.better, file.language);
    return answer ? [{ ...entry, key: `w${position}`, answer }] : [];
  });
  return {
    id: dialogue.id,
    tutor: dialogue.tutor,
    slow: dialogue.slow ?? dialogue.tutor,
    translation: dialogue.translation ?? '',
    hints: [...(dialogue.hint ? [dialogue.hint] : []), ...dialogue.hints],
    grammar: dialogue.grammar ?? '',
    audio: dialogue.audio ?? '',
    audioSlow: dialogue.audio_slow ?? '',
    answers,
    wrong,
    onward: routeOf(file, index, undefined).next,
  };
}

function stepsToEnd(next: ReadonlyMap<string, string | null>, from: string): number {
  const seen = new Set<string>();
  for (let at: string | null = from; at !== null && !seen.has(at); at = next.get(at) ?? null) seen.add(at);
  return Math.max(1, seen.size);
}
