import type { Clock } from '../kit/clock.ts';

/** How long an ear that stands still, by its client's reports, is waited for. */
export const EAR_GRACE_MS = 10_000;

/**
 * Where the ear is in a reply: reports from the client where it gives them, else the clock. All positions are
 * milliseconds on the reply's own timeline, 0 at its first sound, and never beyond what was sent.
 */
export class Playback {
  readonly #clock: Clock;
  #sentMs = 0;
  /** The ear was at `#atMs` when the clock said `#since`; it moves while `#moving`. */
  #atMs = 0;
  #since = 0;
  #moving = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get sentMs(): number {
    return this.#sentMs;
  }

  get heardMs(): number {
    if (!this.#moving) return this.#atMs;
    return Math.min(this.#sentMs, this.#atMs + (this.#clock.now() - this.#since));
  }

  /** Sound not yet heard. */
  get aheadMs(): number {
    return this.#sentMs - this.heardMs;
  }

  sent(ms: number): void {
    this.#settle();
    this.#sentMs += ms;
  }

  /** The client says where its ear is. Clamped to what was sent; what is no number says nothing. */
  report(ms: number): void {
    if (Number.isNaN(ms)) return;
    this.#atMs = Math.min(this.#sentMs, Math.max(0, ms));
    this.#since = this.#clock.now();
  }

  pause(): void {
    this.#settle();
    this.#moving = false;
  }

  resume(fromMs: number): void {
    this.#moving = true;
    this.report(fromMs);
  }

  #settle(): void {
    this.#atMs = this.heardMs;
    this.#since = this.#clock.now();
  }
}
