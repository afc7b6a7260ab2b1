import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chatReply } from '../../../wire/chat.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { type ChatRoom, openChatRoom } from './testing/chat-room.ts';

let database: Database;
let room: ChatRoom;
let nobody = 0;
let me = '';

beforeAll(async () => {
  database = await openFakeDatabase();
  room = await openChatRoom(database);
});
afterAll(async () => {
  await room[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  me = `person_${++nobody}`;
  const createdAt = new Date();
  await database.transaction((tx) => room.people.addPerson(tx, { id: me, name: 'A', role: 'learner', createdAt }));
});

const ask = async (path: string, body?: object, method?: string) => {
  const options = { ...(body === undefined ? {} : { body }), ...(method === undefined ? {} : { method }) };
  return room.ask(path, { ...options, as: { personId: me } });
};
const chat = async (body: object) => {
  const answer = await ask('/chat', body);
  expect(answer.status).toBe(200);
  return chatReply.parse(answer.body);
};
const events = async (kind: string) => (await ask(`/v1/learning/events?kind=${kind}`)).body.data;

test('[C1] a talk begins with the tutor, and an answer is answered in the words of the lesson', async () => {
  const opening = await chat({ lesson_id: 'cafe-pl' });
  expect(opening).toMatchObject({ lesson_id: 'cafe-pl', next_dialogue: 'order', finished: false, feedback: null });
  expect(opening.text).toContain('Co podać');
  const { session_id } = opening;
  const right = await chat({ session_id, text: 'Poproszę kawę z mlekiem.' });
  expect(right).toMatchObject({
    session_id,
    score: 1,
    next_dialogue: 'milk',
    feedback: { verdict: 'right', how: 'typed', exchange: 'order' },
  });
  const wrong = await chat({ session_id, text: 'Z owsiane mleko.' });
  expect(wrong.feedback).toMatchObject({ verdict: 'wrong-form', exchange: 'milk' });
  expect(wrong.next_dialogue).toBe('milk');
});

test('[C1] the default lesson is of the language that is learnt, and an unknown one is told so', async () => {
  expect((await chat({})).lesson_id).toBe('cafe-pl');
  expect((await ask('/chat', { lesson_id: 'nowhere' })).status).toBe(404);
  expect((await ask('/chat', { session_id: 'chat_none', text: 'x' })).status).toBe(404);
  expect((await ask('/chat', { text: 'x'.repeat(2_001) })).status).toBe(400);
});

test('[C2] what was answered is in the learning log, once', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  const message = { session_id, text: 'Poproszę kawę z mlekiem.', turn_context: { turn_id: 'mine-1' } };
  const first = await chat(message);
  expect(await chat(message)).toEqual(first);
  expect(await events('answer')).toMatchObject([
    { data: { lesson: 'cafe-pl', exchange: 'order', verdict: 'right', how: 'typed', conversation: session_id } },
  ]);
  expect(await events('lesson-started')).toHaveLength(1);
  expect((await ask('/v1/progress')).body.today).toMatchObject({ xp: 10, answers: 1 });
});

test('[C2] an answer that is to be tried again counts as none found', async () => {
  const near = await chat({ lesson_id: 'cafe-pl', text: 'Poproszę bilet z mlekiem.' });
  expect(near).toMatchObject({ next_dialogue: 'order', feedback: { verdict: 'wrong', focus_word: 'kawę' } });
  expect((await ask('/v1/progress')).body.today).toMatchObject({ xp: 1, first_tries: 1, first_right: 0 });
});

test('[C2] a turn that names no session is sent again to where it was, also at once and after the end', async () => {
  const message = { lesson_id: 'cafe-pl', text: 'Poproszę kawę z mlekiem.', turn_context: { turn_id: 'mine-1' } };
  const three = await Promise.all([chat(message), chat(message), chat(message)]);
  expect(new Set(three.map(({ session_id, turn_id }) => `${session_id} ${turn_id}`)).size).toBe(1);
  expect(await events('answer')).toHaveLength(1);
  const last = { lesson_id: 'cafe-pl', text: 'stop', turn_context: { turn_id: 'mine-2' } };
  const ended = await chat(last);
  expect(ended.finished).toBe(true);
  expect(await chat(last)).toEqual(ended);
  const streamed = eventsIn((await ask('/chat/stream', last)).body);
  expect(streamed.at(-1)?.data).toEqual(ended);
  expect((await ask('/agent/session', { session_id: ended.session_id })).body.turns).toBe(3);
});

test('[C3] what is sent to a talk beyond what may wait is refused, and the talk goes on', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  const many = Array.from({ length: 40 }, () => ask('/chat', { session_id, text: 'powtórz' }));
  const statuses = (await Promise.all(many)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  expect((await chat({ session_id, text: 'powtórz' })).session_id).toBe(session_id);
});

