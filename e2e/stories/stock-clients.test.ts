import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { OpenAIRealtimeWebSocket, RealtimeAgent, RealtimeSession } from '@openai/agents-realtime';
import OpenAI, { toFile } from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import type { RealtimeServerEvent } from 'openai/resources/realtime/realtime';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asWav, loudness, spoken } from '../microphone.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let learner: Int16Array;
const FRAME = 480;
const patient = { timeout: 40_000, interval: 50 };

beforeAll(async () => {
  world = await openWorld();
  learner = await spoken(world, "I'd like a cappuccino, please.");
});
afterAll(() => world?.[Symbol.asyncDispose]());

/** Plays sound in real time, with silence around it, as a microphone does. */
async function play(
  samples: Int16Array,
  send: (frame: Int16Array<ArrayBuffer>) => void,
  silenceMs = 1_500,
): Promise<void> {
  const begin = performance.now();
  const frames = Math.ceil(samples.length / FRAME) + silenceMs / 20;
  for (let n = 0; n < frames; n += 1) {
    const frame = new Int16Array(FRAME);
    frame.set(samples.subarray(n * FRAME, (n + 1) * FRAME));
    send(frame);
    await wait(Math.max(0, begin + n * 20 - performance.now()));
  }
}

const base64 = (frame: Int16Array): string =>
  Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('base64');

function api(): OpenAI {
  return new OpenAI({ apiKey: 'any key', baseURL: `${world.url}/v1` });
}

/** The client insists on wss, so its address says so; the socket under it is led to the plain server. */
async function openaiClient(model: string) {
  const rt = new OpenAIRealtimeWS(
    { model, options: { createConnection: () => connect(world.port, '127.0.0.1') as never } },
    api(),
  );
  const events: RealtimeServerEvent[] = [];
  const errors: unknown[] = [];
  rt.on('event', (event) => events.push(event));
  rt.on('error', (error) => errors.push(error));
  await new Promise((resolve) => rt.socket.on('open', resolve));
  return {
    rt,
    events,
    errors,
    types: () => events.map((event) => event.type as string),
    until: (type: string, from = 0) =>
      vi.waitFor(() => {
        const found = events.slice(from).find((event) => event.type === type);
        if (!found) throw new Error(`no ${type}; got ${events.map((event) => event.type).join(' ')}`);
        return found as unknown as Record<string, never>;
      }, patient),
  };
}

test('[R70] openai: a typed turn is answered, and its item can be retrieved, truncated and deleted', async () => {
  const { rt, until, errors } = await openaiClient('cafe-en');
  rt.send({ type: 'session.update', session: { type: 'realtime', audio: { input: { turn_detection: null } } } });
  await until('session.updated');
  rt.send({
    type: 'conversation.item.create',
    item: {
      id: 'mine',
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'A cup of tea, please.' }],
    },
  });
  rt.send({ type: 'response.create' });
  const done = (await until('response.done')) as unknown as { response: { status: string; output: { id: string }[] } };
  expect(done.response.status).toBe('completed');
  const id = done.response.output[0]?.id ?? '';
  rt.send({ type: 'conversation.item.truncate', item_id: id, content_index: 0, audio_end_ms: 99_999_999 });
  const cut = (await until('conversation.item.truncated')) as unknown as { audio_end_ms: number };
  expect(cut.audio_end_ms).toBeLessThan(60_000);
  rt.send({ type: 'conversation.item.truncate', item_id: id, content_index: 0, audio_end_ms: 0 });
  rt.send({ type: 'conversation.item.retrieve', item_id: id });
  expect(await until('conversation.item.retrieved')).toMatchObject({ item: { id, status: 'incomplete' } });
  rt.send({ type: 'conversation.item.delete', item_id: 'mine' });
  expect(await until('conversation.item.deleted')).toMatchObject({ item_id: 'mine' });
  expect(errors).toEqual([]);
  rt.close();
});

test('[R71] openai: a spoken turn with server VAD, and its errors carry the event id', async () => {
  const { rt, until, errors, events } = await openaiClient('cafe-en');
  rt.send({
    type: 'session.update',
    session: {
      type: 'realtime',
      audio: {
        input: { turn_detection: { type: 'server_vad', silence_duration_ms: 500 } },
        output: { voice: 'marin' },
      },
    },
  });
  await until('response.done');
  await wait(2_500);
  const from = events.length;
  await play(learner, (frame) => rt.send({ type: 'input_audio_buffer.append', audio: base64(frame) }));
  expect(await until('conversation.item.input_audio_transcription.completed', from)).toMatchObject({
    transcript: "I'd like a cappuccino, please.",
  });
  expect(await until('response.done', from)).toMatchObject({ response: { status: 'completed' } });
  expect(await until('tutor.heard', from)).toMatchObject({ heard: 'heard' });
  expect(errors).toEqual([]);
  rt.send({ type: 'conversation.item.retrieve', item_id: 'nothing', event_id: 'my_event' });
  await vi.waitFor(() => expect(errors).toHaveLength(1), patient);
  expect(errors[0]).toMatchObject({ error: { event_id: 'my_event', code: 'item_not_found' } });
  rt.close();
});

