import { plainText } from '../../../../wire/answer-text.ts';
import type { Problem } from '../json-file.ts';
import type { LessonFile } from '../lesson-schema.ts';
import { blankParts, gaps, isEmpty, pairOf } from './compile-tasks.ts';
import { knownKeys, type QuizFile, type TaskFile } from './task-file.ts';

type Path = readonly PropertyKey[];
export type Report = (severity: Problem['severity'], path: Path, message: string) => void;

/** What no schema can see of the tasks and quizzes: answers that are no choice, pairs that could be put either way. */
export function taskProblems(file: LessonFile, report: Report): void {
  const ids = new Set<string>();
  for (const [index, task] of (file.tasks ?? []).entries()) {
    const at = ['tasks', index];
    if (ids.has(task.id)) report('error', [...at, 'id'], `${task.id} is the id of two tasks`);
    ids.add(task.id);
    unknownKeys(task, 'task', at, report);
    const instruction = file.from === 'pl' ? task.instruction_pl : task.instruction_en;
    if ((file.from === 'pl' || file.from === 'en') && !instruction)
      report('warning', at, `no instruction_${file.from}, the learner's own language`);
    if (isEmpty(task)) report('warning', at, `${task.id} holds nothing and is passed over`);
    else checkTask(file, task, at, report);
  }
  const quizIds = new Set<string>();
  const places = new Set<string>();
  for (const [index, quiz] of (file.quizzes ?? []).entries()) {
    const at = ['quizzes', index];
    if (quizIds.has(quiz.id)) report('error', [...at, 'id'], `${quiz.id} is the id of two quizzes`);
    quizIds.add(quiz.id);
    if (places.has(quiz.after)) report('error', [...at, 'after'], `there is another quiz after ${quiz.after}`);
    places.add(quiz.after);
    checkQuiz(file, quiz, at, report);
  }
}

type Of<T extends TaskFile['type']> = Extract<TaskFile, { type: T }>;

function checkTask(file: LessonFile, task: TaskFile, at: Path, report: Report): void {
  switch (task.type) {
    case 'listen_repeat':
    case 'shadowing':
    case 'dictation':
      return checkSaid(file, task, at, report);
    case 'fill_blank':
      return checkBlanks(file, task, at, report);
    case 'match_pairs':
      return checkPairs(file, task, at, report);
    case 'sequence':
      if (new Set(task.items.map((item) => (typeof item === 'string' ? item : item.text))).size < 2)
        report('error', [...at, 'items'], 'all items are the same: there is no order');
      return;
    case 'multiple_choice':
      for (const [index, item] of task.items.entries()) {
        checkChoices(item.choices, item.answer, [...at, 'items', index], report);
        unknownKeys(item, 'choice', [...at, 'items', index], report);
      }
      return;
    case 'minimal_pairs':
      for (const [index, item] of task.items.entries()) {
        const path = [...at, 'items', index];
        const [left, right] = item.pair;
        if (plainText(left, file.language) === plainText(right, file.language))
          report('error', [...path, 'pair'], `"${left}" twice is no pair`);
        if (!item.translations) report('warning', path, `"${left}" and "${right}" have no translations`);
        unknownKeys(item, 'minimalPair', path, report);
      }
  }
}

function checkSaid(
  file: LessonFile,
  task: Of<'listen_repeat'> | Of<'shadowing'> | Of<'dictation'>,
  at: Path,
  report: Report,
): void {
  const plain = (item: (typeof task.items)[number]): string =>
    plainText(typeof item === 'string' ? item : item.text, file.language);
  const isTranslated = (item: (typeof task.items)[number]): boolean =>
    typeof item !== 'string' && Boolean(item.translation);
  const translated = task.items.some(isTranslated);
  task.items.forEach((item, index) => {
    const path = [...at, 'items', index];
    if (plain(item) === '') report('error', path, 'has no words');
    if (translated && !isTranslated(item)) report('warning', path, 'has no translation');
    unknownKeys(item, 'said', path, report);
  });
  distinct(task.items.map(plain), [...at, 'items'], report);
}

function checkBlanks(file: LessonFile, task: Of<'fill_blank'>, at: Path, report: Report): void {
  for (const [index, blank] of task.blanks.entries()) {
    const path = [...at, 'blanks', index];
    const { sentence, answer, language, old } = blankParts(file, blank);
    const plain = (text: string): string => plainText(text, language);
    const count = gaps(sentence);
    const told = `___ must be there exactly once, not ${count} times`;
    // The old files have sentences without a gap; the answer is then taken out, or asked for at the end.
    if (count !== 1) report(old && count === 0 ? 'warning' : 'error', path, told);
    if (plain(answer) === '') report('error', path, `"${answer}" has no words`);
    const others = Array.isArray(blank.alternatives) ? blank.alternatives.map(String) : [];
    others.forEach((text, other) => {
      if ([answer, ...others.slice(0, other)].some((one) => plain(one) === plain(text)))
        report('warning', [...path, 'alternatives', other], `"${text}" is already an answer here`);
    });
    unknownKeys(blank, 'blank', path, report);
  }
}

function checkPairs(file: LessonFile, task: Of<'match_pairs'>, at: Path, report: Report): void {
  const pairs = task.pairs.map((pair) => pairOf(file, pair));
  for (const side of ['left', 'right'] as const) {
    pairs.forEach((one, index) => {
      const before = pairs.findIndex((other) => fold(other[side]) === fold(one[side]));
      if (before < index)
        report('error', [...at, 'pairs', index], `"${one[side]}" is in two pairs: they could be put either way`);
    });
  }
  task.pairs.forEach((pair, index) => {
    if (!Array.isArray(pair)) unknownKeys(pair, 'pair', [...at, 'pairs', index], report);
  });
}

function checkQuiz(file: LessonFile, quiz: QuizFile, at: Path, report: Report): void {
  if (!file.dialogues.some(({ id }) => id === quiz.after))
    report('error', [...at, 'after'], `there is no dialogue ${quiz.after}`);
  const ids = new Set<string>();
  for (const [index, question] of quiz.questions.entries()) {
    const path = [...at, 'questions', index];
    if (ids.has(question.id)) report('error', [...path, 'id'], `${question.id} is the id of two questions`);
    ids.add(question.id);
    if (question.kind !== 'type') checkChoices(question.choices, question.answer, path, report);
    else if (plainText(question.answer, file.language) === '')
      report('error', [...path, 'answer'], `"${question.answer}" has no words`);
    if (!question.why) report('warning', path, 'does not say why its answer is right');
  }
}

function checkChoices(choices: readonly string[], answer: number, at: Path, report: Report): void {
  if (answer >= choices.length)
    report('error', [...at, 'answer'], `${answer} is none of the ${choices.length} choices, counted from 0`);
  distinct(choices.map(fold), [...at, 'choices'], report, 'error');
}

/** Case and space aside. Marks and punctuation count: choices may differ in them. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

function distinct(texts: readonly string[], at: Path, report: Report, severity: Problem['severity'] = 'warning'): void {
  texts.forEach((text, index) => {
    if (texts.indexOf(text) < index) report(severity, [...at, index], `"${text}" is there twice`);
  });
}

function unknownKeys(value: unknown, what: keyof typeof knownKeys, at: Path, report: Report): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value))
    if (!(knownKeys[what] as readonly string[]).includes(key))
      report('warning', [...at, key], `nothing reads "${key}" here`);
}
