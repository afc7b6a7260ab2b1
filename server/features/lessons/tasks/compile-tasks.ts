import type { Quiz, QuizQuestion, Task } from '../../../../wire/tasks.ts';
import type { LessonFile } from '../lesson-schema.ts';
import type { QuizFile, TaskFile } from './task-file.ts';

/** The gap of a fill_blank sentence. */
export const gap = /_{2,}/;
export const gaps = (sentence: string): number => sentence.match(/_{2,}/g)?.length ?? 0;

/** The file's tasks in the one shape of the wire. Items are named by their place. */
export function compileTasks(file: LessonFile): Task[] {
  return (file.tasks ?? []).filter((task) => !isEmpty(task)).map((task) => compileTask(file, task));
}

/** Pairs and orders need two to be put right. */
export function isEmpty(task: TaskFile): boolean {
  if (task.type === 'fill_blank') return task.blanks.length === 0;
  if (task.type === 'match_pairs') return task.pairs.length < 2;
  return task.items.length < (task.type === 'sequence' ? 2 : 1);
}

function compileTask(file: LessonFile, task: TaskFile): Task {
  const base = { id: task.id, ...instructionOf(file, task), language: file.language };
  switch (task.type) {
    case 'listen_repeat':
    case 'shadowing':
    case 'dictation':
      return { ...base, type: task.type, items: named(task.items.map(saidOf)) };
    case 'fill_blank':
      return { ...base, type: task.type, items: named(task.blanks.map((blank) => blankOf(file, blank))) };
    case 'match_pairs':
      return {
        ...base,
        type: task.type,
        right_language: file.from,
        items: named(task.pairs.map((pair) => pairOf(file, pair))),
      };
    case 'sequence':
      return {
        ...base,
        type: task.type,
        translation: task.translation ?? '',
        items: named(task.items.map((item) => ({ text: typeof item === 'string' ? item : item.text }))),
      };
    case 'multiple_choice':
      return {
        ...base,
        type: task.type,
        items: named(
          task.items.map(({ question, question_language, choices, answer, why }) => ({
            question,
            question_language: question_language ?? file.from,
            choices,
            answer,
            why: why ?? '',
          })),
        ),
      };
    case 'minimal_pairs':
      return {
        ...base,
        type: task.type,
        items: named(
          task.items.map(({ pair, translations, sound }) => ({
            pair,
            translations: translations ?? (['', ''] as [string, string]),
            sound: sound ?? '',
          })),
        ),
      };
  }
}

const named = <T extends object>(items: readonly T[]): (T & { id: string })[] =>
  items.map((item, index) => ({ id: String(index), ...item }));

function instructionOf(file: LessonFile, task: TaskFile): { instruction: string; instruction_language: string } {
  const written = [
    { language: 'pl', text: task.instruction_pl },
    { language: 'en', text: task.instruction_en },
  ].filter(({ text }) => Boolean(text));
  const chosen = written.find(({ language }) => language === file.from) ?? written[0];
  return { instruction: chosen?.text ?? '', instruction_language: chosen?.language ?? file.from };
}

type Of<T extends TaskFile['type']> = Extract<TaskFile, { type: T }>;

const saidOf = (item: Of<'listen_repeat'>['items'][number]): { text: string; translation: string } =>
  typeof item === 'string' ? { text: item, translation: '' } : { text: item.text, translation: item.translation ?? '' };

/** A blank with its sentence, whichever way it was written. */
export function blankParts(
  file: LessonFile,
  blank: Of<'fill_blank'>['blanks'][number],
): { sentence: string; answer: string; language: string; old: boolean } {
  if ('sentence_pl' in blank && typeof blank.sentence_pl === 'string')
    return { sentence: blank.sentence_pl, answer: String(blank.answer_pl), language: 'pl', old: true };
  if ('sentence_en' in blank && typeof blank.sentence_en === 'string')
    return { sentence: blank.sentence_en, answer: String(blank.answer_en), language: 'en', old: true };
  return { sentence: String(blank.sentence), answer: String(blank.answer), language: file.language, old: false };
}

function blankOf(
  file: LessonFile,
  blank: Of<'fill_blank'>['blanks'][number],
): Omit<Extract<Task, { type: 'fill_blank' }>['items'][number], 'id'> {
  const { sentence, answer, language } = blankParts(file, blank);
  // An old sentence may be written out whole: its answer is then the gap.
  const at = gaps(sentence) > 0 ? sentence.search(gap) : sentence.indexOf(answer);
  const length = gaps(sentence) > 0 ? (sentence.match(gap)?.[0].length ?? 0) : answer.length;
  return {
    before: at < 0 ? `${sentence} ` : sentence.slice(0, at),
    after: at < 0 ? '' : sentence.slice(at + length),
    answer,
    alternatives: Array.isArray(blank.alternatives) ? blank.alternatives.map(String) : [],
    translation: typeof blank.translation === 'string' ? blank.translation : '',
    hint: blank.hint ?? '',
    language,
  };
}

export function pairOf(file: LessonFile, pair: Of<'match_pairs'>['pairs'][number]): { left: string; right: string } {
  if (Array.isArray(pair)) return { left: pair[0], right: pair[1] };
  if ('left' in pair && typeof pair.left === 'string') return { left: pair.left, right: String(pair.right) };
  const { pl, en } = pair;
  return file.language === 'en' ? { left: String(en), right: String(pl) } : { left: String(pl), right: String(en) };
}

export function compileQuizzes(file: LessonFile): Quiz[] {
  return (file.quizzes ?? []).map(({ id, after, questions }) => ({
    id,
    after,
    questions: questions.map((question) => questionOf(file, question)),
  }));
}

function questionOf(file: LessonFile, question: QuizFile['questions'][number]): QuizQuestion {
  const base = { id: question.id, why: question.why ?? '' };
  switch (question.kind) {
    case 'choice': {
      const language = question.question_language ?? file.from;
      return {
        ...base,
        kind: 'choice',
        question: question.question,
        question_language: language,
        choices: question.choices,
        choices_language: file.language,
        answer: question.answer,
      };
    }
    case 'type':
      return {
        ...base,
        kind: 'type',
        question: question.question,
        question_language: question.question_language ?? file.from,
        answer: question.answer,
        alternatives: question.alternatives,
        language: file.language,
      };
    case 'listen':
      return {
        ...base,
        kind: 'listen',
        text: question.text,
        language: file.language,
        choices: question.choices,
        choices_language: file.from,
        answer: question.answer,
      };
  }
}
