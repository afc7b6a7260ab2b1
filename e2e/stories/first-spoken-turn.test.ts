import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { readWav } from '../../server/kit/pcm/wav.ts';
import { asWav, loudness, Microphone, soundOf, spoken } from '../microphone.ts';
import { openWorld, type World } from '../world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

test('[R60] a learner is understood, answered in speech, and shown how it went', async () => {
  const learner = asWav(await spoken(world, "I'd like a cappuccino, please."));
  const client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-en`);
  client.configure({ tutor: { scene: 'cafe-en' } });
  const opening = await client.until('response.done');
  expect(opening.response.status).toBe('completed');
  expect(loudness(soundOf(client, opening.response.id))).toBeGreaterThan(100);

  const from = client.got.length;
  await using microphone = new Microphone(client);
  // The tutor's opening is still sounding to a real ear; a polite learner lets it end.
  await client.until('tutor.turn.ended');
  await microphone.say(readWav(learner).samples);

  const heard = await client.until('tutor.heard', from);
  expect(heard).toMatchObject({ heard: 'heard', transcript: "I'd like a cappuccino, please." });
  const done = await client.until('response.done', from);
  const reply = readWav(asWav(soundOf(client, done.response.id)));
  expect(reply.samples.length / reply.sampleRate).toBeGreaterThan(0.5);
  expect(loudness(reply.samples)).toBeGreaterThan(100);
  expect(done.response.output[0]?.content[0]).toMatchObject({ type: 'output_audio' });

  const types: string[] = client.got.slice(from).map((event) => event.type);
  const order = [
    'input_audio_buffer.speech_started',
    'input_audio_buffer.speech_stopped',
    'input_audio_buffer.committed',
    'conversation.item.input_audio_transcription.completed',
    'response.created',
    'response.output_audio.delta',
    'response.done',
  ];
  const places = order.map((type) => types.indexOf(type));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(types).toContain('tutor.feedback');
  expect(types).toContain('tutor.caption');
  const ended = await client.until('tutor.turn.ended', client.got.indexOf(done));
  expect(ended.outcome).toBe('spoken');
  await client.hangUp();
});

test('[R50] the log of that turn is one wide line, with nothing that was said and no secret', async () => {
  const turns = world
    .log()
    .split('\n')
    .filter((line) => line.includes('"msg":"turn"'))
    .map((line) => JSON.parse(line) as { origin: string; response_ms?: number });
  expect(turns.filter(({ origin }) => origin === 'spoken')).toHaveLength(1);
  expect(turns.find(({ origin }) => origin === 'spoken')?.response_ms).toBeGreaterThan(0);
  for (const said of [/cappuccino/i, /what can i get/i, /milk/i, /Bearer/, /"token"/])
    expect(world.log()).not.toMatch(said);
});

test('[R61] a typed answer is scored and answered, too', async () => {
  const client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-pl`);
  client.configure({ output_modalities: ['text'], tutor: {} });
  await client.until('response.done');
  const from = client.got.length;
  client.send({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Poproszę kawę.' }] },
  });
  client.send({ type: 'response.create' });
  const done = await client.until('response.done', from);
  expect(done.response.status).toBe('completed');
  expect(done.response.output[0]?.content[0]?.type).toBe('output_text');
  expect(client.got.slice(from).map((event) => event.type)).toContain('tutor.feedback');
  await client.hangUp();
});
