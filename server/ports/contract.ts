import { test } from 'vitest';
import { realClock } from '../kit/clock.ts';
import { limited } from '../kit/limit.ts';

/** One demand of a contract. It opens what it needs with `open`, closes it, and rejects when the demand is not met. */
export interface Check<Open> {
  name: string;
  run: (open: Open) => Promise<void>;
}

/** However broken the subject is, a check ends: what hangs is a failure and not a stuck test run. */
const checkLimitMs = 20_000;

export function registerChecks<Open>(checks: readonly Check<Open>[], open: Open): void {
  for (const check of checks) test(check.name, () => runCheck(check, open, checkLimitMs), checkLimitMs + 5_000);
}

/** The names of the checks that reject this subject. */
export async function rejectedBy<Open>(checks: readonly Check<Open>[], open: Open, limitMs = 5_000): Promise<string[]> {
  const names: string[] = [];
  for (const check of checks) {
    try {
      await runCheck(check, open, limitMs);
    } catch {
      // The rejection is the answer asked for.
      names.push(check.name);
    }
  }
  return names;
}

/** Rejects when `promise` takes over `ms`. */
export function within<T>(ms: number, what: string, promise: PromiseLike<T>): Promise<T> {
  const late = (): Error => new Error(`${what} took over ${ms} ms`);
  return limited(realClock, ms, late, () => Promise.resolve(promise), new AbortController().signal);
}

export function pause(ms: number): Promise<void> {
  return realClock.sleep(ms, new AbortController().signal);
}

function runCheck<Open>(check: Check<Open>, open: Open, limitMs: number): Promise<void> {
  return within(limitMs, `"${check.name}"`, check.run(open));
}
