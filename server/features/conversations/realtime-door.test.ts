import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPglite } from '../../adapters/pglite/open-pglite.ts';
import { connectPostgres } from '../../adapters/postgres/connect-postgres.ts';
import { realClock } from '../../kit/clock.ts';
import { createLog, silentLog } from '../../kit/log.ts';
import { copyEmptyDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { learnersMigration } from '../learners/migrations/0002-learners.ts';
import { conversationsMigration } from './migrations/0001-conversations.ts';
import { conversationsPeopleMigration } from './migrations/0003-conversations-people.ts';
import { openDoor } from './testing/open-door.ts';

let database: Database;
let folder = '';
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlando-door-'));
  await mkdir(join(folder, 'db'));
  await copyEmptyDatabase(join(folder, 'db', 'data'));
  database = await openPglite(
    { folder: join(folder, 'db'), connect: connectPostgres, clock: realClock, log: silentLog },
    never,
  );
  await database.migrate([conversationsMigration, learnersMigration, conversationsPeopleMigration]);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const tutor = { tutor: {} };

test('[R1] the first frame is session.created, then the scene is told', async () => {
  await using door = await openDoor({ database });
  const client = await door.dial('?scene=cafe-pl');
  client.configure(tutor);
  expect((await client.until('tutor.session')).scene).toMatchObject({ id: 'cafe-pl', language: 'pl', from: 'en' });
  expect(client.got[0]?.type).toBe('session.created');
});

test('[S52] a person has their own pace from the first frame on', async () => {
  await using door = await openDoor({ database, paceOf: async () => ({ speed: 0.75, patience: 1.3 }) });
  const client = await door.dial('?scene=cafe-pl');
  expect((await client.until('session.created')).session.audio.output.speed).toBe(0.75);
  client.configure(tutor);
  await client.until('response.created');
  expect(door.paces).toEqual([{ speed: 0.75, patience: 1.3 }]);
  expect(door.scripted[0]?.settings.speed).toBe(0.75);
});

test('[R30] a client that names no scene gets the café in its language', async () => {
  await using door = await openDoor({ database });
  const cases: [string, Record<string, string>, object, string][] = [
    ['', {}, {}, 'cafe-en'],
    ['?model=gpt-realtime', {}, {}, 'cafe-en'],
    ['?model=cafe-pl', {}, {}, 'cafe-pl'],
    ['?language=pl-PL', {}, {}, 'cafe-pl'],
    ['', { 'accept-language': 'xx;q=0.9, pl;q=0.8, en;q=0.1' }, {}, 'cafe-pl'],
    ['', { 'accept-language': 'pl' }, { audio: { input: { transcription: { language: 'en' } } } }, 'cafe-en'],
    ['?scene=cafe-pl', {}, { tutor: { scene: 'cafe-en' } }, 'cafe-en'],
  ];
  for (const [query, headers, session, scene] of cases) {
    const client = await door.dial(query, headers);
    client.configure({ ...tutor, ...session });
    expect([query, (await client.until('tutor.session')).scene.id]).toEqual([query, scene]);
    await client.hangUp();
  }
});

test('[R21] a dropped connection is resumed: no event is lost and none repeated', async () => {
  await using door = await openDoor({ database });
  const first = await door.dial();
  first.configure(tutor);
  const { token } = await first.until('tutor.session');
  const seen = await first.until('response.output_audio_transcript.delta');
  first.socket.terminate();
  await vi.waitFor(() => expect(door.closed).toHaveLength(1));
  door.scripted[0]?.endReply({ id: 't1', revision: 1 }, 'Hello.');

  const second = await door.dial();
  second.send({ type: 'tutor.session.resume', token, last_event_id: seen.event_id });
  const again = await second.until('tutor.session');
  expect(again).toMatchObject({ resumed: true, missed: 0 });
  const [, ...replayed] = second.got;
  const numbers = replayed.map((event) => Number(event.event_id.split('_').at(-1)));
  const lastSeen = Number(seen.event_id.split('_').at(-1));
  expect(numbers).toEqual(numbers.map((_, index) => lastSeen + 1 + index));
  expect(replayed.map((event) => event.type)).toContain('response.done');
  expect(door.scripted).toHaveLength(1);
});

test('[R25] a second connection with the token replaces the first', async () => {
  await using door = await openDoor({ database });
  const first = await door.dial();
  first.configure(tutor);
  const { token, event_id } = await first.until('tutor.session');
  const second = await door.dial();
  second.send({ type: 'tutor.session.resume', token, last_event_id: event_id });
  await second.until('tutor.session');
  expect(await first.closed).toEqual({ code: 4000, reason: 'replaced' });
});

test('[R26] a token that is not known is an error, and the connection goes on as a new session', async () => {
  await using door = await openDoor({ database });
  const client = await door.dial();
  client.send({ type: 'tutor.session.resume', token: 'x', last_event_id: null, event_id: 'r' });
  expect((await client.until('error')).error).toMatchObject({ code: 'session_not_found', event_id: 'r' });
  client.configure(tutor);
  expect(await client.until('tutor.session')).toMatchObject({ resumed: false });
});

test('[R26] an event id that is not of the session changes nothing for the client that has it', async () => {
  await using door = await openDoor({ database, limits: { sessions: { resumeWindowMs: 200 } } });
  const first = await door.dial();
  first.configure(tutor);
  const { token } = await first.until('tutor.session');
  const thief = await door.dial();
  thief.send({ type: 'tutor.session.resume', token, last_event_id: 'event_sess_other_3' });
  expect((await thief.until('error')).error.code).toBe('session_not_found');
  await thief.hangUp();
  first.send({ type: 'input_audio_buffer.clear' });
  await first.until('input_audio_buffer.cleared');
  first.socket.terminate();
  await vi.waitFor(() => expect(door.scripted[0]?.disposed).toBe(true), { timeout: 5_000 });
});

test('[R27] a session waits for its client, and ends when the window is over', async () => {
  await using door = await openDoor({ database, limits: { sessions: { resumeWindowMs: 150 } } });
  const client = await door.dial();
  client.configure(tutor);
  const { token } = await client.until('tutor.session');
  client.socket.terminate();
  await vi.waitFor(() => expect(door.scripted[0]?.disposed).toBe(true), { timeout: 5_000 });
  const late = await door.dial();
  late.send({ type: 'tutor.session.resume', token });
  expect((await late.until('error')).error.code).toBe('session_not_found');
});

test('[R31] what was said is written after each turn, and a later connection goes on with it', async () => {
  await using door = await openDoor({ database });
  const client = await door.dial('?scene=cafe-pl');
  client.configure(tutor);
  const { conversation_id } = await client.until('tutor.session');
  await client.until('response.created');
  const [conversation] = door.scripted;
  conversation?.endReply({ id: 't1', revision: 1 }, 'Dzień dobry.');
  const turn = conversation?.learnerSays('kawę poproszę');
  if (!conversation || !turn) throw new Error('no conversation');
  conversation.startReply(turn, 'Proszę.');
  conversation.endReply(turn, 'Proszę.');
  const finding = { start: 0, end: 4, kind: 'CASE', rule: 'r', message: 'm', suggestions: ['kawa'], id: 't2/c1' };
  conversation.say({ kind: 'correction', turn, text: 'kawę poproszę', findings: [finding] });
  await vi.waitFor(async () => {
    const { body } = await door.ask(`/v1/conversations/${conversation_id}`);
    expect(body).toMatchObject({
      scene: 'cafe-pl',
      turns: 2,
      history: [
        { origin: 'opening', said: '', replied: 'Dzień dobry.' },
        {
          origin: 'spoken',
          said: 'kawę poproszę',
          verdict: 'heard',
          replied: 'Proszę.',
          corrections: [{ kind: 'CASE' }],
        },
      ],
    });
  });
  client.socket.terminate();
  const later = await door.dial(`?conversation=${conversation_id}`);
  later.configure(tutor);
  expect(await later.until('tutor.session')).toMatchObject({ conversation_id, scene: { id: 'cafe-pl' } });
  expect(door.restored.at(-1)).toEqual({ at: 2 });
  const listed = await door.ask('/v1/conversations?limit=1');
  expect(listed.body).toMatchObject({ data: [{ id: conversation_id }] });
  expect((await door.ask(`/v1/conversations/${conversation_id}`, { method: 'DELETE' })).status).toBe(200);
  expect((await door.ask(`/v1/conversations/${conversation_id}`)).status).toBe(404);
  expect((await later.closed).code).toBe(4000);
});

/** A conversation with one turn, which its client has left. */
async function leftConversation(door: Awaited<ReturnType<typeof openDoor>>, said: string): Promise<string> {
  const client = await door.dial('?scene=cafe-pl');
  client.configure(tutor);
  const { conversation_id } = await client.until('tutor.session');
  await client.until('response.created');
  door.scripted.at(-1)?.endReply({ id: 't1', revision: 1 }, said);
  await client.hangUp();
  await vi.waitFor(async () => {
    expect((await door.ask(`/v1/conversations/${conversation_id}`)).body).toMatchObject({ turns: 1 });
  });
  return conversation_id;
}

test('[R25] of two that open one conversation at the same time, one has it', async () => {
  await using door = await openDoor({ database });
  const id = await leftConversation(door, 'Hello.');
  const both = await Promise.all([door.dial(`?conversation=${id}`), door.dial(`?conversation=${id}`)]);
  await Promise.all(both.map((client) => client.until('session.created')));
  for (const client of both) client.configure(tutor);
  const reasons = await Promise.race(both.map((client) => client.closed));
  expect(reasons).toEqual({ code: 4000, reason: 'replaced' });
  expect(door.scripted.filter((one) => !one.disposed)).toHaveLength(1);
});

test('[R31] a letter that no database takes does not keep a conversation from being written', async () => {
  await using door = await openDoor({ database });
  const id = await leftConversation(door, 'a\0b \ud83d c');
  const { body } = await door.ask(`/v1/conversations/${id}`);
  expect(body).toMatchObject({ history: [{ replied: 'ab \ufffd c' }] });
});

test('[R32] a conversation whose scene is gone is a clear error, and can still be read', async () => {
  let id = '';
  {
    await using door = await openDoor({ database });
    id = await leftConversation(door, 'Hello.');
  }
  await using door = await openDoor({ database, scenes: ['cafe-en'] });
  const client = await door.dial(`?conversation=${id}`);
  client.configure(tutor);
  expect((await client.until('error')).error).toMatchObject({ code: 'scene_not_found', param: 'session.tutor.scene' });
  expect((await door.ask(`/v1/conversations/${id}`)).body).toMatchObject({ scene: 'cafe-pl', turns: 1 });
});

test('[R32] a conversation that is not there is an error', async () => {
  await using door = await openDoor({ database });
  const client = await door.dial('?conversation=conv_nowhere');
  client.configure(tutor);
  expect((await client.until('error')).error.code).toBe('conversation_not_found');
});

test('[D8] who comes without a WebSocket is told what is behind the door', async () => {
  await using door = await openDoor({ database });
  expect(await door.ask('/v1/realtime')).toMatchObject({
    status: 400,
    body: { error: { code: 'bad-request', message: expect.stringContaining('WebSocket') } },
  });
});

test('[R40] a frame that is too large closes the socket with 1009', async () => {
  await using door = await openDoor({ database, maxFrameBytes: 10_000 });
  const client = await door.dial();
  client.socket.send('x'.repeat(10_001));
  expect((await client.closed).code).toBe(1009);
});

test('[R41] a flood is slowed down, then closed, and the server lives', async () => {
  const connection = { framesPerSecond: 100, framesBurst: 50, throttledMs: 400 };
  await using door = await openDoor({ database, limits: { connection } });
  const client = await door.dial();
  const pour = setInterval(() => {
    for (let n = 0; n < 200; n += 1) client.send({ type: 'input_audio_buffer.append', audio: 'AAAA' });
  }, 10);
  const { code, reason } = await client.closed;
  clearInterval(pour);
  expect({ code, reason }).toEqual({ code: 4004, reason: 'rate-limited' });
  const next = await door.dial();
  expect((await next.until('session.created')).session.object).toBe('realtime.session');
});

test('[R42] garbage is answered with errors, and too much of it with a close', async () => {
  await using door = await openDoor({ database, limits: { connection: { errorsBurst: 5, errorsPerSecond: 0.1 } } });
  const client = await door.dial();
  client.socket.send(Buffer.from([0, 1, 2, 255]));
  for (let n = 0; n < 20; n += 1) client.socket.send('{"type":');
  expect(await client.closed).toEqual({ code: 1008, reason: 'too-many-errors' });
  const codes = client.got.filter((event) => event.type === 'error').map((event) => event.error.code);
  expect(codes.slice(0, 2)).toEqual(['binary_not_supported', 'invalid_json']);
});

test('[R43] a client that does not read is closed as too slow, and memory stays bounded', async () => {
  const log = { audioChars: 400_000, sentAudioChars: 50_000, otherChars: 100_000 };
  await using door = await openDoor({ database, limits: { connection: { bufferedBytes: 10_000 }, log } });
  const client = await door.dial();
  client.configure(tutor);
  await client.until('tutor.session');
  await client.until('response.created');
  client.socket.pause();
  const [conversation] = door.scripted;
  // More than every buffer on the way holds.
  for (let n = 0; n < 600 && door.closed.length === 0; n += 1) {
    const samples = new Int16Array(48_000);
    conversation?.say({ kind: 'reply-audio', turn: { id: 't1', revision: 1 }, samples, startMs: n * 2_000 });
    await realClock.sleep(1, never);
  }
  await vi.waitFor(() => expect(door.closed).toEqual(['too-slow']), { timeout: 10_000 });
  client.socket.terminate();
});

test('[R44] a half-open line is found by its silence', async () => {
  await using door = await openDoor({ database, limits: { connection: { pingMs: 60 } } });
  const key = Buffer.from('0123456789abcdef').toString('base64');
  const line = connect(door.port, '127.0.0.1');
  line.on('error', () => undefined);
  line.write(
    `GET /v1/realtime HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  line.resume();
  await vi.waitFor(() => expect(door.closed).toEqual(['1006']), { timeout: 5_000 });
  line.destroy();
});

test('[R45] a client that says nothing for long is closed as idle', async () => {
  await using door = await openDoor({ database, limits: { connection: { pingMs: 40, idleMs: 100 } } });
  const client = await door.dial();
  expect(await client.closed).toEqual({ code: 4002, reason: 'idle' });
});

test('[R46] a session may not last for ever', async () => {
  await using door = await openDoor({ database, limits: { sessions: { sessionMs: 200 } } });
  const client = await door.dial();
  expect(await client.closed).toEqual({ code: 4001, reason: 'session-expired' });
  expect((await client.until('error')).error.code).toBe('session_expired');
});

test('[R47] one session too many is refused as overloaded; one that waits makes room', async () => {
  await using door = await openDoor({ database, limits: { sessions: { maxSessions: 1 } } });
  const first = await door.dial();
  first.configure(tutor);
  await first.until('tutor.session');
  const second = await door.dial();
  expect(await second.closed).toEqual({ code: 1013, reason: 'overloaded' });
  first.socket.terminate();
  await vi.waitFor(() => expect(door.closed).toHaveLength(2));
  const third = await door.dial();
  expect((await third.until('session.created')).type).toBe('session.created');
});

test('[R48] a stopping server says so and has saved the conversation', async () => {
  const door = await openDoor({ database });
  const client = await door.dial();
  client.configure(tutor);
  const { conversation_id } = await client.until('tutor.session');
  await client.until('response.created');
  door.scripted[0]?.endReply({ id: 't1', revision: 1 }, 'Hello.');
  await door[Symbol.asyncDispose]();
  expect(await client.closed).toEqual({ code: 1001, reason: 'server-stopping' });
  await using again = await openDoor({ database });
  expect((await again.ask(`/v1/conversations/${conversation_id}`)).body).toMatchObject({ turns: 1 });
});

test('[R50] a turn is one line in the log, and nothing that was said is in it', async () => {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  await using door = await openDoor({ database, log: createLog({ level: 'debug', stream, clock: realClock }) });
  const client = await door.dial('?language=canary-query');
  client.configure({ ...tutor, instructions: 'canary-instructions' });
  await client.until('response.created');
  const [conversation] = door.scripted;
  conversation?.endReply({ id: 't1', revision: 1 }, 'canary-reply');
  conversation?.learnerSays('canary-speech');
  client.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'canary-typed' }] },
  });
  client.socket.send('canary-garbage');
  await client.until('error');
  const { token } = await client.until('tutor.session');
  await client.hangUp();
  await vi.waitFor(() => expect(conversation?.disposed).toBe(true));
  const turns = text.split('\n').filter((line) => line.includes('"msg":"turn"'));
  expect(turns).toHaveLength(1);
  expect(JSON.parse(turns[0] ?? '')).toMatchObject({ turn_id: 't1', response_ms: 300, outcome: 'spoken' });
  expect(text).not.toContain('canary');
  expect(text).not.toContain(token);
});
