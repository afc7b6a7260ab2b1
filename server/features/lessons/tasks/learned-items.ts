import type { ItemAnswer, Quiz, Task, TaskResult } from '../../../../wire/tasks.ts';
import type { LearningEventOf } from '../../learners/index.ts';

type LearnedItem = LearningEventOf<'task'>['data']['items'][number];

/** What a task's result says of each thing asked: the text that was to be known, and whether it was. */
export function taskItems(task: Task, result: TaskResult, answers: readonly ItemAnswer[]): LearnedItem[] {
  const typed = new Set(answers.filter(({ text }) => text !== undefined).map(({ item }) => item));
  return result.items.map(({ item, verdict, answer }) => ({
    text: textOf(task, item, answer).slice(0, 2_000),
    language: languageOf(task, item),
    right: verdict === 'right' || verdict === 'close',
    how: typed.has(item) ? 'typed' : 'chosen',
  }));
}

export function quizItems(quiz: Quiz, result: TaskResult): LearnedItem[] {
  return result.items.map(({ item, verdict, answer }) => {
    const question = quiz.questions.find(({ id }) => id === item);
    const text = question?.kind === 'listen' ? question.text : answer;
    return {
      text: text.slice(0, 2_000),
      language:
        question === undefined ? '' : question.kind === 'choice' ? question.choices_language : question.language,
      right: verdict === 'right' || verdict === 'close',
      how: question?.kind === 'type' ? 'typed' : 'chosen',
    };
  });
}

function textOf(task: Task, item: string, answer: string): string {
  if (task.type === 'match_pairs') return task.items.find(({ id }) => id === item)?.left ?? answer;
  return answer;
}

function languageOf(task: Task, item: string): string {
  if (task.type === 'fill_blank') return task.items.find(({ id }) => id === item)?.language ?? task.language;
  return task.language;
}
