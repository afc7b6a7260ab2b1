import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerQuiz, answerTask } from '../../../../wire/api/lessons.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { scoreQuiz, scoreTask } from '../../../../wire/task-scoring.ts';
import type { ItemAnswer } from '../../../../wire/tasks.ts';
import type { AnyTransaction, LearningEvent } from '../../learners/index.ts';
import type { Catalog } from '../library/catalog.ts';
import { entryIn } from '../library/routes.ts';
import { quizItems, taskItems } from './learned-items.ts';

export interface TaskRouteDeps {
  catalog: Catalog;
  transaction<T>(work: (tx: AnyTransaction) => Promise<T>): Promise<T>;
  record(tx: AnyTransaction, personId: string, events: readonly LearningEvent[]): Promise<readonly LearningEvent[]>;
  now(): Date;
}

export function taskRoutes(bare: FastifyInstance, { catalog, transaction, record, now }: TaskRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  /** Writes the event once, however often it is sent; what was done offline has its own time, and none in the future. */
  const write = async (
    personId: string,
    event: Omit<LearningEvent, 'at'>,
    at: string | undefined,
  ): Promise<boolean> => {
    const done = { ...event, at: at ? new Date(Math.min(Date.parse(at), now().getTime())) : now() } as LearningEvent;
    const written = await transaction((tx) => record(tx, personId, [done]));
    return written.length > 0;
  };

  server.route({
    ...answerTask,
    config: { access: answerTask.access },
    async handler({ actor, params, body }) {
      const { lesson } = entryIn(catalog, params.id);
      const task = lesson.tasks.find(({ id }) => id === params.task);
      if (!task) throw new Refusal('not-found', 'This lesson has no such task.');
      answersOnly(body.answers, new Set(task.items.map(({ id }) => id)));
      const result = scoreTask(task, body.answers);
      const data = {
        lesson: lesson.id,
        task: task.id,
        type: task.type,
        right: result.right,
        total: result.total,
        ms: body.ms,
        items: taskItems(task, result, body.answers),
      };
      const written = await write(actor.personId, { id: body.id, kind: 'task', data }, body.at);
      return { ...result, lesson: lesson.id, task: task.id, written };
    },
  });

  server.route({
    ...answerQuiz,
    config: { access: answerQuiz.access },
    async handler({ actor, params, body }) {
      const { lesson } = entryIn(catalog, params.id);
      const quiz = lesson.quizzes.find(({ id }) => id === params.quiz);
      if (!quiz) throw new Refusal('not-found', 'This lesson has no such quiz.');
      answersOnly(body.answers, new Set(quiz.questions.map(({ id }) => id)));
      const result = scoreQuiz(quiz, body.answers);
      const data = {
        lesson: lesson.id,
        quiz: quiz.id,
        right: result.right,
        total: result.total,
        items: quizItems(quiz, result),
      };
      const written = await write(actor.personId, { id: body.id, kind: 'quiz', data }, body.at);
      return { ...result, lesson: lesson.id, quiz: quiz.id, written };
    },
  });
}

function answersOnly(answers: readonly ItemAnswer[], known: ReadonlySet<string>): void {
  const stray = answers.find(({ item }) => !known.has(item));
  if (stray) throw new Refusal('invalid-value', 'This answers an item that is not there.', 'answers');
}
