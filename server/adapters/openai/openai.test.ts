import { afterEach, describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { Aborted, Outage } from '../../kit/errors.ts';
import { Secret } from '../../kit/secret.ts';
import { languageModelContract } from '../../ports/language-model/contract.ts';
import {
  type Answer,
  type ChatRequest,
  type FakeOpenAiServer,
  startFakeOpenAiServer,
} from '../../ports/language-model/fake-openai-server.ts';
import type { LanguageModel, LanguageModelPart, LanguageModelRequest } from '../../ports/language-model/port.ts';
import { createOpenAi, type OpenAiOptions } from './openai.ts';

const servers: FakeOpenAiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

const pieces = ['That ', 'sounds ', 'good', '. ', 'Zażółć ☕', '!'];
const never = (): AbortSignal => new AbortController().signal;
const request: LanguageModelRequest = {
  system: 'You are a tutor.',
  messages: [
    { role: 'user', content: 'canary words' },
    { role: 'assistant', content: 'Yes?' },
    { role: 'user', content: 'Say apple' },
  ],
  maxTokens: 123,
  temperature: 0.3,
};

async function serve(script: (request: ChatRequest, index: number) => Answer, key?: string): Promise<FakeOpenAiServer> {
  const server = await startFakeOpenAiServer(realClock, { script, model: 'small', ...(key ? { key } : {}) });
  servers.push(server);
  return server;
}

const modelOn = (server: { baseUrl: string }, options: Partial<OpenAiOptions> = {}): LanguageModel =>
  createOpenAi({ clock: realClock, baseUrl: server.baseUrl, model: 'small', random: () => 0, ...options });

async function all(model: LanguageModel, signal = never()): Promise<LanguageModelPart[]> {
  const parts: LanguageModelPart[] = [];
  for await (const part of model.stream(request, signal)) parts.push(part);
  return parts;
}

languageModelContract('openai-compatible', async () => {
  const made: FakeOpenAiServer[] = [];
  const on = async (
    script: (request: ChatRequest) => Answer,
    options: Partial<OpenAiOptions> = {},
  ): Promise<LanguageModel> => {
    const server = await startFakeOpenAiServer(realClock, { script });
    made.push(server);
    return modelOn(server, options);
  };
  const once = { attempts: 1 };
  return {
    model: await on(({ body }) => ({
      do: 'stream',
      pieces: ['You ', 'said: ', body.messages.at(-1)?.content ?? '', '.'],
      everyMs: 25,
    })),
    short: await on(() => ({ do: 'stream', pieces, reason: 'length' })),
    hanging: await on(() => ({ do: 'hang' })),
    stalling: await on(() => ({ do: 'hang', pieces: pieces.slice(0, 2) })),
    failing: await on(() => ({ do: 'refuse', status: 500 }), once),
    breaking: await on(() => ({ do: 'cut', pieces: pieces.slice(0, 2) }), once),
    ending: await on(() => ({ do: 'cut', pieces: pieces.slice(0, 2), cleanly: true }), once),
    garbled: await on(() => ({ do: 'garble', pieces: pieces.slice(0, 2), line: '{"choices": [nonsense' }), once),
    end: {
      async [Symbol.asyncDispose]() {
        for (const server of made) await server[Symbol.asyncDispose]();
      },
    },
  };
});

describe('openai-compatible model', () => {
  test('says what it was told to, and tells the reply, its end and its cost', async () => {
    const server = await serve(() => ({ do: 'stream', pieces }), 'sk-test');
    const parts = await all(modelOn(server, { key: new Secret('sk-test') }));
    expect(parts.slice(0, -1)).toEqual(pieces.map((text) => ({ kind: 'text', text })));
    expect(parts.at(-1)).toEqual({ kind: 'end', reason: 'stop', inputTokens: 20, outputTokens: 6 });
    expect(server.requests).toEqual([
      {
        authorization: 'Bearer sk-test',
        body: {
          model: 'small',
          stream: true,
          stream_options: { include_usage: true },
          max_tokens: 123,
          temperature: 0.3,
          messages: [{ role: 'system', content: request.system }, ...request.messages],
        },
      },
    ]);
  });

  test('sends no authorization without a key', async () => {
    const server = await serve(() => ({ do: 'stream', pieces }));
    await all(modelOn(server));
    expect(server.requests[0]?.authorization).toBeUndefined();
  });

  test.each([
    [401, false, 'refused the key'],
    [404, false, 'no such model'],
    [400, false, 'refused the request'],
    [429, true, 'too often'],
    [503, true, '503'],
  ])('%i is an Outage, retryable: %s', async (status, retryable, message) => {
    const server = await serve(() => ({ do: 'refuse', status, message: 'canary of the server' }));
    const failure = await all(modelOn(server, { attempts: 1 })).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Outage);
    expect(failure).toMatchObject({ port: 'language-model', retryable, message: expect.stringContaining(message) });
  });

  test('an Outage tells nothing of what was said, nor the key', async () => {
    const server = await serve(() => ({ do: 'refuse', status: 401 }), 'another');
    const failure = await all(modelOn(server, { key: new Secret('sk-canary') })).catch((error: unknown) => error);
    const { inspect } = await import('node:util');
    expect(failure).toBeInstanceOf(Outage);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/canary/u);
  });

  test('tries again before the first token, as often as it may', async () => {
    const server = await serve((_, index) => (index < 2 ? { do: 'refuse', status: 503 } : { do: 'stream', pieces }));
    const model = modelOn(server);
    expect((await all(model)).at(-1)?.kind).toBe('end');
    expect(server.requests).toHaveLength(3);
    expect((await model.health()).ok).toBe(true);
    const down = await serve(() => ({ do: 'refuse', status: 503 }));
    const gone = modelOn(down);
    await expect(all(gone)).rejects.toThrow(Outage);
    expect(down.requests).toHaveLength(3);
    expect(await gone.health()).toMatchObject({ ok: false, detail: expect.stringContaining('503') });
  });

  test('waits as long as the server asks, unless that is too long', async () => {
    const server = await serve((_, index) =>
      index === 0 ? { do: 'refuse', status: 429, retryAfter: '0' } : { do: 'stream', pieces },
    );
    expect((await all(modelOn(server))).at(-1)?.kind).toBe('end');
    const busy = await serve(() => ({ do: 'refuse', status: 429, retryAfter: '3600' }));
    await expect(all(modelOn(busy))).rejects.toThrow(Outage);
    expect(busy.requests).toHaveLength(1);
  });

  test('never tries again after the first token: it may have been heard', async () => {
    const server = await serve(() => ({ do: 'cut', pieces: pieces.slice(0, 2) }));
    const got: LanguageModelPart[] = [];
    const reading = (async () => {
      for await (const part of modelOn(server).stream(request, never())) got.push(part);
    })();
    await expect(reading).rejects.toThrow(Outage);
    expect(got).toEqual(pieces.slice(0, 2).map((text) => ({ kind: 'text', text })));
    expect(server.requests).toHaveLength(1);
  });

  test('gives up on silence, before the first token and between tokens, and lets go of the connection', async () => {
    const silent = await serve(() => ({ do: 'hang' }));
    await expect(all(modelOn(silent, { firstMs: 150 }))).rejects.toThrow(/gave nothing/u);
    const stalled = await serve(() => ({ do: 'hang', pieces: ['Well'] }));
    await expect(all(modelOn(stalled, { nextMs: 150 }))).rejects.toThrow(/gave nothing/u);
    await expect.poll(() => silent.open + stalled.open).toBe(0);
  });

  test('an abort ends the request at the server', async () => {
    const server = await serve(() => ({ do: 'stream', pieces: Array(1_000).fill('word '), everyMs: 10 }));
    const abort = new AbortController();
    const reading = (async () => {
      for await (const _ of modelOn(server).stream(request, abort.signal)) abort.abort(new Aborted('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    await expect.poll(() => server.open).toBe(0);
  });

  test('a reader that leaves ends the request at the server', async () => {
    const server = await serve(() => ({ do: 'stream', pieces: Array(1_000).fill('word '), everyMs: 10 }));
    for await (const part of modelOn(server).stream(request, never())) if (part.kind === 'text') break;
    await expect.poll(() => server.open).toBe(0);
  });

  test('nobody there, and a page instead of a reply, are Outages', async () => {
    await expect(all(modelOn({ baseUrl: 'http://127.0.0.1:9/v1' }, { attempts: 1 }))).rejects.toThrow(Outage);
    const proxy = await serve(() => ({ do: 'page', body: '<html>Log in first</html>' }));
    await expect(all(modelOn(proxy, { attempts: 1 }))).rejects.toThrow(Outage);
  });

  test('a content filter is an end of its own', async () => {
    const server = await serve(() => ({ do: 'stream', pieces, reason: 'content_filter' }));
    expect((await all(modelOn(server))).at(-1)).toMatchObject({ kind: 'end', reason: 'filtered' });
  });
});
