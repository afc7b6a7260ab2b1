// Free talk on the real server, with a language model that a fake server speaks exactly as OpenAI's does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { realClock } from '../../server/kit/clock.ts';
import {
  type Answer,
  type FakeOpenAiServer,
  startFakeOpenAiServer,
} from '../../server/ports/language-model/fake-openai-server.ts';
import { loudness, soundOf } from '../microphone.ts';
import { openWorld, type World } from '../world.ts';

const KEY = 'canary-model-key';
const SENTENCES = ['That sounds lovely. ', 'I like the mountains, too. ', 'Which one is your favourite?'];
/** Between two sentences of the model: longer than a busy machine needs to speak the first one. */
const SLOW_MS = 3_000;

describe('free talk', () => {
  let model: FakeOpenAiServer;
  let world: World;
  let client: Client;
  let answer: Answer = { do: 'stream', pieces: ['Yes.'] };

  beforeAll(async () => {
    model = await startFakeOpenAiServer(realClock, { key: KEY, model: 'small', script: () => answer });
    world = await openWorld({ env: { LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'small', LLM_API_KEY: KEY } });
    client = await Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime?scene=talk-en`);
    client.configure({ tutor: { scene: 'talk-en' } });
    const opening = await client.until('response.done');
    expect(loudness(soundOf(client, opening.response.id))).toBeGreaterThan(100);
  });
  afterAll(async () => {
    await client?.hangUp();
    await world?.[Symbol.asyncDispose]();
    await model?.[Symbol.asyncDispose]();
  });

  /** Types a line once the tutor has been heard to its end; answers the place in `client.got` where its answer begins. */
  async function type(text: string): Promise<number> {
    const { length } = client.got.filter((event) => event.type === 'response.created');
    while (client.got.filter((event) => event.type === 'tutor.turn.ended').length < length) {
      await realClock.sleep(20, new AbortController().signal);
    }
    const from = client.got.length;
    const content = [{ type: 'input_text', text }];
    client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
    client.send({ type: 'response.create' });
    return from;
  }

  const told = (from: number): string =>
    client.got
      .slice(from)
      .flatMap((event) => (event.type === 'response.output_audio_transcript.delta' ? [event.delta] : []))
      .join('');

  it('speaks the first sentence of a streamed reply while the model is still at the second', async () => {
    answer = { do: 'stream', pieces: SENTENCES, everyMs: SLOW_MS };
    const from = await type('canary-line: I walked in the Tatras.');
    await client.until('response.output_audio.delta', from);
    expect(model.open).toBe(1);
    expect(told(from).trim()).toBe('That sounds lovely.');

    const done = await client.until('response.done', from);
    expect(done.response.status).toBe('completed');
    expect(told(from).trim()).toBe(SENTENCES.join(''));
    expect(loudness(soundOf(client, done.response.id))).toBeGreaterThan(100);
    expect(model.open).toBe(0);
    // Each sentence had sound of its own before the next one was known.
    const order = client.got.slice(from).flatMap((event) => {
      if (event.type === 'response.output_audio_transcript.delta' && event.delta.trim() !== '') return ['text'];
      return event.type === 'response.output_audio.delta' ? ['sound'] : [];
    });
    expect(order.filter((kind, at) => kind !== order[at - 1]).join(' ')).toBe('text sound text sound text sound');
  });

  it('gives the model its part, the talk so far, and the key', async () => {
    const sent = model.requests.at(-1);
    expect(sent?.authorization).toBe(`Bearer ${KEY}`);
    expect(sent?.body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    answer = { do: 'stream', pieces: ['Rysy is high.'] };
    await client.until('response.done', await type('Rysy.'));
    expect(model.requests.at(-1)?.body.messages.slice(1)).toEqual([
      { role: 'user', content: 'canary-line: I walked in the Tatras.' },
      { role: 'assistant', content: SENTENCES.join('') },
      { role: 'user', content: 'Rysy.' },
    ]);
  });

  const troubles: [string, Answer][] = [
    ['answers with 500', { do: 'refuse', status: 500 }],
    ['hangs', { do: 'hang' }],
  ];
  it.each(troubles)('when the model %s, the turn fails in spoken words, and the next one works', async (_, trouble) => {
    answer = trouble;
    const from = await type('And you?');
    const failed = await client.until('response.done', from);
    expect(failed.response).toMatchObject({ status: 'failed', status_details: { type: 'failed' } });
    expect(told(from)).toContain('Sorry, something went wrong on my side.');
    expect(loudness(soundOf(client, failed.response.id))).toBeGreaterThan(100);
    const ended = await client.until('tutor.turn.ended', from);
    expect(ended.outcome).toBe('failed');

    answer = { do: 'stream', pieces: ['I am ', 'back.'] };
    const next = await type('Are you there?');
    const done = await client.until('response.done', next);
    expect(done.response.status).toBe('completed');
    expect(told(next).trim()).toBe('I am back.');
  });

  it('keeps the key and the talk out of the log', () => {
    expect(world.log()).toContain('"msg":"turn"');
    for (const secret of [/canary/, /Tatras/, /mountains/, /Are you there/]) expect(world.log()).not.toMatch(secret);
  });
});
