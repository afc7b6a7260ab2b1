import type { Clock } from '../kit/clock.ts';
import { VOICE_RATE } from '../ports/text-to-speech/port.ts';
import type { ConversationEvent } from './events.ts';

/**
 * Tells the tutor's own voice, come back through the microphone, from a learner who speaks over it: an echo is much quieter
 * than what was sent. Browsers cancel most of it; loudspeakers without that return some -20 dB.
 */
const SLOT_MS = 20;
const SLOT = (VOICE_RATE * SLOT_MS) / 1000;
/** What comes back is quieter than the reply by at least this (16 dB), a learner at the microphone is not. Measured: decision 8. */
const ECHO_RATIO = 10 ** (-16 / 20);
/** Probability from which a window that is too loud for an echo proves a learner. */
const SURE_SPEECH = 0.5;
/** A learner's quiet syllables follow loud ones: after a proof, this long is not doubted. */
const TRUST_MS = 300;
/** Between the sound as sent and its echo lie the client's buffer, the loudspeaker and the room. */
const LATEST_ECHO_MS = 700;
/** The ear may be ahead of what the clock says. */
const EARLIEST_ECHO_MS = 200;

export class EchoGuard {
  readonly #clock: Clock;
  /** Loudness (RMS) of each 20 ms of the reply, on its own timeline. */
  #slots: number[] = [];
  #heardMs: () => number = () => 0;
  #endedAt: number | undefined = Number.NEGATIVE_INFINITY;
  #endedMs = 0;
  #provedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Follows the replies by what is told of them. */
  note(event: ConversationEvent, heardMs: () => number): void {
    if (event.kind === 'reply-start') this.begin(heardMs);
    else if (event.kind === 'reply-audio') this.sent(event.samples, event.startMs);
    else if (event.kind === 'turn-end') this.end(event.heardMs);
  }

  begin(heardMs: () => number): void {
    this.#slots = [];
    this.#heardMs = heardMs;
    this.#endedAt = undefined;
  }

  sent(samples: Int16Array, startMs: number): void {
    for (let at = 0; at < samples.length; at += SLOT) {
      const slot = Math.floor(startMs / SLOT_MS + at / SLOT);
      const part = rms(samples, at, Math.min(samples.length, at + SLOT));
      this.#slots[slot] = Math.max(this.#slots[slot] ?? 0, part);
    }
  }

  end(heardMs: number): void {
    this.#endedAt = this.#clock.now();
    this.#endedMs = heardMs;
  }

  /** Whether a window of this loudness (RMS) and probability of speech, heard now, is only the reply coming back. */
  isEcho(loudness: number, speech: number): boolean {
    const now = this.#clock.now();
    if (now - this.#provedAt < TRUST_MS) return false;
    const echo = this.#isQuieter(loudness);
    if (!echo && speech >= SURE_SPEECH) this.#provedAt = now;
    return echo;
  }

  #isQuieter(loudness: number): boolean {
    const heardMs = this.#endedAt === undefined ? this.#heardMs() : this.#endedMs + (this.#clock.now() - this.#endedAt);
    if (this.#endedAt !== undefined && this.#clock.now() - this.#endedAt > LATEST_ECHO_MS) return false;
    const from = Math.max(0, Math.floor((heardMs - LATEST_ECHO_MS) / SLOT_MS));
    const to = Math.min(this.#slots.length - 1, Math.ceil((heardMs + EARLIEST_ECHO_MS) / SLOT_MS));
    let loudest = 0;
    for (let slot = from; slot <= to; slot += 1) loudest = Math.max(loudest, this.#slots[slot] ?? 0);
    return loudest > 0 && loudness < loudest * ECHO_RATIO;
  }
}

/** Root mean square of `samples` from `from` up to `to`, in sample units. */
export function rms(samples: Int16Array, from = 0, to = samples.length): number {
  if (to <= from) return 0;
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += (samples[i] as number) ** 2;
  return Math.sqrt(sum / (to - from));
}
