import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LessonDetail } from '../../../wire/api/lessons.ts';
import type { LessonSummary, ProgressOverview } from '../../../wire/api/progress.ts';
import type { ChatReply } from '../../../wire/chat.ts';
import { OPERATOR_KEY, openTestApp, type TestApp } from '../../app/testing/open-test-app.ts';

let server: TestApp;

beforeAll(async () => {
  server = await openTestApp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function ask<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(server.app.address + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'authorization': `Bearer ${OPERATOR_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

test('[C2, P15, P17] a lesson that is written to its end is completed, and counts everywhere', async () => {
  const lesson = await ask<LessonDetail>('/v1/lessons/cafe-pl');
  const bestOf = (id: string | null) => lesson.dialogues.find((one) => one.id === id)?.answers[0]?.text ?? '';
  const say = (text?: string) => ask<ChatReply>('/chat', { lesson_id: 'cafe-pl', ...(text ? { text } : {}) });

  let reply = await say();
  const { session_id } = reply;
  const mistake = lesson.dialogues[0]?.wrong[0];
  // Once, and the coach asks to try again; twice, and the right words are told.
  expect((await say(mistake?.say)).feedback).toMatchObject({ verdict: 'wrong-form', correction: null });
  const corrected = (await say(mistake?.say)).feedback?.correction;
  expect(corrected).toMatchObject({ better: mistake?.better });
  reply = await say(mistake?.better);
  let answers = 1;
  while (!reply.finished) {
    reply = await say(bestOf(reply.next_dialogue));
    expect(reply.feedback?.verdict).toBe('right');
    answers += 1;
    expect(answers).toBeLessThan(20);
  }
  expect(reply).toMatchObject({ session_id, next_dialogue: null });
  const shown = reply.effects.find(({ name }) => name === 'summary')?.data;
  expect(shown).toMatchObject({ finished: true, with_help: 1, corrected: [{ id: corrected?.id }] });

  const summary = await ask<LessonSummary>('/v1/progress/lessons/cafe-pl');
  expect(summary).toMatchObject({
    status: 'completed',
    times_completed: 1,
    run: { exchanges: answers, first_try: answers - 1, with_help: 1 },
    phrases: { mastered: 0, total: lesson.dialogues.length },
  });
  expect(summary.next_lesson).not.toBe('cafe-pl');
  expect(summary.weak_spots).toMatchObject([{ exchange: lesson.dialogues[0]?.id }]);
  expect(summary.words_learned.length).toBeGreaterThan(answers);

  const overview = await ask<ProgressOverview>('/v1/progress');
  expect(overview).toMatchObject({
    lessons: { completed: 1, in_progress: 0 },
    errors: { open: 1 },
    streak: { days: 1, today_done: true },
  });
  // The mistake 3, what mended it 6, each other answer 10, the lesson 10.
  expect(overview.xp).toBe(3 + 6 + 10 * (answers - 1) + 10);
  const errors = await ask<{ data: { better: string; state: string }[] }>('/v1/progress/errors');
  expect(errors.data).toMatchObject([{ better: mistake?.better, state: 'open' }]);
  // What was shown can be disputed by its name.
  const path = `/v1/corrections/${encodeURIComponent(corrected?.id ?? '')}/dispute`;
  expect(await ask(path, {})).toMatchObject({ disputed: true });
  expect((await ask<ProgressOverview>('/v1/progress')).errors.open).toBe(0);
  const badges = await ask<{ data: { id: string; earned_at: string | null }[] }>('/v1/progress/badges');
  expect(badges.data.filter(({ earned_at }) => earned_at).map(({ id }) => id)).toEqual(['first-lesson']);
});
