import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import type { ChatReply } from '../../wire/chat.ts';
import { openWorld, type World } from '../world.ts';

async function ask<T>(world: World, path: string, body?: object): Promise<T> {
  const answer = await fetch(world.url + path, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

/** Killed so long after an answer was sent: before it is taken, while it is written, and about when it is told. */
const killAfterMs = [0, 15, 60];

test('[C2, C3] killed with -9 at any point of a written lesson, nothing is lost but what was being answered, and nothing is twice', async () => {
  let world = await openWorld();
  const { folder } = world;
  try {
    const lesson = await ask<LessonDetail>(world, '/v1/lessons/cafe-pl');
    const bestOf = (id: string | null) => lesson.dialogues.find((one) => one.id === id)?.answers[0]?.text ?? '';
    let reply = await ask<ChatReply>(world, '/chat', { lesson_id: 'cafe-pl' });
    const { session_id } = reply;
    const said: string[] = [];
    for (let n = 0; !reply.finished; n += 1) {
      const text = bestOf(reply.next_dialogue);
      const message = { session_id, text, turn_context: { turn_id: `turn-${n}` } };
      said.push(text);
      const killAfter = killAfterMs[n];
      if (killAfter !== undefined) {
        const lost = ask<ChatReply>(world, '/chat', message).then(
          () => 'told',
          () => 'broken off',
        );
        await new Promise((resolve) => setTimeout(resolve, killAfter));
        await world.kill();
        await lost;
        world = await openWorld({ folder });
      }
      reply = await ask<ChatReply>(world, '/chat', message);
      expect(reply.feedback?.verdict).toBe('right');
      expect(said.length).toBeLessThan(20);
    }
    const { data } = await ask<{ data: { data: { exchange: string; verdict: string } }[] }>(
      world,
      '/v1/learning/events?kind=answer&limit=100',
    );
    expect(data).toHaveLength(said.length);
    const history = await ask<{ data: { speaker: string; text: string }[] }>(world, `/agent/history/${session_id}`);
    expect(history.data.filter(({ speaker }) => speaker === 'learner').map(({ text }) => text)).toEqual(said);
    const progress = await ask<{ xp: number; lessons: { completed: number } }>(world, '/v1/progress');
    expect(progress).toMatchObject({ xp: 10 * said.length + 10, lessons: { completed: 1 } });
    for (const text of said) expect(world.log()).not.toContain(text);
  } finally {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}, 300_000);
