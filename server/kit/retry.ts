import { type Backoff, backoffMs } from './backoff.ts';
import type { Clock } from './clock.ts';
import { Outage } from './errors.ts';

export interface RetryPolicy extends Backoff {
  /** Tries in all, the first included. */
  attempts: number;
}

export interface RetryTools {
  clock: Pick<Clock, 'sleep'>;
  /** In [0, 1). */
  random: () => number;
}

/**
 * Runs `work` until it succeeds, at most `policy.attempts` times. Only an outage that calls itself retryable is tried again: a refusal, a bug
 * and an abort go straight out. Rejects with the last outage, or with the signal's reason when it aborts between tries.
 */
export async function retry<T>(
  policy: RetryPolicy,
  tools: RetryTools,
  work: (attempt: number, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work(attempt, signal);
    } catch (error) {
      const again = error instanceof Outage && error.retryable && attempt < policy.attempts;
      if (!again) throw error;
    }
    await tools.clock.sleep(backoffMs(policy, attempt + 1, tools.random), signal);
  }
}
