import type { ReplyPart } from './scene.ts';

/** A reply that is known as a whole, as the engine reads it; nothing more once `signal` aborts. */
export async function* streamParts(parts: readonly ReplyPart[], signal: AbortSignal): AsyncGenerator<ReplyPart> {
  for (const part of parts) {
    if (signal.aborted) return;
    yield part;
  }
}
