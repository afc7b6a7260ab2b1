import { z } from 'zod';
import { own } from '../access.ts';
import { errorBody } from './shapes.ts';

/** Memory in and out of the server as files: Anki, tables, and the rows of the earlier tutor. */

const language = z.string().regex(/^[a-z]{2,3}$/, 'is no language tag such as pl');
const itemText = z.string().trim().min(1).max(500);

const imported = z.object({
  items: z.number().int(),
  cards: z.number().int(),
  /** Reviews of the past that came with them. */
  reviews: z.number().int(),
  /** There already; nothing of them changed. */
  known: z.number().int(),
  /** What was left out, with how often. */
  skipped: z.array(z.object({ why: z.string(), count: z.number().int() })),
});

/** A form with one `file`, and as text `language` and `translation_language` (the learner's own when absent). Read by hand. */
export const importAnki = {
  method: 'POST',
  url: '/v1/review/import/anki',
  access: own.write,
  schema: {
    summary: 'Import an Anki package (legacy .apkg) with its scheduling',
    description:
      'multipart/form-data: `file`, and optionally `language`, `translation_language`, `scheduling` (`true`).',
    tags: ['review'],
    consumes: ['multipart/form-data'],
    response: { 200: imported, 400: errorBody, 413: errorBody, 415: errorBody },
  },
} as const;

/** As `importAnki`. The first line may name the columns. */
export const importCsv = {
  method: 'POST',
  url: '/v1/review/import/csv',
  access: own.write,
  schema: {
    summary: 'Import comma- or tab-separated words',
    description:
      'multipart/form-data: `file`, and optionally `language`, `translation_language`. Columns text, translation, note, tags; those of our own export keep their scheduling.',
    tags: ['review'],
    consumes: ['multipart/form-data'],
    response: { 200: imported, 400: errorBody, 413: errorBody, 415: errorBody },
  },
} as const;

/** Rows of the old tutor. */
export const sm2Row = z.looseObject({
  phrase: itemText,
  translation: z.string().trim().max(500).nullish(),
  efactor: z.number().min(1).max(5),
  interval_days: z.number().min(0).max(36_500),
  next_review: z.iso.datetime({ offset: true, local: true }),
  review_count: z.number().int().min(0).max(100_000),
});

export const importSm2 = {
  method: 'POST',
  url: '/v1/review/import/sm2',
  access: own.write,
  schema: {
    summary: 'Import the memory of the old tutor (SM-2)',
    tags: ['review'],
    body: z.strictObject({
      rows: z.array(sm2Row).min(1).max(5_000),
      language: language.optional(),
      translation_language: language.optional(),
    }),
    response: { 200: imported, 400: errorBody },
  },
} as const;

export const exportAnki = {
  method: 'GET',
  url: '/v1/review/export.apkg',
  access: own.read,
  schema: { summary: 'All cards as an Anki package (legacy .apkg), with scheduling and history', tags: ['review'] },
} as const;

export const exportCsv = {
  method: 'GET',
  url: '/v1/review/export.csv',
  access: own.read,
  schema: {
    summary: 'All cards as a table, one line a card',
    tags: ['review'],
    querystring: z.object({ separator: z.enum(['comma', 'tab']).default('comma') }),
  },
} as const;
