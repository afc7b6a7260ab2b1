import type { OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import { backoffMs } from '../../kit/backoff.ts';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { LinkedAbort } from '../../kit/link-signal.ts';
import type { Secret } from '../../kit/secret.ts';
import { watched } from '../../kit/watched.ts';
import type { LanguageModel, LanguageModelPart, LanguageModelRequest } from '../../ports/language-model/port.ts';
import { modelFailure } from './openai-outage.ts';

export interface OpenAiOptions {
  clock: Clock;
  /** For example `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  model: string;
  /** Sent as a bearer token; absent where the server asks for none. */
  key?: Secret;
  /** Names the provider in logs and Outages. */
  provider?: string;
  /** Until the first token, all tries together; and between two tokens. */
  firstMs?: number;
  nextMs?: number;
  /** Tries in all; none after the first token, which the learner may have heard. */
  attempts?: number;
  /** In [0, 1). */
  random?: () => number;
}

type ChatModel = ReturnType<OpenAICompatibleProvider['chatModel']>;

const backoff = { baseMs: 200, maxMs: 2_000 };

/**
 * A language model behind OpenAI's chat completions: OpenAI itself, Ollama, LM Studio, vLLM. The SDK's provider is asked for its stream
 * directly: `streamText` above it costs three times as much a token and prints errors.
 */
export function createOpenAi(options: OpenAiOptions): LanguageModel {
  const { clock, model } = options;
  const provider = options.provider ?? 'openai-compatible';
  const firstMs = options.firstMs ?? 10_000;
  const nextMs = options.nextMs ?? 10_000;
  const attempts = options.attempts ?? 3;
  const random = options.random ?? Math.random;
  let loaded: Promise<ChatModel> | undefined;
  let lastFailure: string | undefined;

  const load = (): Promise<ChatModel> => {
    loaded ??= loadModel(options, provider);
    return loaded;
  };

  /** One try. Every failure is an Outage, but for the abort. */
  async function* attempt(
    request: LanguageModelRequest,
    untilFirstMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<LanguageModelPart> {
    // Its end ends the HTTP request, however the loop is left.
    using http = new LinkedAbort(signal);
    const late = (ms: number): Outage =>
      new Outage(
        { port: 'language-model', provider, retryable: false },
        `${provider} gave nothing for ${Math.round(ms)} ms`,
      );
    const parts = readParts(await load(), request, provider, http.signal);
    yield* watched(parts, { clock, firstMs: untilFirstMs, nextMs, late }, signal);
  }

  async function* stream(request: LanguageModelRequest, signal: AbortSignal): AsyncGenerator<LanguageModelPart> {
    signal.throwIfAborted();
    const giveUpAt = clock.now() + firstMs;
    for (let number = 1; ; number++) {
      let begun = false;
      try {
        for await (const part of attempt(request, giveUpAt - clock.now(), signal)) {
          signal.throwIfAborted();
          begun = true;
          yield part;
        }
        lastFailure = undefined;
        return;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        const { outage, retryAfterMs } = error instanceof Failure ? error.failure : asFailure(provider, error);
        lastFailure = outage.message;
        const waitMs = retryAfterMs ?? backoffMs(backoff, number + 1, random);
        const inTime = clock.now() + waitMs < giveUpAt;
        if (begun || !outage.retryable || number >= attempts || !inTime) throw outage;
        await clock.sleep(waitMs, signal);
      }
    }
  }

  return {
    provider,
    model,
    stream,
    health: async () => ({
      ok: lastFailure === undefined,
      detail: lastFailure ?? (loaded ? 'in use' : 'not used yet'),
    }),
  };
}

/** Carries what a retry needs through the generators. */
class Failure extends Error {
  readonly failure: ReturnType<typeof modelFailure>;
  constructor(failure: ReturnType<typeof modelFailure>) {
    super(failure.outage.message);
    this.failure = failure;
  }
}

function asFailure(provider: string, error: unknown): ReturnType<typeof modelFailure> {
  return error instanceof Outage ? { outage: error } : modelFailure(provider, error);
}

/** The SDK takes 0.2 s to import, so only who uses it pays. */
async function loadModel(options: OpenAiOptions, name: string): Promise<ChatModel> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const { baseUrl: baseURL, key } = options;
  return createOpenAICompatible({
    name,
    baseURL,
    includeUsage: true,
    ...(key ? { apiKey: key.reveal() } : {}),
  }).chatModel(options.model);
}

async function* readParts(
  model: ChatModel,
  request: LanguageModelRequest,
  provider: string,
  signal: AbortSignal,
): AsyncGenerator<LanguageModelPart> {
  try {
    const { stream } = await model.doStream({
      prompt: [
        { role: 'system', content: request.system },
        ...request.messages.map(({ role, content }) => ({ role, content: [{ type: 'text' as const, text: content }] })),
      ],
      maxOutputTokens: request.maxTokens,
      temperature: request.temperature,
      abortSignal: signal,
    });
    for await (const part of stream) {
      if (part.type === 'text-delta' && part.delta !== '') yield { kind: 'text', text: part.delta };
      else if (part.type === 'error') throw part.error;
      else if (part.type === 'finish') yield endOf(part, provider);
    }
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(asFailure(provider, error));
  }
}

function endOf(
  part: {
    finishReason: { unified: string; raw: string | undefined };
    usage: { inputTokens: { total: number | undefined }; outputTokens: { total: number | undefined } };
  },
  provider: string,
): LanguageModelPart {
  const { unified, raw } = part.finishReason;
  // A stream that just stops, without a reason: the sentence is not whole.
  if (unified === 'interrupted' || unified === 'error' || raw === undefined) {
    throw new Outage({ port: 'language-model', provider, retryable: true }, `${provider} broke off`);
  }
  const input = part.usage.inputTokens.total;
  const output = part.usage.outputTokens.total;
  return {
    kind: 'end',
    reason: unified === 'stop' || unified === 'length' ? unified : unified === 'content-filter' ? 'filtered' : 'other',
    ...(input === undefined ? {} : { inputTokens: input }),
    ...(output === undefined ? {} : { outputTokens: output }),
  };
}
