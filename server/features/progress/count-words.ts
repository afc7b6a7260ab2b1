import { sql } from 'kysely';
import type { LearningEvent } from '../learners/index.ts';
import type { DayFact } from './facts.ts';
import { plainText, wordsOf } from './plain-text.ts';
import type { ProgressTx } from './tables.ts';

interface Count {
  language: string;
  word: string;
  right: number;
  missed: number;
  firstAt: Date;
  lastAt: Date;
}

/** Counts words said or written right alone, and words that were missed in what was said. Sums, so order does not matter. */
export async function countWords(
  tx: ProgressTx,
  personId: string,
  facts: readonly DayFact[],
  events: readonly LearningEvent[],
): Promise<void> {
  const counts = new Map<string, Count>();
  const add = (language: string, word: string, at: Date, right: number, missed: number): void => {
    const key = `${language}\n${word}`;
    const before = counts.get(key) ?? { language, word, right: 0, missed: 0, firstAt: at, lastAt: at };
    counts.set(key, {
      ...before,
      right: before.right + right,
      missed: before.missed + missed,
      firstAt: at < before.firstAt ? at : before.firstAt,
      lastAt: at > before.lastAt ? at : before.lastAt,
    });
  };
  for (const { kind, alone, plain, language, at } of facts) {
    if (!alone || (kind !== 'answer' && kind !== 'item')) continue;
    for (const word of new Set(wordsOf(plain))) add(language, word, at, 1, 0);
  }
  for (const event of events) {
    if (event.kind !== 'answer' && event.kind !== 'pronunciation') continue;
    const { language, words } = event.data;
    for (const { text, verdict } of words) {
      if (verdict !== 'missed') continue;
      for (const word of wordsOf(plainText(text))) add(language, word, event.at, 0, 1);
    }
  }
  if (counts.size === 0) return;
  // In one order everywhere, so that two writers cannot wait for each other.
  const rows = [...counts.values()].sort((a, b) => (a.language + a.word < b.language + b.word ? -1 : 1));
  await tx
    .insertInto('progress_words')
    .values(
      rows.map(({ language, word, right, missed, firstAt, lastAt }) => ({
        person_id: personId,
        language,
        word,
        right_count: right,
        missed_count: missed,
        first_at: firstAt,
        last_at: lastAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'language', 'word']).doUpdateSet({
        right_count: sql`progress_words.right_count + excluded.right_count`,
        missed_count: sql`progress_words.missed_count + excluded.missed_count`,
        first_at: sql`least(progress_words.first_at, excluded.first_at)`,
        last_at: sql`greatest(progress_words.last_at, excluded.last_at)`,
      }),
    )
    .execute();
}
