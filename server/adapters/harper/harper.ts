import type { Clock } from '../../kit/clock.ts';
import { WorkerPool } from '../../kit/worker-pool.ts';
import { orderFindings } from '../../ports/grammar/order-findings.ts';
import { applyPhraseRules } from '../../ports/grammar/phrase-rule.ts';
import type { Grammar } from '../../ports/grammar/port.ts';
import { protectedWords } from '../../ports/grammar/protected-words.ts';
import { findingOfLint, type HarperLint, isForeign } from './harper-findings.ts';
import type { HarperJob } from './harper-worker.ts';
import { learnerRules } from './learner-rules.ts';

const provider = 'harper';

/**
 * English grammar: harper in one worker for the whole server (some 280 MB, 4 s to load), and rules of our own for what learners do. Where both
 * find something in the same place, ours is kept: it explains better.
 */
export function createHarper(options: {
  clock: Clock;
  entry?: URL;
  stallMs?: number;
}): Grammar & { readonly threads: number } {
  const pool = new WorkerPool<HarperJob, readonly HarperLint[]>({
    clock: options.clock,
    entry: options.entry ?? new URL('./harper-worker.ts', import.meta.url),
    size: 1,
    port: 'grammar',
    provider,
    startMs: 60_000,
    stallMs: options.stallMs ?? 15_000,
    cancelMs: 15_000,
    queueLimit: 500,
  });

  return {
    provider,
    languages: ['en'],
    async check({ text, language, words, spoken }, signal) {
      if (language !== 'en') throw new RangeError(`no grammar check for ${language}`);
      const lints = await pool.ask({ text }, signal);
      const known = protectedWords(words);
      // Nothing that the engine says of another language is worth hearing.
      const theirs = isForeign(lints, text)
        ? []
        : lints.flatMap((lint) => findingOfLint(lint, text, spoken, known) ?? []);
      return orderFindings([...applyPhraseRules(learnerRules, text), ...theirs]);
    },
    health: async () => ({
      ok: pool.lastFailure === undefined,
      detail: pool.lastFailure ?? `${pool.threads} workers, ${pool.replaced} replaced`,
    }),
    get threads() {
      return pool.threads;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
