import type { Task } from '../../../wire/tasks.ts';
import { editDistance, plainText, similarity, withoutMarks } from './answer-text.ts';
import type { Exchange, Lesson } from './compile-lesson.ts';

/** Two phrases of one exchange or task that a recogniser, or a person, may take for each other. */
export interface Alike {
  /** The exchange, or the task where they are said aloud side by side. */
  exchange: string;
  left: string;
  right: string;
  /** `answers`: two right answers; `mistake`: a wrong form and a right one. `task`: two items of a task. */
  kind: 'answers' | 'mistake' | 'task';
  /** 0 to 1, by letters. */
  similarity: number;
  /** They differ in diacritics alone, so that a typed answer without them cannot be told. */
  marksOnly: boolean;
}

/** By letters: at 0.8 and above, one short word or one ending in five tells the two apart. */
const alikeFrom = 0.8;

/** Pairs that would be answered differently and look much the same. Two ways of giving one answer do no harm. */
export function alikePhrases(lesson: Lesson): Alike[] {
  const talked = lesson.exchanges.flatMap((exchange) =>
    pairsOf(exchange).flatMap(([left, right, kind]) => judge(lesson, exchange.id, left, right, kind)),
  );
  return [...talked, ...lesson.tasks.flatMap((task) => alikeItems(lesson, task))];
}

/** What is said aloud in one task is told apart from the rest of it; minimal pairs are alike on purpose. */
function alikeItems(lesson: Lesson, task: Task): Alike[] {
  if (task.type !== 'listen_repeat' && task.type !== 'shadowing') return [];
  const texts = task.items.map(({ text }) => text);
  return texts.flatMap((left, index) =>
    texts.slice(index + 1).flatMap((right) => judge(lesson, task.id, left, right, 'task')),
  );
}

function pairsOf(exchange: Exchange): [string, string, Alike['kind']][] {
  const answers = exchange.answers.flatMap((answer) => answer.forms.map(({ text }) => ({ text, of: answer.key })));
  const right = answers.flatMap((one, index) =>
    answers
      .slice(index + 1)
      .flatMap((other): [string, string, Alike['kind']][] =>
        other.of === one.of ? [] : [[one.text, other.text, 'answers']],
      ),
  );
  const wrong = exchange.wrong.flatMap(({ say }) =>
    answers.map(({ text }): [string, string, Alike['kind']] => [say, text, 'mistake']),
  );
  return [...right, ...wrong];
}

function judge({ language }: Lesson, exchange: string, left: string, right: string, kind: Alike['kind']): Alike[] {
  const a = plainText(left, language);
  const b = plainText(right, language);
  const likeness = similarity(withoutMarks(a), withoutMarks(b));
  const marksOnly = editDistance(a, b, 0) === 0;
  return likeness >= alikeFrom || marksOnly ? [{ exchange, left, right, kind, similarity: likeness, marksOnly }] : [];
}
