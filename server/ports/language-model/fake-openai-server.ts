import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../kit/clock.ts';

/** What one request gets. */
export type Answer =
  /** A stream of `pieces`, `everyMs` apart, then the usage and `[DONE]`. */
  | {
      do: 'stream';
      pieces: readonly string[];
      everyMs?: number;
      firstMs?: number;
      reason?: 'stop' | 'length' | 'content_filter';
    }
  /** An error before the stream, in OpenAI's envelope. */
  | { do: 'refuse'; status: number; message?: string; retryAfter?: string }
  /** Accepts the request and never answers, or stops after `pieces` with the connection open. */
  | { do: 'hang'; pieces?: readonly string[] }
  /** Closes the connection after `pieces`: with a reset, or as if all were well. */
  | { do: 'cut'; pieces: readonly string[]; cleanly?: boolean }
  /** Sends `line` as an event in the middle. */
  | { do: 'garble'; pieces: readonly string[]; line: string }
  /** Answers 200 with something that is no event stream. */
  | { do: 'page'; body: string };

export interface ChatRequest {
  authorization: string | undefined;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    stream?: boolean;
    max_tokens?: number;
    temperature?: number;
    stream_options?: { include_usage?: boolean };
  };
}

export interface FakeOpenAiServer extends AsyncDisposable {
  /** For example `http://127.0.0.1:41234/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly ChatRequest[];
  /** Requests whose connection is still open. */
  readonly open: number;
}

/**
 * A server that speaks OpenAI's chat completions as the real one does: the checks of a request, the shape of every chunk, the errors. `script`
 * says what the request of this number gets.
 */
export async function startFakeOpenAiServer(
  clock: Clock,
  options: { key?: string; model?: string; script: (request: ChatRequest, index: number) => Answer },
): Promise<FakeOpenAiServer> {
  const requests: ChatRequest[] = [];
  let open = 0;
  const closing = new AbortController();

  const server = createServer((incoming, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
    handle(incoming, response).catch((error: unknown) => {
      if (!response.destroyed) response.destroy(error instanceof Error ? error : undefined);
    });
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const fault = faultOf(incoming, options.key);
    if (fault) return refuse(response, fault.status, fault.message, fault.code);
    const body = readBody(Buffer.concat(parts).toString('utf8'));
    if (typeof body === 'string') return refuse(response, 400, body, null);
    if (options.model !== undefined && body.model !== options.model) {
      return refuse(
        response,
        404,
        `The model \`${body.model}\` does not exist or you do not have access to it.`,
        'model_not_found',
      );
    }
    const request = { authorization: incoming.headers.authorization, body };
    requests.push(request);
    await answer(response, options.script(request, requests.length - 1), body);
  }

  async function answer(response: ServerResponse, given: Answer, body: ChatRequest['body']): Promise<void> {
    if (given.do === 'refuse') {
      if (given.retryAfter !== undefined) response.setHeader('retry-after', given.retryAfter);
      return refuse(
        response,
        given.status,
        given.message ?? 'Something is wrong.',
        given.status === 429 ? 'rate_limit_exceeded' : null,
      );
    }
    if (given.do === 'page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(given.body);
      return;
    }
    const chunk = chunks(body.model);
    const pieces = given.pieces ?? [];
    if (given.do === 'hang' && pieces.length === 0) return;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
    if (given.do === 'stream' && given.firstMs) await clock.sleep(given.firstMs, closing.signal);
    send(response, chunk({ delta: { role: 'assistant', content: '', refusal: null } }));
    for (const [index, content] of pieces.entries()) {
      if (given.do === 'stream' && given.everyMs && index > 0) await clock.sleep(given.everyMs, closing.signal);
      if (response.destroyed) return;
      send(response, chunk({ delta: { content } }));
    }
    switch (given.do) {
      case 'hang':
        return;
      case 'cut':
        if (given.cleanly) response.end();
        else {
          // What was written shall arrive before the reset.
          await clock.sleep(20, closing.signal);
          response.destroy();
        }
        return;
      case 'garble':
        response.write(`data: ${given.line}\n\n`);
        break;
      case 'stream':
        break;
    }
    send(response, chunk({ delta: {}, finish_reason: (given.do === 'stream' && given.reason) || 'stop' }));
    if (body.stream_options?.include_usage) send(response, { ...chunk(), usage: usageOf(body, pieces.length) });
    response.end('data: [DONE]\n\n');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get open() {
      return open;
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the fake server is closed'));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function faultOf(
  incoming: IncomingMessage,
  key: string | undefined,
): { status: number; message: string; code: string | null } | undefined {
  if (incoming.method !== 'POST' || incoming.url !== '/v1/chat/completions') {
    return { status: 404, message: `Invalid URL (${incoming.method} ${incoming.url})`, code: null };
  }
  if (key !== undefined && incoming.headers.authorization !== `Bearer ${key}`) {
    return { status: 401, message: 'Incorrect API key provided.', code: 'invalid_api_key' };
  }
  if (!incoming.headers['content-type']?.startsWith('application/json')) {
    return { status: 415, message: 'Unsupported content type.', code: null };
  }
  return undefined;
}

/** The body, or what is wrong with it. */
function readBody(text: string): ChatRequest['body'] | string {
  let body: Partial<ChatRequest['body']>;
  try {
    body = JSON.parse(text) as Partial<ChatRequest['body']>;
  } catch {
    return 'We could not parse the JSON body of your request.';
  }
  if (typeof body.model !== 'string') return 'you must provide a model parameter';
  if (!Array.isArray(body.messages) || body.messages.length === 0) return "[] is too short - 'messages'";
  for (const message of body.messages) {
    if (!['system', 'user', 'assistant'].includes(message.role)) return `'${message.role}' is not one of the roles`;
    if (typeof message.content !== 'string') return 'Invalid type for content.';
  }
  if (body.stream !== true) return 'this fake only streams';
  return body as ChatRequest['body'];
}

function refuse(response: ServerResponse, status: number, message: string, code: string | null): void {
  const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type, param: null, code } }));
}

function chunks(model: string): (choice?: { delta: object; finish_reason?: string }) => object {
  return (choice) => ({
    id: 'chatcmpl-fake',
    object: 'chat.completion.chunk',
    created: 1_750_000_000,
    model,
    system_fingerprint: 'fp_fake',
    choices: choice
      ? [{ index: 0, delta: choice.delta, logprobs: null, finish_reason: choice.finish_reason ?? null }]
      : [],
    usage: null,
  });
}

function usageOf(body: ChatRequest['body'], pieces: number): object {
  const prompt = body.messages.length * 5;
  return { prompt_tokens: prompt, completion_tokens: pieces, total_tokens: prompt + pieces };
}

function send(response: ServerResponse, chunk: object): void {
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
