import type { Clock } from '../../kit/clock.ts';
import { WorkerPool } from '../../kit/worker-pool.ts';
import { orderFindings } from '../../ports/grammar/order-findings.ts';
import { applyPhraseRules } from '../../ports/grammar/phrase-rule.ts';
import type { Grammar } from '../../ports/grammar/port.ts';
import { protectedWords } from '../../ports/grammar/protected-words.ts';
import type { HunspellAnswer, HunspellJob } from './hunspell-worker.ts';
import { polishRules } from './polish-rules.ts';
import { findingOfWord, wordsToCheck } from './spelling-findings.ts';

const provider = 'hunspell';

/** What is written and not said. */
const written = new Set(['SPELL', 'DIACR']);

export interface Hunspell extends Grammar {
  /** The base forms of each word, `kawę` → `kawa`; empty for a word that is none. Throws an Outage. */
  lemmas(words: readonly string[], signal: AbortSignal): Promise<readonly (readonly string[])[]>;
  readonly threads: number;
}

/**
 * Polish: spelling by hunspell in a worker (0.3 s to load, some 60 MB), missing diacritics told apart from it (`DIACR`), and a few rules for what
 * learners say. Spoken text is checked by the rules alone.
 */
export function createHunspell(options: { clock: Clock; entry?: URL; stallMs?: number }): Hunspell {
  const pool = new WorkerPool<HunspellJob, HunspellAnswer>({
    clock: options.clock,
    entry: options.entry ?? new URL('./hunspell-worker.ts', import.meta.url),
    size: 1,
    port: 'grammar',
    provider,
    startMs: 30_000,
    stallMs: options.stallMs ?? 10_000,
    cancelMs: 5_000,
    queueLimit: 500,
  });

  return {
    provider,
    languages: ['pl'],
    async check({ text, language, words, spoken }, signal) {
      if (language !== 'pl') throw new RangeError(`no grammar check for ${language}`);
      const ours = applyPhraseRules(polishRules, text).filter((finding) => !(spoken && written.has(finding.kind)));
      // Asked even when nothing is to be looked up, so that a dead worker is not taken for a clean text.
      const candidates = spoken ? [] : wordsToCheck(text, protectedWords(words));
      const answer = await pool.ask({ kind: 'check', text, words: candidates.map((word) => word.text) }, signal);
      const checked = answer.kind === 'checked' ? answer.words : [];
      const spelling = candidates.flatMap((word, at) => {
        const result = checked[at];
        return (result && findingOfWord(word, result)) ?? [];
      });
      return orderFindings([...ours, ...spelling]);
    },
    async lemmas(words, signal) {
      const answer = await pool.ask({ kind: 'lemmas', words }, signal);
      return answer.kind === 'lemmas' ? answer.lemmas : [];
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