test('[R72] openai: manual turns in text only', async () => {
  const { rt, until, errors, types } = await openaiClient('cafe-en');
  rt.send({
    type: 'session.update',
    session: { type: 'realtime', output_modalities: ['text'], audio: { input: { turn_detection: null } } },
  });
  await play(learner, (frame) => rt.send({ type: 'input_audio_buffer.append', audio: base64(frame) }), 100);
  rt.send({ type: 'input_audio_buffer.commit' });
  rt.send({ type: 'response.create' });
  const done = (await until('response.done')) as unknown as {
    response: { status: string; output: { content: object[] }[] };
  };
  expect(done.response.status).toBe('completed');
  expect(done.response.output[0]?.content[0]).toMatchObject({ type: 'output_text' });
  expect(types()).not.toContain('response.output_audio.delta');
  expect(errors).toEqual([]);
  rt.close();
});

test('[R73] agents-realtime: a conversation by voice and text, with its history', async () => {
  const transport = new OpenAIRealtimeWebSocket({ url: `ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-en` });
  const session = new RealtimeSession(new RealtimeAgent({ name: 'tutor' }), { transport, tracingDisabled: true });
  const errors: unknown[] = [];
  const sound: Int16Array[] = [];
  const seen: string[] = [];
  let ends = 0;
  session.on('error', (error) => errors.push(error));
  session.on('audio', ({ data }) => sound.push(new Int16Array(data)));
  session.on('agent_end', () => {
    ends += 1;
  });
  session.on('transport_event', (event) => seen.push(event.type));
  await session.connect({ apiKey: 'any' });
  await vi.waitFor(() => expect(ends).toBe(1), patient);
  expect(loudness(sound[0] ?? new Int16Array(0))).toBeGreaterThan(0);
  await wait(2_500);

  await play(learner, (frame) => session.sendAudio(frame.buffer));
  await vi.waitFor(() => expect(ends).toBe(2), patient);
  const texts = () =>
    session.history.flatMap((item) =>
      item.type === 'message'
        ? [
            `${item.role}: ${item.content.map((part) => ('transcript' in part ? part.transcript : 'text' in part ? part.text : '')).join('')}`,
          ]
        : [],
    );
  await vi.waitFor(() => expect(texts()).toContain("user: I'd like a cappuccino, please."), patient);
  expect(texts().filter((text) => text.startsWith('assistant: ') && text.length > 15).length).toBeGreaterThanOrEqual(2);

  await wait(4_000);
  session.sendMessage('Oat milk, please.');
  await vi.waitFor(() => expect(ends).toBe(3), patient);
  expect(seen).toContain('tutor.feedback');
  expect(errors).toEqual([]);
  session.close();
});

test('[R74] agents-realtime: speaking over the tutor stops it, and the history is cut', async () => {
  const transport = new OpenAIRealtimeWebSocket({ url: `ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-en` });
  const session = new RealtimeSession(new RealtimeAgent({ name: 'tutor' }), { transport, tracingDisabled: true });
  const errors: unknown[] = [];
  const seen: { type: string }[] = [];
  let interrupted = 0;
  session.on('error', (error) => errors.push(error));
  session.on('audio_interrupted', () => {
    interrupted += 1;
  });
  session.on('transport_event', (event) => seen.push(event));
  await session.connect({ apiKey: 'any' });
  await vi.waitFor(() => expect(seen.map(({ type }) => type)).toContain('response.output_audio.delta'), patient);
  await play(learner, (frame) => session.sendAudio(frame.buffer));
  await vi.waitFor(() => expect(interrupted).toBeGreaterThan(0), patient);
  await vi.waitFor(() => {
    const outcomes = seen.flatMap((event) =>
      event.type === 'tutor.turn.ended' && 'outcome' in event ? [event.outcome] : [],
    );
    expect(outcomes[0]).toBe('interrupted');
  }, patient);
  expect(errors).toEqual([]);
  session.close();
});

test('[R75] openai: speech, transcription and models over HTTP', async () => {
  const openai = api();
  for (const response_format of ['mp3', 'wav', 'pcm', 'opus'] as const) {
    const answer = await openai.audio.speech.create({
      model: 'tts-1',
      voice: 'alloy',
      input: 'Hello. What can I get you?',
      response_format,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([response_format, bytes.length > 3_000]).toEqual([response_format, true]);
    const magic = { mp3: 0xff, wav: 0x52, pcm: bytes[0], opus: 0x4f }[response_format];
    expect([response_format, bytes[0]]).toEqual([response_format, magic]);
  }
  await expect(
    openai.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hi', response_format: 'flac' }),
  ).rejects.toMatchObject({
    status: 400,
    param: 'response_format',
    message: expect.stringContaining('mp3, wav, pcm and opus'),
  });

  const file = await toFile(asWav(learner), 'learner.wav');
  const prompt = "I'd like a cappuccino, please.\nA cup of tea, please.|Goodbye!";
  const heard = await openai.audio.transcriptions.create({ model: 'x', file, prompt, language: 'en' });
  expect(heard.text).toBe("I'd like a cappuccino, please.");
  const verbose = await openai.audio.transcriptions.create({
    model: 'x',
    file,
    prompt,
    response_format: 'verbose_json',
  });
  expect(verbose.words?.map(({ word }) => word).length).toBeGreaterThanOrEqual(4);
  await expect(openai.audio.transcriptions.create({ model: 'x', file })).rejects.toMatchObject({
    status: 422,
    code: 'no-dictation',
  });
  const other = 'The train to London leaves from platform nine.\nMy brother has two small dogs.';
  await expect(openai.audio.transcriptions.create({ model: 'x', file, prompt: other })).rejects.toMatchObject({
    status: 422,
  });
  const models = await openai.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['cafe-en', 'cafe-pl', 'flite-slt']));
});
