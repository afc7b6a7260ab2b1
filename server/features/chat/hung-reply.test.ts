import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SceneSource } from '../../feature.ts';
import { realClock } from '../../kit/clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import type { ReplyPart, Scene } from '../../turn/scene.ts';
import { type ChatRoom, openChatRoom } from './testing/chat-room.ts';

let database: Database;
let room: ChatRoom;
let hangs = true;
let timers: (() => void)[] = [];
const me = 'person_a';

/** Real time, but for the long waits: those end when the test says so. */
const clock = {
  ...realClock,
  after(ms: number, task: () => void): Disposable {
    if (ms < 60_000) return realClock.after(ms, task);
    timers.push(task);
    return { [Symbol.dispose]: () => (timers = timers.filter((one) => one !== task)) };
  },
};

async function* words(): AsyncGenerator<ReplyPart> {
  yield { kind: 'text', text: 'Hello.' };
  // A model that never answers and hears no abort.
  if (hangs) await new Promise<never>(() => undefined);
}
const scene: Scene = {
  id: 'model',
  language: 'en',
  open: () => words(),
  listen: () => ({ language: 'en', phrases: [], commands: [], question: 'open', level: 'A1' }),
  reply: () => ({ parts: words(), commit: () => undefined }),
  snapshot: () => ({}),
  close: () => undefined,
};
const scenes = { list: () => [], open: () => scene } satisfies SceneSource;

beforeAll(async () => {
  database = await openFakeDatabase();
  room = await openChatRoom(database, { scenes, clock });
  await database.transaction((tx) =>
    room.people.addPerson(tx, { id: me, name: '', role: 'learner', createdAt: new Date() }),
  );
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const ask = (path: string, body: object) => room.ask(path, { body, as: { personId: me } });

test('[C7] a model that hangs ends its turn as an error, and the talk goes on', async () => {
  const hung = [ask('/chat/stream', { lesson_id: 'model' }), ask('/chat', { lesson_id: 'model' })];
  for (let n = 0; n < hung.length; n += 1) {
    await expect.poll(() => timers.length, { timeout: 5_000 }).toBe(1);
    for (const task of [...timers]) task();
    await expect.poll(() => timers.length === 0 || n + 1 < hung.length).toBe(true);
  }
  const [streamed, plain] = await Promise.all(hung);
  expect(streamed?.body).toMatch(/event: error\ndata: {"code":"overloaded"/);
  expect(plain?.body.error).toMatchObject({ code: 'overloaded' });
  hangs = false;
  expect((await ask('/chat', { lesson_id: 'model' })).body).toMatchObject({ text: 'Hello.' });
  const turns = await room.ask(`/agent/session`, { body: { lesson_id: 'model' }, as: { personId: me } });
  expect(turns.body).toMatchObject({ turns: 1, created: false });
});