test('[C3] a server that ended goes on where the last answer left it', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  await chat({ session_id, text: 'Poproszę kawę z mlekiem.' });
  const again = await openChatRoom(database);
  try {
    const as = { personId: me };
    const resumed = await again.ask('/agent/session', { body: { session_id }, as });
    expect(resumed.body).toMatchObject({ created: false, active_dialogue_id: 'milk', turns: 2, finished: false });
    const next = await again.ask('/chat', { body: { session_id, text: 'Owsiane poproszę.' }, as });
    expect(next.body).toMatchObject({ feedback: { verdict: 'right', exchange: 'milk' } });
    // The first server notices that the talk went on elsewhere, and goes on from there.
    const here = await chat({ session_id, text: 'powtórz' });
    expect(here.next_dialogue).toBe(next.body.next_dialogue);
  } finally {
    await again[Symbol.asyncDispose]();
  }
});

test('[C3] answers to one talk that come at once are taken one after the other', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  const texts = ['Poproszę kawę z mlekiem.', 'Owsiane poproszę.', 'pomoc', 'powtórz'];
  await Promise.all(texts.map((text) => chat({ session_id, text })));
  const { body } = await ask(`/agent/history/${session_id}`);
  expect(body.data.filter(({ speaker }: { speaker: string }) => speaker === 'learner')).toHaveLength(4);
  expect((await ask('/agent/session', { session_id })).body.turns).toBe(5);
});

test('[C4] commands are understood in both languages', async () => {
  const { session_id, text } = await chat({ lesson_id: 'cafe-pl' });
  const said = async (command: string) => chat({ session_id, text: command });
  expect((await said('repeat')).text).toContain('Co podać');
  expect((await said('wolniej')).text).toContain('Co podać');
  expect((await said('translate')).effects.map(({ name }) => name)).toContain('translation');
  expect((await said('podpowiedź')).effects.map(({ name }) => name)).toContain('hint');
  const skipped = await said('skip');
  expect(skipped.next_dialogue).not.toBe('order');
  expect(text).not.toBe(skipped.text);
  expect(await said('stop')).toMatchObject({ finished: true, next_dialogue: null });
  expect(await said('restart')).toMatchObject({ finished: false, next_dialogue: 'order' });
  expect(await events('answer')).toEqual([]);
});

test('[C5] naming another lesson goes on there, and coming back finds the first one where it was', async () => {
  const first = await chat({ lesson_id: 'cafe-pl' });
  await chat({ session_id: first.session_id, text: 'Poproszę kawę z mlekiem.' });
  const other = await chat({ session_id: first.session_id, lesson_id: 'weather-pl' });
  expect(other.lesson_id).toBe('weather-pl');
  expect(other.session_id).not.toBe(first.session_id);
  const back = await chat({ lesson_id: 'cafe-pl' });
  expect(back).toMatchObject({ session_id: first.session_id, next_dialogue: 'milk' });
});

test('[C6] the history tells who said what, in order and in pages, to its owner alone', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  await chat({ session_id, text: 'Poproszę kawę z mlekiem.' });
  const all = (await ask(`/agent/history/${session_id}`)).body;
  expect(all.data.map(({ speaker }: { speaker: string }) => speaker)).toEqual(['tutor', 'learner', 'tutor']);
  expect(all.data[1]).toMatchObject({ text: 'Poproszę kawę z mlekiem.', score: 1, verdict: 'right' });
  const first = (await ask(`/agent/history/${session_id}?limit=1`)).body;
  expect(first.has_more).toBe(true);
  const rest = (await ask(`/agent/history/${session_id}?after=${encodeURIComponent(first.data.at(-1).id)}`)).body;
  expect([...first.data, ...rest.data]).toEqual(all.data);
  expect((await room.ask(`/agent/history/${session_id}`, { as: { personId: 'person_else' } })).status).toBe(404);
  const stranger = await room.ask('/chat', { body: { session_id, text: 'x' }, as: { personId: 'person_else' } });
  expect(stranger.status).toBe(404);
});

test('[C6] a session can be forgotten, by its owner', async () => {
  const { session_id } = await chat({ lesson_id: 'cafe-pl' });
  const path = `/agent/session/${session_id}`;
  expect((await room.ask(path, { method: 'DELETE', as: { personId: 'person_else' } })).status).toBe(404);
  expect((await ask(path, undefined, 'DELETE')).body).toEqual({ id: session_id, deleted: true });
  expect((await ask(`/agent/history/${session_id}`)).status).toBe(404);
  expect((await ask('/chat', { session_id, text: 'x' })).status).toBe(404);
});

