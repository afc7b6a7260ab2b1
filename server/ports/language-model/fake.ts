import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { LanguageModel, LanguageModelPart, LanguageModelRequest } from './port.ts';

/** What one request does, times on the given clock. */
export interface ModelScript {
  /** The reply; cut into pieces after each space. */
  text: string;
  /** Or the pieces themselves. */
  pieces?: readonly string[];
  /** Wait before the first piece. */
  firstMs: number;
  /** Wait between pieces. */
  everyMs: number;
  /** How it ends once `endAfter` pieces were given: well, never, or with an Outage. */
  end: 'complete' | 'length' | 'hang' | 'fail';
  /** Pieces given before `hang` or `fail`; 0 means before any text. */
  endAfter: number;
}

export const plainReply: ModelScript = {
  text: 'That sounds good. What would you like to drink?',
  firstMs: 20,
  everyMs: 5,
  end: 'complete',
  endAfter: 0,
};

export type ModelScripting =
  | Partial<ModelScript>
  | ((request: LanguageModelRequest, index: number) => Partial<ModelScript>);

export interface FakeLanguageModel extends LanguageModel {
  /** Every request, in order of the first pull. */
  readonly requests: readonly LanguageModelRequest[];
  /** Requests neither ended nor given up. */
  readonly active: number;
}

/** Streams a scripted reply piece by piece. */
export function fakeLanguageModel(clock: Clock, options: { script?: ModelScripting } = {}): FakeLanguageModel {
  const requests: LanguageModelRequest[] = [];
  let active = 0;

  async function* stream(request: LanguageModelRequest, signal: AbortSignal): AsyncGenerator<LanguageModelPart> {
    signal.throwIfAborted();
    const given = options.script ?? {};
    const script: ModelScript = {
      ...plainReply,
      ...(typeof given === 'function' ? given(request, requests.length) : given),
    };
    requests.push(request);
    active++;
    try {
      const pieces = script.pieces ?? script.text.match(/\S+\s*/gu) ?? [];
      const wellEnded = script.end === 'complete' || script.end === 'length';
      const shown = wellEnded ? pieces : pieces.slice(0, script.endAfter);
      await clock.sleep(script.firstMs, signal);
      for (const [index, text] of shown.entries()) {
        if (index > 0) await clock.sleep(script.everyMs, signal);
        signal.throwIfAborted();
        yield { kind: 'text', text };
      }
      if (script.end === 'fail') {
        throw new Outage({ port: 'language-model', provider: 'fake', retryable: true }, 'scripted failure');
      }
      if (script.end === 'hang') await untilAborted(signal);
      signal.throwIfAborted();
      yield {
        kind: 'end',
        reason: script.end === 'length' ? 'length' : 'stop',
        inputTokens: request.messages.length,
        outputTokens: shown.length,
      };
    } finally {
      active--;
    }
  }

  return {
    provider: 'fake',
    model: 'scripted',
    requests,
    get active() {
      return active;
    },
    stream,
    health: async () => ({ ok: true, detail: 'scripted' }),
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
