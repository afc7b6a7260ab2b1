export interface Backoff {
  baseMs: number;
  maxMs: number;
}

/**
 * How long to wait before try `attempt` (2 is the first retry): doubling from `baseMs` up to `maxMs`, then a random share between one half
 * and the whole, so that many callers do not come back at once. `random` is in [0, 1).
 */
export function backoffMs(backoff: Backoff, attempt: number, random: () => number): number {
  const whole = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(attempt - 2, 30));
  return whole * (0.5 + random() / 2);
}
