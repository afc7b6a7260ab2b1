import type { Clock } from '../../kit/clock.ts';
import type { ConversationEvent } from '../../turn/events.ts';

/**
 * `idle_timeout_ms` of `server_vad`: calls `fire` when the ear was done with a reply and the learner has said nothing for that
 * long. Each reply begins a new wait, also the one that the silence brought about, as in OpenAI's dialect.
 */
export class IdleTimeout implements Disposable {
  readonly #clock: Clock;
  readonly #idleMs: () => number | undefined;
  readonly #fire: () => void;
  #wait: Disposable | undefined;
  #talking = false;

  constructor(clock: Clock, idleMs: () => number | undefined, fire: () => void) {
    this.#clock = clock;
    this.#idleMs = idleMs;
    this.#fire = fire;
  }

  note({ kind }: ConversationEvent): void {
    if (kind === 'speech-start' || kind === 'continued') this.#talking = true;
    else if (kind === 'committed' || kind === 'speech-dropped') this.#talking = false;
    if (this.#talking || kind === 'committed' || kind === 'reply-start') this[Symbol.dispose]();
    else if (kind === 'turn-end' || kind === 'speech-dropped') this.#begin();
  }

  [Symbol.dispose](): void {
    this.#wait?.[Symbol.dispose]();
    this.#wait = undefined;
  }

  #begin(): void {
    this[Symbol.dispose]();
    const ms = this.#idleMs();
    if (ms !== undefined) this.#wait = this.#clock.after(ms, this.#fire);
  }
}