test('[C6] a session goes on unless it is asked for anew', async () => {
  const session = async (body: object) => (await ask('/agent/session', body)).body;
  const first = await session({ lesson_id: 'cafe-pl' });
  expect(first).toMatchObject({ created: true, title: expect.any(String), language: 'pl', from: 'en' });
  expect(await session({ lesson_id: 'cafe-pl' })).toMatchObject({ created: false, session_id: first.session_id });
  expect((await session({ lesson_id: 'cafe-pl', fresh: true })).session_id).not.toBe(first.session_id);
});

test('[C7] the stream tells pieces, effects and then the whole', async () => {
  const { body, headers } = await ask('/chat/stream', { lesson_id: 'cafe-pl' });
  expect(headers.get('content-type')).toContain('text/event-stream');
  expect(body.startsWith(':\n\nevent: ')).toBe(true);
  const told = eventsIn(body);
  expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(['effect', 'delta', 'done']));
  const done = chatReply.parse(told.at(-1)?.data);
  const pieces = told.filter(({ name }) => name === 'delta').map(({ data }) => data.text);
  expect(pieces.join('').trim()).toBe(done.text);
  const { body: history } = await ask(`/agent/history/${done.session_id}`);
  expect(history.data).toHaveLength(1);
  expect((await ask('/chat/stream', { lesson_id: 'nowhere' })).status).toBe(404);
});

test('[C8] speech is a job that is there at once and has its sound later', async () => {
  const stream = eventsIn((await ask('/chat/stream', { lesson_id: 'cafe-pl', tts_preference: { speak: true } })).body);
  expect(stream.at(-1)).toMatchObject({
    name: 'audio_ready',
    data: { url: expect.stringContaining('/api/tts/audio/') },
  });
  const job = await ask('/tts/speak', { text: 'Dzień dobry.', language: 'pl', speed: 0.75 });
  expect(job.status).toBe(202);
  expect(job.body).toMatchObject({ status: 'queued', url: null, voice: 'fake-pl', language: 'pl', speed: 0.75 });
  const id = job.body.job_id;
  await expect.poll(async () => (await ask(`/tts/status/${id}`)).body.status).toBe('ready');
  const { url } = (await ask(`/tts/status/${id}`)).body;
  const sound = await ask(`${url}?format=wav`);
  expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/wav']);
  expect(sound.body.length).toBeGreaterThan(10_000);
  expect((await room.ask(url, { as: { personId: 'person_else' } })).status).toBe(404);
  const { voices } = (await ask('/tts/voices?language=pl')).body;
  expect(voices).toEqual([{ id: 'fake-pl', name: 'Fake Polish', language: 'pl' }]);
});

test('[C8] a job that a server left undone is done by the next', async () => {
  const createdAt = new Date();
  const parts = JSON.stringify([{ text: 'Cześć.', language: 'pl', voice: 'fake-pl', speed: 1 }]);
  type Tables = { chat_speech: { id: string; person_id: string; parts: string; status: string; created_at: Date } };
  await database.db
    .$extendTables<Tables>()
    .insertInto('chat_speech')
    .values({ id: `audio_${me}`, person_id: me, parts, status: 'queued', created_at: createdAt })
    .execute();
  await expect.poll(async () => (await ask(`/tts/status/audio_${me}`)).body.status).toBe('ready');
});

test('[C9] people are told to themselves and to admins', async () => {
  expect((await ask('/user/1')).body).toMatchObject({ id: me, profile_template: 'adult' });
  expect((await ask(`/user/${me}`, { name: 'Ola', profile_template: 'kid' }, 'PATCH')).body).toMatchObject({
    name: 'Ola',
    profile_template: 'kid',
  });
  expect((await ask('/v1/me')).body.settings).toMatchObject({ audio_speed: 'slow', translation: 'show' });
  expect((await ask('/user/person_1')).status).toBe(nobody === 1 ? 200 : 403);
  expect((await ask('/user/2')).status).toBe(403);
  const admin = { personId: 'person_local', role: 'admin' as const };
  expect((await room.ask(`/user/${me}`, { as: admin })).body.name).toBe('Ola');
  expect((await room.ask('/user/person_nobody', { as: admin })).status).toBe(404);
  const made = await room.ask('/user', { body: { name: 'Jan', profile_template: 'teacher' }, as: admin });
  expect([made.status, made.body]).toEqual([
    201,
    expect.objectContaining({ name: 'Jan', profile_template: 'teacher' }),
  ]);
  expect((await ask('/user', { name: 'Jan' })).status).toBe(403);
  expect((await room.ask(`/user/${me}/progress`, { as: admin })).body).toMatchObject({ xp: 0, streak: { days: 0 } });
  expect((await ask('/user/person_local/progress')).status).toBe(403);
});

function eventsIn(text: string) {
  return text
    .split('\n\n')
    .filter((block) => block !== '' && block !== ':')
    .map((block) => {
      const [event = '', data = ''] = block.split('\n');
      return { name: event.replace('event: ', ''), data: JSON.parse(data.replace('data: ', '')) };
    });
}
