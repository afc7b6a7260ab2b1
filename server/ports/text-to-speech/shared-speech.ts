import { Aborted } from '../../kit/errors.ts';
import type { SpeechPart } from './port.ts';

/**
 * One synthesis that several listeners hear from its beginning, whenever they come. It is read as fast as it gives, and stopped when the last
 * listener has left before its end.
 */
export class SharedSpeech {
  readonly #abort = new AbortController();
  readonly #parts: SpeechPart[] = [];
  readonly #waiting = new Set<() => void>();
  #listeners = 0;
  #ended = false;
  #error: unknown;

  /** `onEnd` gets all parts when the speech ended well, and nothing when it did not. */
  constructor(
    speak: (signal: AbortSignal) => AsyncIterable<SpeechPart>,
    onEnd: (parts: readonly SpeechPart[] | undefined) => void,
  ) {
    this.#read(speak)
      .then(
        () => onEnd(this.#parts),
        (error: unknown) => {
          this.#error = error;
          onEnd(undefined);
        },
      )
      .finally(() => {
        this.#ended = true;
        this.#wake();
      });
  }

  /** False once nobody listens and it is being stopped: a newcomer begins anew. */
  get open(): boolean {
    return !this.#abort.signal.aborted;
  }

  async *listen(signal: AbortSignal): AsyncGenerator<SpeechPart, void, void> {
    this.#listeners += 1;
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake, { once: true });
    try {
      for (let at = 0; ; ) {
        signal.throwIfAborted();
        const part = this.#parts[at];
        if (part) {
          at += 1;
          yield part;
        } else if (this.#ended) {
          if (this.#error !== undefined) throw this.#error;
          return;
        } else {
          await new Promise<void>((resolve) => this.#waiting.add(resolve));
        }
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#listeners -= 1;
      if (this.#listeners === 0 && !this.#ended) this.#abort.abort(new Aborted('nobody listens'));
    }
  }

  async #read(speak: (signal: AbortSignal) => AsyncIterable<SpeechPart>): Promise<void> {
    for await (const part of speak(this.#abort.signal)) {
      this.#parts.push(part);
      this.#wake();
    }
    this.#abort.signal.throwIfAborted();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
