import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type ChatRoom, openChatRoom } from './testing/chat-room.ts';

let database: Database;
let room: ChatRoom;
let nobody = 0;
let me = '';
let opened: WebSocket[] = [];
let fail = false;

beforeAll(async () => {
  database = await openFakeDatabase();
  room = await openChatRoom(database, {
    check: async () => [],
    defaultSceneFor: () => {
      if (fail) throw new TypeError('a bug');
      return 'cafe-pl';
    },
  });
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  me = `person_${++nobody}`;
  for (const socket of opened) socket.terminate();
  opened = [];
  fail = false;
  const createdAt = new Date();
  await database.transaction((tx) => room.people.addPerson(tx, { id: me, name: '', role: 'learner', createdAt }));
});

// biome-ignore lint/suspicious/noExplicitAny: tests look into frames freely
type Frame = any;

async function client(path = '/ws/chat', personId = me) {
  const socket = new WebSocket(`ws://127.0.0.1:${room.port}${path}`, {
    headers: { authorization: `Bearer ${personId}/learner` },
  });
  opened.push(socket);
  const frames: Frame[] = [];
  const closed = new Promise<number>((done) => socket.on('close', done));
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((done) => socket.on('open', done));
  return {
    frames,
    closed,
    send: (frame: object | string) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    /** The next frame of this type that was not taken yet. */
    async next(type: string): Promise<Frame> {
      await expect.poll(() => frames.some((frame) => frame.type === type), { timeout: 5_000 }).toBe(true);
      return frames.splice(
        frames.findIndex((frame) => frame.type === type),
        1,
      )[0];
    },
  };
}

async function connected(path?: string) {
  const one = await client(path);
  one.send({ type: 'connect', user_id: 1 });
  expect(await one.next('connected')).toMatchObject({ user_id: me });
  return one;
}

test.each(['/ws/chat', '/chat/stream'])(
  '[C10] on %s a message is answered in both shapes, old and new',
  async (path) => {
    const one = await connected(path);
    one.send({
      type: 'message',
      text: 'Poproszę kawę z mlekiem.',
      lesson_id: 'cafe-pl',
      dialogue_id: 'order',
      speed: 1,
      confidence: 3,
    });
    expect(await one.next('typing')).toMatchObject({ message: expect.any(String) });
    const { data, metadata } = await one.next('response');
    expect(data).toMatchObject({
      reply_text: expect.any(String),
      score: 1,
      feedback_type: 'high',
      audio: [`/api/tts/audio/${data.audio_job_id}`],
      next_dialogue_id: 'milk',
      show_answer: false,
      expected_phrase: 'Poproszę kawę z mlekiem.',
      dialogue_id: 'order',
      lesson_id: 'cafe-pl',
      feedback: { verdict: 'right' },
    });
    expect(metadata).toEqual({ attempt_id: data.turn_id, timestamp: expect.any(String) });
    one.send({ type: 'ping' });
    await one.next('pong');
  },
);

test('[C10] speech that was asked for is told when it is there', async () => {
  const one = await connected();
  one.send({ type: 'message', text: 'powtórz', lesson_id: 'cafe-pl', tts_preference: { speak: true } });
  const { data } = await one.next('response');
  expect(await one.next('audio_ready')).toEqual({
    type: 'audio_ready',
    audio_job_id: data.audio_job_id,
    url: `/api/tts/audio/${data.audio_job_id}`,
  });
});

test('[C11] whoever does not connect first, or as another, is shown the door', async () => {
  const hasty = await client();
  hasty.send({ type: 'message', text: 'hej' });
  expect(await hasty.closed).toBe(1008);
  const babbling = await client();
  babbling.send('no json');
  expect(await babbling.closed).toBe(1008);
  const other = await client();
  other.send({ type: 'connect', user_id: 'person_local' });
  expect((await other.next('error')).code).toBe('forbidden');
  expect(await other.closed).toBe(1008);
});

test('[C12] a person has one connection: the newer takes the place of the older', async () => {
  const older = await connected();
  const newer = await connected('/chat/stream');
  expect(await older.closed).toBe(4000);
  newer.send({ type: 'ping' });
  await newer.next('pong');
});

test('[C13] what is wrong is told and the line stays; a bug closes it', async () => {
  const one = await connected();
  one.send({ type: 'message', text: 'x', lesson_id: 'nowhere' });
  expect(await one.next('error')).toMatchObject({ code: 'not-found' });
  one.send({ type: 'what' });
  expect(await one.next('error')).toMatchObject({ code: 'bad-request' });
  fail = true;
  one.send({ type: 'message', text: 'x' });
  expect(await one.next('error')).toMatchObject({ code: 'internal' });
  expect(await one.closed).toBe(1011);
});

test('[C13] messages that come at once are answered in their order, and too many are refused', async () => {
  const one = await connected();
  const texts = Array.from({ length: 30 }, (_, n) => (n === 0 ? 'Poproszę kawę z mlekiem.' : 'powtórz'));
  for (const text of texts) one.send({ type: 'message', text, lesson_id: 'cafe-pl' });
  expect((await one.next('error')).code).toBe('rate-limited');
  expect((await one.next('response')).data.feedback).toMatchObject({ verdict: 'right' });
  expect((await one.next('response')).data.feedback).toBeNull();
});

test('[C17] a flood of frames of any kind ends the line', async () => {
  const one = await connected();
  for (let n = 0; n < 650; n += 1) one.send({ type: 'ping' });
  expect((await one.next('error')).code).toBe('rate-limited');
  expect(await one.closed).toBe(1008);
  const long = await connected();
  long.send({ type: 'ping', more: 'x'.repeat(30_000) });
  expect((await long.next('error')).code).toBe('bad-request');
});

test('[C10] without an upgrade the door says what it is', async () => {
  for (const path of ['/ws/chat', '/chat/stream']) {
    const { status, body } = await room.ask(path, { as: { personId: me } });
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('WebSocket')]);
  }
});
