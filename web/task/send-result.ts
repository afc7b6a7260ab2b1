import type { ClientLearningEvent } from '../../wire/learning.ts';
import type { ItemAnswer, Quiz, Task, TaskResult } from '../../wire/tasks.ts';
import { call, Unreachable } from '../api/call.ts';
import { newEventId, queueEvent } from '../offline/event-queue.ts';

interface Done {
  lesson: string;
  what: { kind: 'task'; task: Task } | { kind: 'quiz'; quiz: Quiz; language: string };
  answers: ItemAnswer[];
  result: TaskResult;
  ms: number;
  at: string;
}

/** Notes what was done; without a server it is kept here until there is one. Answers whether the server has it. */
export async function sendResult({ lesson, what, answers, result, ms, at }: Done): Promise<boolean> {
  const body = { id: newEventId(), answers, ms, at };
  try {
    if (what.kind === 'task') {
      const params = { id: lesson, task: what.task.id };
      await call('POST /v1/lessons/:id/tasks/:task/answers', { params, body });
    } else {
      const params = { id: lesson, quiz: what.quiz.id };
      await call('POST /v1/lessons/:id/quizzes/:quiz/answers', { params, body });
    }
    return true;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    queueEvent({ id: body.id, at, ...eventOf(lesson, what, answers, result, ms) });
    return false;
  }
}

type Body =
  | Pick<Extract<ClientLearningEvent, { kind: 'task' }>, 'kind' | 'data'>
  | Pick<Extract<ClientLearningEvent, { kind: 'quiz' }>, 'kind' | 'data'>;

function eventOf(
  lesson: string,
  what: Done['what'],
  answers: readonly ItemAnswer[],
  { right, total, items }: TaskResult,
  ms: number,
): Body {
  const typed = new Set(answers.filter(({ text }) => text !== undefined).map(({ item }) => item));
  const language = what.kind === 'task' ? what.task.language : what.language;
  const noted = items.map(({ item, answer, verdict }) => ({
    text: answer,
    language,
    right: verdict === 'right' || verdict === 'close',
    how: typed.has(item) ? ('typed' as const) : ('chosen' as const),
  }));
  if (what.kind === 'quiz') return { kind: 'quiz', data: { lesson, quiz: what.quiz.id, right, total, items: noted } };
  const { id: task, type } = what.task;
  return { kind: 'task', data: { lesson, task, type, right, total, ms, items: noted } };
}
