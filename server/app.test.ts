import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemoryHotState } from './adapters/memory/memory-hot-state.ts';
import { startupLines } from './app/startup-lines.ts';
import { type App, openApp } from './app.ts';
import { Client } from './features/conversations/testing/open-door.ts';
import { realClock as clock } from './kit/clock.ts';
import { ConfigError } from './kit/config-error.ts';
import { Outage } from './kit/errors.ts';
import { silentLog } from './kit/log.ts';
import { writeWav } from './kit/pcm/wav.ts';
import { StartupError } from './kit/startup-error.ts';
import { fakeBlobs } from './ports/blobs/fake.ts';
import { openFakeDatabase } from './ports/database/fake.ts';
import type { Database } from './ports/database/port.ts';
import { fakeMail } from './ports/mail/fake.ts';
import { fakeSpeechToText } from './ports/speech-to-text/fake.ts';
import { fakeTextToSpeech } from './ports/text-to-speech/fake.ts';
import { FakeVoiceActivity } from './ports/voice-activity/fake.ts';

let app: App;
let database: Database;
let folder = '';
let well = true;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlando-app-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>the page</title>');
  await writeFile(join(folder, 'page', 'assets', 'main-AbCdEf12.js'), 'let page;');
  database = await openFakeDatabase();
  const voice = fakeTextToSpeech(clock, {
    voices: [
      { id: 'en-1', name: 'One', language: 'en' },
      { id: 'pl-1', name: 'Jeden', language: 'pl' },
    ],
  });
  const recogniser = fakeSpeechToText({
    clock,
    script: (expect) => ({ text: expect.phrases[0]?.text === 'silence' ? '' : (expect.phrases[0]?.text ?? '') }),
  });
  app = await openApp(
    {
      clock,
      log: silentLog,
      database,
      activity: new FakeVoiceActivity(),
      recogniser,
      voice,
      grammars: [],
      model: undefined,
      hotState: openMemoryHotState({ clock }),
      blobs: fakeBlobs(),
      mail: fakeMail(),
      openJobs: () => {
        throw new Error('no feature has background work');
      },
      parts: { disk: async () => ({ ok: well, detail: well ? 'fine' : 'full' }) },
    },
    {
      host: '127.0.0.1',
      port: 0,
      accessKey: undefined,
      registration: 'invite',
      publicUrl: undefined,
      trustProxy: undefined,
      origins: [],
      contentFolder: resolve(import.meta.dirname, '../content'),
      pageFolder: join(folder, 'page'),
    },
    never,
  );
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.address + path, { headers });
const json = async (path: string) => (await (await get(path)).json()) as Record<string, unknown>;
const speak = (body: object) =>
  fetch(`${app.address}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface OpenApi {
  paths: Record<string, Record<string, unknown>>;
}

test('[D2] every door that there is refuses a page of another origin', async () => {
  const { paths } = (await json('/docs/json')) as unknown as OpenApi;
  const doors = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path: path.replace(/\{\w+\}/, 'x'), method: method.toUpperCase() })),
  );
  expect(doors.length).toBeGreaterThan(8);
  const others = ['/', '/assets/main-AbCdEf12.js', '/metrics', '/docs', '/docs/json', '/health', '/nowhere'];
  for (const { path, method } of [...doors, ...others.map((path) => ({ path, method: 'GET' }))]) {
    const answer = await fetch(app.address + path, { method, headers: { origin: 'https://evil.example' } });
    expect([method, path, answer.status]).toEqual([method, path, 403]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    await answer.arrayBuffer();
  }
  const dial = Client.dial(`${app.address.replace('http', 'ws')}/v1/realtime`, { origin: 'https://evil.example' });
  await expect(dial).rejects.toThrow('403');
});

test('the doors are described as OpenAPI, with a page of their own', async () => {
  const { paths } = (await json('/docs/json')) as unknown as OpenApi;
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/v1/audio/speech',
      '/v1/audio/transcriptions',
      '/v1/models',
      '/v1/conversations',
      '/health',
    ]),
  );
  const page = await get('/docs');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a page that is built anew under a running server is found', async () => {
  const assets = join(folder, 'page', 'assets');
  await writeFile(join(assets, 'main-NewNew12.js'), 'let newer;');
  const script = await get('/assets/main-NewNew12.js');
  expect([script.status, await script.text()]).toEqual([200, 'let newer;']);
  expect(script.headers.get('cache-control')).toContain('immutable');
  const nothing = await get('/assets/main-Missing1.js');
  expect([nothing.status, await nothing.json()]).toMatchObject([404, { error: { code: 'not-found' } }]);
});

test('the page is served; what has a hash in its name is kept for ever, the rest asked for anew', async () => {
  const page = await get('/');
  expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
    200,
    'no-cache',
    '<!doctype html><title>the page</title>',
  ]);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect((await get('/assets/main-AbCdEf12.js')).headers.get('cache-control')).toContain('immutable');
});

test('the server tells how each of its parts is', async () => {
  expect(await json('/health')).toEqual({ ok: true });
  expect(await json('/health/detailed')).toMatchObject({
    ok: true,
    parts: { disk: { ok: true }, database: { ok: true } },
  });
  well = false;
  const ill = await get('/health/detailed');
  expect([ill.status, await ill.json()]).toEqual([503, expect.objectContaining({ ok: false })]);
  well = true;
});

test('a typed turn runs through the engine and the café, and is counted', async () => {
  const client = await Client.dial(`${app.address.replace('http', 'ws')}/v1/realtime?scene=cafe-en`);
  client.configure({ output_modalities: ['text'], tutor: {} });
  await client.until('tutor.turn.ended');
  const from = client.got.length;
  const content = [{ type: 'input_text', text: 'A cup of tea, please.' }];
  client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  client.send({ type: 'response.create' });
  const done = await client.until('response.done', from);
  expect(done.response.status).toBe('completed');
  await client.hangUp();
  const metrics = await (await get('/metrics')).text();
  expect(metrics).toMatch(/parlando_turns_total\{origin="typed",outcome="spoken"\} 1/);
  expect(metrics).toMatch(/parlando_http_request_seconds_count\{method="GET",route="\/health",status="200"\}/);
  expect(metrics).toMatch(/parlando_sockets_closed_total\{why="1000"\} 1/);
});

test('speech over HTTP: formats, voices by id or language, and what is not supported', async () => {
  const samples = (await (await speak({ input: 'Hello.', response_format: 'pcm' })).arrayBuffer()).byteLength / 2;
  const wav = Buffer.from(
    await (await speak({ input: 'Hello.', response_format: 'wav', voice: 'en-1' })).arrayBuffer(),
  );
  expect([wav.subarray(0, 4).toString(), wav.length]).toEqual(['RIFF', 44 + samples * 2]);
  const slow = await (await speak({ input: 'Hello.', response_format: 'pcm', speed: 0.5 })).arrayBuffer();
  expect(slow.byteLength).toBeGreaterThan(samples * 3);
  for (const [format, magic, type] of [
    ['mp3', 'ff', 'audio/mpeg'],
    ['opus', '4f', 'audio/ogg'],
  ] as const) {
    const answer = await speak({ input: 'Hello there, how are you?', response_format: format });
    expect(answer.headers.get('content-type')).toBe(type);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 1)
        .toString('hex'),
    ).toBe(magic);
  }
  for (const body of [{ input: '' }, { input: 'x', response_format: 'flac' }, { input: 'x'.repeat(5_000) }, {}]) {
    expect((await speak(body)).status).toBe(400);
  }
});

test('transcription over HTTP: only what was expected is ever answered', async () => {
  const wav = writeWav({ sampleRate: 44_100, samples: new Int16Array(44_100).fill(3_000) });
  const ask = async (fields: Record<string, string>, file: Buffer | undefined = wav) => {
    const form = new FormData();
    if (file) form.set('file', new Blob([new Uint8Array(file)]), 'x.wav');
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const answer = await fetch(`${app.address}/v1/audio/transcriptions`, { method: 'POST', body: form });
    return { status: answer.status, text: await answer.text() };
  };
  const prompt = 'A cup of tea, please.\nGoodbye!';
  expect(JSON.parse((await ask({ prompt })).text)).toMatchObject({ text: 'A cup of tea, please.' });
  expect(await ask({ prompt, response_format: 'text' })).toEqual({ status: 200, text: 'A cup of tea, please.\n' });
  expect(JSON.parse((await ask({ prompt, response_format: 'verbose_json' })).text)).toMatchObject({
    duration: 1,
    verdict: 'heard',
  });
  const refused: [Record<string, string>, number, string, Buffer?][] = [
    [{}, 422, 'no-dictation'],
    [{ prompt: 'silence' }, 422, 'no-dictation'],
    [{ prompt: ' | \n ' }, 422, 'no-dictation'],
    [{ prompt, language: 'xx' }, 400, 'invalid-value'],
    [{ prompt, response_format: 'srt' }, 400, 'invalid-value'],
    [{ prompt: 'x\n'.repeat(3).concat('y'.repeat(300)) }, 400, 'invalid-value'],
    [{ prompt }, 415, 'unsupported-media', Buffer.from('no wav')],
    [{ prompt }, 415, 'unsupported-media', writeWav({ sampleRate: 191_999, samples: new Int16Array(1_000) })],
    [{ prompt }, 415, 'unsupported-media', writeWav({ sampleRate: 4_001, samples: new Int16Array(1_000) })],
  ];
  for (const [fields, status, code, file] of refused) {
    const answer = await ask(fields, file ?? wav);
    expect([fields, answer.status, JSON.parse(answer.text).error.code]).toEqual([fields, status, code]);
  }
  const plain = await fetch(`${app.address}/v1/audio/transcriptions`, { method: 'POST', body: 'x' });
  expect(plain.status).toBe(415);
});

test('why it does not start is said in plain lines', () => {
  const system = (fields: object): Error => Object.assign(new Error('raw words'), fields);
  expect(startupLines(system({ code: 'EADDRINUSE', port: 80 }))[0]).toContain('Port 80 is in use');
  expect(startupLines(system({ code: 'EACCES', port: 80 }))[0]).toContain('PORT');
  expect(startupLines(system({ code: 'EACCES', path: '/x' }))[0]).toContain('/x');
  expect(startupLines(system({ code: 'EADDRNOTAVAIL', address: '1.2.3.4' }))[0]).toContain('1.2.3.4');
  expect(startupLines(system({ code: 'ENOSPC' }))[0]).toContain('full');
  expect(startupLines(new StartupError('It is so.', 'Do this.'))).toEqual(['It is so. Do this.']);
  expect(startupLines(new ConfigError([{ variable: 'PORT', message: 'is no port' }]))).toEqual(['PORT is no port']);
  const cause = new Error('libonnxruntime.so.1: cannot open shared object file\nmore');
  const outage = new Outage({ port: 'voice-activity', provider: 'x', retryable: false }, 'no model', { cause });
  expect(startupLines(outage)).toEqual([expect.stringContaining('libonnxruntime.so.1')]);
  expect(startupLines(new Error('the content is not usable:\na.json:1: x'))).toHaveLength(2);
  expect(startupLines(new TypeError('a bug'))[0]).toContain('app.test.ts');
});
