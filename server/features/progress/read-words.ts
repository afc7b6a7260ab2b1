import { type RawBuilder, sql } from 'kysely';
import type { WordKnown } from '../../../wire/api/progress.ts';
import { plainText } from './plain-text.ts';
import type { Page } from './read-errors.ts';
import type { ProgressDb } from './tables.ts';

/** Known by memory, with when it was last asked. */
export interface KnownWord {
  language: string;
  word: string;
  at: Date;
}

interface Row {
  language: string;
  word: string;
  right_count: number;
  missed_count: number;
  first_at: Date;
  last_at: Date;
  known: boolean;
}

export const KNOWN_AFTER = 2;

export interface WordsWanted extends Page {
  language?: string | undefined;
  state?: 'known' | 'learning' | undefined;
  order: 'weak' | 'recent' | 'alphabet';
}

/** Sorted upwards by this and then by the word. */
const orders = {
  weak: sql`-missed_count`,
  recent: sql`-extract(epoch from last_at)`,
  alphabet: sql`right_count * 0`,
};

/** One row more than asked for when there are more. */
export async function readWords(
  db: ProgressDb,
  personId: string,
  inMemory: readonly KnownWord[],
  wanted: WordsWanted,
): Promise<WordKnown[]> {
  const { limit, after, language, state } = wanted;
  const order = orders[wanted.order];
  const [lastLanguage = '', lastWord = ''] = after?.split(':') ?? [];
  const { rows } = await sql<Row>`
    with ${wordsOfPerson(personId, inMemory)}
    select * from words where true
      ${language === undefined ? sql`` : sql`and language = ${language}`}
      ${state === undefined ? sql`` : sql`and known = ${state === 'known'}`}
      ${
        after === undefined
          ? sql``
          : sql`and (${order}, word, language) > (select ${order}, word, language from words
              where language = ${lastLanguage} and word = ${lastWord})`
      }
    order by ${order}, word, language limit ${limit + 1}
  `.execute(db);
  return rows.map((row) => ({
    id: `${row.language}:${row.word}`,
    word: row.word,
    language: row.language,
    state: row.known ? 'known' : 'learning',
    right: row.right_count,
    missed: row.missed_count,
    first_at: row.first_at.toISOString(),
    last_at: row.last_at.toISOString(),
  }));
}

export async function countKnownWords(
  db: ProgressDb,
  personId: string,
  inMemory: readonly KnownWord[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with ${wordsOfPerson(personId, inMemory)}
    select count(*)::int as n from words where known`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Words of answers and words in memory, each once. */
function wordsOfPerson(personId: string, inMemory: readonly KnownWord[]): RawBuilder<unknown> {
  const words = inMemory.map(({ language, word, at }) => ({ language, word: plainText(word), at: at.toISOString() }));
  return sql`kept as (
    select language, word, max(at) as at
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as k (language text, word text, at timestamptz)
    where word <> '' group by language, word
  ), words as (
    select language, word, coalesce(w.right_count, 0) as right_count, coalesce(w.missed_count, 0) as missed_count,
      coalesce(w.first_at, kept.at) as first_at, greatest(w.last_at, kept.at) as last_at,
      coalesce(w.right_count, 0) >= ${KNOWN_AFTER} or kept.at is not null as known
    from (select * from progress_words where person_id = ${personId}) w
    full join kept using (language, word)
  )`;
}
