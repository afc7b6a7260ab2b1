import type { Task } from '../../../../wire/tasks.ts';
import { plainText, similarity, withoutMarks } from '../answer-text.ts';

/** One thing to say aloud, and what it is told apart from. */
export interface TaskStep {
  item: string;
  text: string;
  translation: string;
  others: readonly string[];
}

/** Phrases of one task from here on sound so alike that one must not be the other's decoy. */
const alikeFrom = 0.8;
/** More decoys do not make the hearing surer. */
const mostOthers = 6;

/** The steps of a task that is said aloud; undefined for another kind of task. In minimal pairs both words are said, the first first. */
export function stepsOf(task: Task): readonly TaskStep[] | undefined {
  if (task.type === 'minimal_pairs') {
    return task.items.flatMap(({ id, pair, translations }) =>
      ([0, 1] as const).map((at) => ({
        item: `${id}:${at}`,
        text: pair[at],
        translation: translations[at],
        others: [pair[at === 0 ? 1 : 0]],
      })),
    );
  }
  if (task.type !== 'listen_repeat' && task.type !== 'shadowing') return undefined;
  const bare = (text: string): string => withoutMarks(plainText(text, task.language));
  return task.items.map(({ id, text, translation }) => ({
    item: id,
    text,
    translation,
    others: task.items
      .map((one) => one.text)
      .filter((other) => similarity(bare(other), bare(text)) < alikeFrom)
      .slice(0, mostOthers),
  }));
}
