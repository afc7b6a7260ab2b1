import { sql } from 'kysely';
import type { WordKnown } from '../../../wire/api/progress.ts';
import type { Page } from './read-errors.ts';
import { KNOWN_AFTER } from './read-overview.ts';
import type { ProgressDb, ProgressTables } from './tables.ts';

type Row = ProgressTables['progress_words'];

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
export async function readWords(db: ProgressDb, personId: string, wanted: WordsWanted): Promise<WordKnown[]> {
  const { limit, after, language, state } = wanted;
  const order = orders[wanted.order];
  const [lastLanguage = '', lastWord = ''] = after?.split(':') ?? [];
  const { rows } = await sql<Row>`
    select * from progress_words where person_id = ${personId}
      ${language === undefined ? sql`` : sql`and language = ${language}`}
      ${state === undefined ? sql`` : state === 'known' ? sql`and right_count >= ${KNOWN_AFTER}` : sql`and right_count < ${KNOWN_AFTER}`}
      ${
        after === undefined
          ? sql``
          : sql`and (${order}, word, language) > (select ${order}, word, language from progress_words
              where person_id = ${personId} and language = ${lastLanguage} and word = ${lastWord})`
      }
    order by ${order}, word, language limit ${limit + 1}
  `.execute(db);
  return rows.map((row) => ({
    id: `${row.language}:${row.word}`,
    word: row.word,
    language: row.language,
    state: row.right_count >= KNOWN_AFTER ? 'known' : 'learning',
    right: row.right_count,
    missed: row.missed_count,
    first_at: row.first_at.toISOString(),
    last_at: row.last_at.toISOString(),
  }));
}
