import { afterAll, beforeAll, expect, test } from 'vitest';
import * as legacy from '../../../../wire/api/legacy.ts';
import { OPERATOR_KEY, openTestApp, type TestApp } from '../../../app/testing/open-test-app.ts';
import type { Log } from '../../../kit/log.ts';
import { writeWav } from '../../../kit/pcm/wav.ts';
import { csvOf } from './csv.ts';

let server: TestApp;
const logged: string[] = [];
const note = (message: string, fields?: object): void => {
  logged.push(JSON.stringify({ message, ...fields }));
};
const log: Log = { debug: note, info: note, warn: note, error: note, child: () => log };

beforeAll(async () => {
  server = await openTestApp({ log });
});
afterAll(() => server[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
type Answer = { status: number; body: any; type: string };

async function ask(path: string, body?: object, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> {
  const answer = await fetch(server.app.address + path, {
    method,
    headers: { 'authorization': `Bearer ${OPERATOR_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, body: type.includes('json') ? JSON.parse(text) : text };
}

const done = async (path: string, body?: object) => {
  const answer = await ask(path, body);
  expect([path, answer.status, answer.body.message]).toEqual([path, 200, expect.any(String)]);
  expect(answer.body).toMatchObject({ status: 'success', metadata: expect.any(Object) });
  return answer.body;
};

test('[C14] the index names every path, without asking who one is', async () => {
  const answer = await fetch(`${server.app.address}/api`);
  const { data } = (await answer.json()) as { data: { endpoints: string[] } };
  expect(data.endpoints).toHaveLength(Object.keys(legacy).length);
  expect(data.endpoints).toContain('POST /api/chat/respond');
});

test('[C14] an answer to the tutor is scored and leads on, as it was', async () => {
  const said = {
    user_id: 1,
    text: 'Poproszę kawę z mlekiem.',
    lesson_id: 'cafe-pl',
    dialogue_id: 'order',
    speed: 1,
    confidence: 3,
  };
  const { data, metadata } = await done('/api/chat/respond', said);
  expect(data).toEqual({
    reply_text: expect.stringContaining('mleko'),
    score: 1,
    feedback_type: 'high',
    hint: expect.any(String),
    grammar_explanation: expect.any(String),
    audio: [expect.stringContaining('/api/tts/audio/')],
    next_dialogue_id: 'milk',
    show_answer: false,
    expected_phrase: 'Poproszę kawę z mlekiem.',
    dialogue_id: 'order',
  });
  expect(metadata).toEqual({ attempt_id: expect.any(String), timestamp: expect.any(String) });
  expect(await ask(data.audio[0])).toMatchObject({ status: 200, type: 'audio/mpeg' });
  const command = await done('/api/chat/respond', { text: 'powtórz', lesson_id: 'cafe-pl' });
  expect(command.data).toMatchObject({ score: null, feedback_type: null, next_dialogue_id: 'milk' });
});

test('[C5] a lesson that is asked for in words is gone on with', async () => {
  const here = await ask('/chat', { lesson_id: 'cafe-pl' });
  const { body } = await ask('/chat', { session_id: here.body.session_id, text: 'lekcja weather-pl' });
  expect(body).toMatchObject({ lesson_id: 'weather-pl', finished: false, next_dialogue: expect.any(String) });
  expect(body.effects.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['open-lesson', 'prompt']),
  );
  expect(body.session_id).not.toBe(here.body.session_id);
});

test('[C2] a turn that leads to another lesson is answered as it was when it is sent again', async () => {
  const here = await ask('/chat', { lesson_id: 'cafe-pl' });
  const message = { text: 'lekcja weather-pl', turn_context: { turn_id: 'switch-1' } };
  const first = await ask('/chat', { ...message, session_id: here.body.session_id });
  expect((await ask('/chat', { ...message, session_id: here.body.session_id })).body).toEqual(first.body);
  expect((await ask('/chat', message)).body).toEqual(first.body);
});

test('[C14] lessons are told in their old shape, with where answers lead and where lines are heard', async () => {
  const { data: lesson } = await done('/api/lesson/get?lesson_id=cafe-pl');
  expect(lesson).toMatchObject({ id: 'cafe-pl', level: expect.any(String), vocabulary: expect.any(Array) });
  const [first] = lesson.dialogues;
  expect(first).toMatchObject({ id: 'order', tutor: expect.any(String), expected: expect.any(Array) });
  expect((await ask(first.audio)).status).toBe(200);
  const { data } = await done('/api/lesson/options?lesson_id=cafe-pl&dialogue_id=order');
  expect(data.options).toContainEqual(expect.objectContaining({ match: 'Poproszę kawę z mlekiem.', next: 'milk' }));
  const { data: catalog } = await done('/api/lesson/catalog');
  expect(catalog.meta.total_lessons).toBeGreaterThan(4);
  expect(catalog.parts[0].modules[0].lessons[0]).toMatchObject({
    title_pl: expect.any(String),
    title_en: expect.any(String),
  });
  const drafted = await done('/api/lesson/generate', { topic: 'zakupy', level: 'A1', num_dialogues: 4 });
  expect(drafted.data.dialogues.length).toBeGreaterThan(1);
});

test('[C14] what is due is told and graded', async () => {
  await ask('/v1/review/items', { text: 'rower', language: 'pl', translation: 'bicycle', translation_language: 'en' });
  const { data } = await done('/api/review/due?user_id=1');
  expect(data.length).toBeGreaterThan(0);
  const { phrase_id } = data[0];
  const { data: graded } = await done('/api/review/update', { user_id: 1, phrase_id, quality: 4, confidence: 3 });
  expect(graded).toEqual({
    next_review: expect.any(String),
    efactor: expect.any(Number),
    interval_days: expect.any(Number),
  });
  expect((await ask('/api/review/update', { phrase_id: 'none', quality: 4 })).status).toBe(404);
});

test('[C14] settings are told and changed, one or several at once', async () => {
  expect((await done('/api/settings/get?user_id=1')).data).toMatchObject({ theme: 'system' });
  expect((await done('/api/settings/update', { user_id: 1, key: 'theme', value: 'dark' })).data.theme).toBe('dark');
  const several = await done('/api/settings/update', { audio_speed: 'slow', settings: { tutor_mode: 'drill' } });
  expect(several.data).toMatchObject({ theme: 'dark', audio_speed: 'slow', tutor_mode: 'drill' });
  expect((await done('/api/settings/update', { profile_template: 'kid' })).data).toMatchObject({ translation: 'show' });
});

test('[C14] statistics, the backup and the second version tell what was learnt', async () => {
  const { data: stats } = await done('/api/user/stats?user_id=1');
  expect(stats).toMatchObject({ total_attempts: 1, average_accuracy: 1, accuracy_trend: [1], streak: 1 });
  const { data: backup, metadata } = await done('/api/backup/export?user_id=1&format=json');
  expect(backup.attempts).toHaveLength(metadata.counts.attempts);
  expect(metadata.complete).toBe(true);
  expect(backup.lesson_progress).toContainEqual(expect.objectContaining({ lesson: 'cafe-pl' }));
  const csv = await ask('/api/backup/export?format=csv');
  expect([csv.type, csv.body.split('\r\n')[0]]).toEqual([
    'text/csv; charset=utf-8',
    'id,at,lesson,exchange,text,verdict,how,attempt',
  ]);
  expect((await ask('/api/v2/user/stats')).body).toMatchObject({
    streak: 1,
    total_attempts: 1,
    total_passed: 1,
    cefr: null,
  });
  const { body: before } = await ask('/api/v2/user/progress');
  expect((await ask('/api/v2/user/progress', { xp: 9_999 }, 'PATCH')).body).toEqual(before);
});

test('[C14] speech is spoken at an address, and voices are told', async () => {
  const { data } = await done('/api/audio/generate', { text: 'Dzień dobry.', speed: 0.75, user_id: 1 });
  const sound = await ask(data.audio_url);
  expect([sound.status, sound.type]).toEqual([200, 'audio/mpeg']);
  expect((await done('/api/audio/engines')).data[0]).toMatchObject({ available: true });
  expect((await done('/api/audio/clear-cache', {})).data.files_removed).toBeGreaterThan(0);
});

test('[C14] the second version recognises, scores and leads through a lesson', async () => {
  const wav = writeWav({ sampleRate: 16_000, samples: new Int16Array(16_000).fill(500) }).toString('base64');
  const heard = await ask('/api/v2/speech/recognize', { audio_base64: wav, phrases: ['rower'], language: 'pl' });
  expect([heard.status, heard.body.transcript]).toEqual([200, 'rower']);
  const evaluate = async (user_transcript: string) =>
    (await ask('/api/v2/evaluate', { phrase_id: 'cafe-pl/order', user_transcript })).body;
  expect(await evaluate('Poproszę herbatę')).toMatchObject({
    score: 1,
    passed: true,
    next_action: 'advance',
    difficulty: 'easy',
  });
  expect(await evaluate('nie wiem')).toMatchObject({ passed: false, next_action: 'retry', difficulty: 'hard' });
  expect((await ask('/api/v2/lesson/cafe-pl')).body.phrases[0]).toMatchObject({ id: 'cafe-pl/order' });
  const { body } = await ask('/api/v2/lesson/cafe-pl/next?index=1');
  expect(body).toMatchObject({
    current_index: 1,
    total: expect.any(Number),
    audio_url: expect.stringContaining('/v1/'),
  });
});

test('[C14] what is wrong is told in the old envelope, and an error report leaves no words behind', async () => {
  for (const [path, body] of [
    ['/api/chat/respond', { text: '', lesson_id: 'cafe-pl' }],
    ['/api/chat/respond', { text: 'x', lesson_id: 'cafe-pl', speed: 9 }],
    ['/api/settings/update', { key: 'theme', value: 'pink' }],
    ['/api/review/update', { phrase_id: 'x', quality: 6 }],
  ] as const) {
    const answer = await ask(path, body);
    expect([path, answer.status, answer.body]).toEqual([
      path,
      400,
      { status: 'error', message: expect.any(String), data: null, metadata: { code: 'invalid-value' } },
    ]);
  }
  expect(await ask('/api/lesson/get?lesson_id=none')).toMatchObject({ status: 404, body: { status: 'error' } });
  expect(await ask('/api/nothing/here')).toMatchObject({
    status: 404,
    body: { status: 'error', data: null, metadata: { code: 'not-found' } },
  });
  expect((await ask('/apiary')).body.error.code).toBe('not-found');
  const stranger = await fetch(`${server.app.address}/api/lesson/catalog`);
  expect([stranger.status, await stranger.json()]).toEqual([
    401,
    expect.objectContaining({ status: 'error', data: null }),
  ]);
  await done('/api/error/report', {
    error_type: 'SPEECH',
    message: 'Ola said a word',
    stack_trace: 'word',
    user_id: 1,
  });
  const told = logged.filter((line) => line.includes('SPEECH'));
  expect(told.map((line) => JSON.parse(line))).toEqual([{ message: 'a page reported an error', kind: 'SPEECH' }]);
  expect(logged.some((line) => line.includes('Ola said'))).toBe(false);
});

test('[C16] people sign in at the old doors, in the old shape, and out', async () => {
  const email = 'ola@example.org';
  const password = 'violet-anchor-marmot-71';
  const invited = await ask('/v1/people/invitations', { email, role: 'learner' });
  const token = String(invited.body.url).split('#token=')[1];
  expect((await ask('/auth/register', { email, password, token })).status).toBe(201);
  const send = async (path: string, init: RequestInit) => {
    const answer = await fetch(server.app.address + path, init);
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const form = new URLSearchParams({ grant_type: 'password', username: email, password });
  const { status, body } = await send('/api/auth/login', { method: 'POST', body: form });
  expect([status, body]).toEqual([
    200,
    {
      status: 'success',
      message: 'OK',
      data: {
        user: expect.objectContaining({ id: expect.any(String), name: expect.any(String), profile_template: 'adult' }),
        tokens: {
          access_token: expect.any(String),
          refresh_token: expect.any(String),
          token_type: 'bearer',
          expires_in: expect.any(Number),
        },
      },
      metadata: {},
    },
  ]);
  const as = (access: string): RequestInit => ({ headers: { authorization: `Bearer ${access}` } });
  const { access_token, refresh_token } = body.data.tokens;
  expect((await send('/api/auth/me', as(access_token))).body.data).toMatchObject({ email, role: 'learner' });
  const next = (await send('/api/auth/refresh', json({ refresh_token }))).body.data.tokens;
  expect(next.refresh_token).not.toBe(refresh_token);
  expect((await send('/api/auth/logout', json({ refresh_token: next.refresh_token }))).status).toBe(200);
  expect((await send('/api/auth/me', as(next.access_token))).status).toBe(401);
  expect(await send('/api/auth/login', json({ username: email, password: 'wrong' }))).toMatchObject({
    status: 401,
    body: { status: 'error', data: null },
  });
  const today = await send('/user/login', json({ username: email, password }));
  expect([today.status, today.body.user.email]).toEqual([200, email]);
  expect((await send('/user/login', json({ username: email, password: 'wrong' }))).status).toBe(401);
});

test('[C15] in the name of another nobody learns, though an admin may read', async () => {
  const other = await ask('/user', { name: 'Jan' });
  const { id } = other.body;
  expect((await done(`/api/user/stats?user_id=${id}`)).data.total_attempts).toBe(0);
  expect((await ask('/api/chat/respond', { user_id: id, text: 'x', lesson_id: 'cafe-pl' })).status).toBe(403);
  expect((await ask('/api/settings/update', { user_id: id, key: 'theme', value: 'dark' })).status).toBe(403);
  expect((await ask('/api/user/stats?user_id=nobody')).status).toBe(404);
  expect((await ask(`/user/${id}`, undefined, 'DELETE')).body).toEqual({ id, deleted: true });
  expect((await ask(`/user/${id}`)).status).toBe(404);
});

test('[C14] a cell that a spreadsheet would run is text', () => {
  const row = csvOf([{ id: 'event-1', at: '2026', data: { text: '=1+1', lesson: 'a,"b"' } }]).split('\r\n')[1];
  expect(row).toBe(`event-1,2026,"a,""b""",,'=1+1,,,`);
});

test('[C14] an answer that was near is asked for once more, as it was', async () => {
  const grade = async (text: string) =>
    (await done('/api/chat/respond', { text, lesson_id: 'cafe-en' })).data.feedback_type;
  const [near, far] = [await grade('a bowl of tea, please'), await grade('xyz')];
  expect([near, far]).toEqual(['medium', 'low']);
});
