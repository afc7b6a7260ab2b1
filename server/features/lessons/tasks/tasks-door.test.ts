import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LessonDetail } from '../../../../wire/api/lessons.ts';
import { scoreQuiz, scoreTask } from '../../../../wire/task-scoring.ts';
import type { ItemAnswer, Quiz, Task } from '../../../../wire/tasks.ts';
import { openFakeDatabase } from '../../../ports/database/fake.ts';
import type { Database } from '../../../ports/database/port.ts';
import { loadContent } from '../load-content.ts';
import { type LessonDoor, openLessonDoor, shippedContent } from '../testing/lesson-door.ts';

let database: Database;
let door: LessonDoor;
let lesson: LessonDetail;

beforeAll(async () => {
  database = await openFakeDatabase();
  door = await openLessonDoor(database);
  await door.addPerson('ada');
  lesson = (await door.ask('/v1/lessons/numbers-pl')).body;
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** What a learner with a keyboard alone can answer, all right. */
function rightAnswers(task: Task): ItemAnswer[] {
  switch (task.type) {
    case 'listen_repeat':
    case 'shadowing':
    case 'dictation':
      return task.items.map(({ id, text }) => ({ item: id, text }));
    case 'fill_blank':
      return task.items.map(({ id, answer }) => ({ item: id, text: answer }));
    case 'match_pairs':
      return task.items.map(({ id }) => ({ item: id, match: id }));
    case 'sequence':
      return task.items.map(({ id }, place) => ({ item: id, place }));
    case 'multiple_choice':
      return task.items.map(({ id, answer }) => ({ item: id, choice: answer }));
    case 'minimal_pairs':
      return task.items.map(({ id }) => ({ item: id, played: 1, choice: 1 }));
  }
}
const rightQuiz = (quiz: Quiz): ItemAnswer[] =>
  quiz.questions.map((question) =>
    question.kind === 'type'
      ? { item: question.id, text: question.answer }
      : { item: question.id, choice: question.answer },
  );

const shipped = loadContent(shippedContent).lessons;
test.each(shipped.map((one) => [one.id, one] as const))(
  '[E24] %s can be done by text alone',
  (_, { tasks, quizzes }) => {
    for (const task of tasks) {
      const { right, total } = scoreTask(task, rightAnswers(task));
      expect([task.id, right]).toEqual([task.id, total]);
    }
    for (const quiz of quizzes) {
      const { right, total } = scoreQuiz(quiz, rightQuiz(quiz));
      expect([quiz.id, right]).toEqual([quiz.id, total]);
    }
  },
);

const events = async (): Promise<{ id: string; kind: string; at: string; data: Record<string, unknown> }[]> =>
  (await door.ask('/v1/learning/events', { as: { personId: 'ada' } })).body.data;

test('[E22] a task is noted once, however often it is sent', async () => {
  const [task] = lesson.tasks;
  if (!task) throw new Error('no task');
  const body = { id: 'device-1/task-1', ms: 5_000, answers: rightAnswers(task).slice(1) };
  const send = () => door.ask(`/v1/lessons/numbers-pl/tasks/${task.id}/answers`, { body, as: { personId: 'ada' } });
  const { status, body: first } = await send();
  expect(status).toBe(200);
  expect(first).toMatchObject({ lesson: 'numbers-pl', task: task.id, written: true, right: first.total - 1 });
  expect(first.items[0]).toMatchObject({ verdict: 'missing' });
  expect((await send()).body).toMatchObject({ written: false, right: first.right });
  const noted = (await events()).filter(({ kind }) => kind === 'task');
  expect(noted).toHaveLength(1);
  expect(noted[0]?.data).toMatchObject({ lesson: 'numbers-pl', task: task.id, type: task.type, ms: 5_000 });
});

test('[E22] a quiz is noted, when it was done and never later than now', async () => {
  const [quiz] = lesson.quizzes;
  if (!quiz) throw new Error('no quiz');
  const path = `/v1/lessons/numbers-pl/quizzes/${quiz.id}/answers`;
  const answers = rightQuiz(quiz);
  const past = new Date(door.clock.wall() - 60_000).toISOString();
  const as = { personId: 'ada' };
  expect((await door.ask(path, { body: { id: 'device-1/quiz-1', at: past, answers }, as })).body).toMatchObject({
    right: 3,
    total: 3,
    written: true,
  });
  await door.ask(path, { body: { id: 'device-1/quiz-2', at: '2999-01-01T00:00:00Z', answers }, as });
  const noted = (await events()).filter(({ kind }) => kind === 'quiz');
  expect(noted.map(({ at }) => at).sort()).toEqual([past, new Date(door.clock.wall()).toISOString()].sort());
});

test.each([
  ['an item that is not there', 'tasks/t1', { id: 'device-1/x', answers: [{ item: '99', text: 'tak' }] }, 400],
  ['a task that is not there', 'tasks/none', { id: 'device-1/x', answers: [] }, 404],
  ['a quiz that is not there', 'quizzes/none', { id: 'device-1/x', answers: [] }, 404],
  ['no id', 'tasks/t1', { answers: [] }, 400],
])('[E22] %s is refused', async (_, path, body, expected) => {
  const { status } = await door.ask(`/v1/lessons/numbers-pl/${path}/answers`, { body, as: { personId: 'ada' } });
  expect(status).toBe(expected);
});
