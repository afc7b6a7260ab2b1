import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportAnki, exportCsv, importAnki, importCsv, importSm2 } from '../../../wire/api/review-files.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Settings } from '../../../wire/settings.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { itemOfNote, noteOfItem } from './anki/anki-items.ts';
import type { PackageJob, PackagePart } from './anki/anki-notes.ts';
import { readTable, writeTable } from './csv.ts';
import { columns, itemsOfTable, rowOf } from './csv-items.ts';
import { readAllCards, reviewsByCard } from './export-cards.ts';
import { type ImportDeps, type Imported, importItems } from './import-items.ts';
import { usualKinds } from './items.ts';
import { memoryFromSm2 } from './sm2-memory.ts';
import { queriesOf } from './tables.ts';

export interface TransferDeps extends ImportDeps {
  settingsOf: LearnersFeature['settingsOf'];
  /** Reads and writes packages on a thread of its own: a large or hostile one holds up nobody's voice. */
  packages(job: PackageJob, signal: AbortSignal): AsyncIterable<PackagePart>;
}

const MOST_BYTES = { anki: 64_000_000, csv: 8_000_000 };
const MOST_ROWS = 50_000;
/** Files are held in memory while they are read: so many at once, and one of each person. */
const MOST_AT_ONCE = 4;

const language = z.string().regex(/^[a-z]{2,3}$/, 'is no language tag such as pl');
const form = z.object({
  language: language.optional(),
  translation_language: language.optional(),
  scheduling: z.enum(['true', 'false']).default('true'),
});

const nothingYet = (): Imported => ({ items: 0, cards: 0, reviews: 0, known: 0, skipped: {} });
const told = ({ skipped, ...counts }: Imported) => ({
  ...counts,
  skipped: Object.entries(skipped).map(([why, count]) => ({ why, count })),
});

const languagesOf = (
  settings: Settings,
  fields: { language?: string | undefined; translation_language?: string | undefined },
) => ({
  language: fields.language ?? settings.learning,
  translationLanguage: fields.translation_language ?? settings.from,
});

export async function transferRoutes(bare: FastifyInstance, deps: TransferDeps): Promise<void> {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  const db = queriesOf(deps.database);

  server.route({
    ...importSm2,
    config: { access: importSm2.access },
    bodyLimit: MOST_BYTES.csv,
    async handler({ actor: { personId }, body }) {
      const settings = await deps.settingsOf(personId);
      const languages = languagesOf(settings, body);
      const done = nothingYet();
      const items = body.rows.map((row) => {
        const translation = row.translation ?? '';
        const due = new Date(
          /[Z+]|-\d\d:\d\d$/.test(row.next_review.slice(10)) ? row.next_review : `${row.next_review}Z`,
        );
        const { efactor: ease, interval_days: intervalDays, review_count: reps } = row;
        const memory = reps === 0 ? undefined : memoryFromSm2({ ease, intervalDays, due, reps, lapses: 0 });
        // The old tutor asked for the words.
        const asked = translation === '' ? 'hearing' : 'production';
        return {
          ...{ ...languages, text: row.phrase, translation, note: '', tags: [] },
          cards: usualKinds(translation).map((kind) => ({
            ...{ kind, suspended: false, reviews: [] },
            ...(kind === asked && memory ? { memory } : {}),
          })),
        };
      });
      await importItems(deps, personId, settings.time_zone, items, done);
      return told(done);
    },
  });

  server.route({
    ...exportCsv,
    config: { access: exportCsv.access },
    async handler({ actor, query }, reply) {
      const separator = query.separator === 'tab' ? '\t' : ',';
      const rows: string[][] = [[...columns]];
      for await (const page of readAllCards(db, actor.personId)) {
        for (const { item, cards } of page) for (const card of cards) rows.push(rowOf(card, item));
      }
      const type = separator === ',' ? 'text/csv' : 'text/tab-separated-values';
      const name = `parlando-words.${separator === ',' ? 'csv' : 'tsv'}`;
      return reply
        .type(`${type}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(`\ufeff${writeTable(rows, separator)}`);
    },
  });

  server.route({
    ...exportAnki,
    config: { access: exportAnki.access },
    async handler({ actor: { personId } }, reply) {
      const notes = [];
      for await (const page of readAllCards(db, personId)) {
        const all = page.flatMap(({ cards }) => cards);
        const reviews = await reviewsByCard(db, personId, all);
        for (const { item, cards } of page) notes.push(noteOfItem(item, cards, (card) => reviews.get(card) ?? []));
      }
      const job = { kind: 'write' as const, notes, nowMs: deps.now().getTime() };
      for await (const part of deps.packages(job, new AbortController().signal)) {
        if (part.kind !== 'package') continue;
        return reply
          .type('application/octet-stream')
          .header('content-disposition', 'attachment; filename="parlando.apkg"')
          .send(Buffer.from(part.bytes));
      }
      throw new Error('the package was not written');
    },
  });

  await bare.register(async (scope) => {
    const sending = new Set<string>();
    const oneAtATime = async <T>(personId: string, take: () => Promise<T>): Promise<T> => {
      if (sending.has(personId) || sending.size >= MOST_AT_ONCE) {
        throw new Refusal('overloaded', 'Another file is being read. Send this one when it is done.');
      }
      sending.add(personId);
      try {
        return await take();
      } finally {
        sending.delete(personId);
      }
    };
    await scope.register(multipart, { limits: { fileSize: MOST_BYTES.anki, files: 1, fields: 10, parts: 11 } });

    scope.route({
      ...importAnki,
      config: { access: importAnki.access },
      bodyLimit: MOST_BYTES.anki,
      handler: (request) =>
        oneAtATime(request.actor.personId, async () => {
          const { personId } = request.actor;
          const { file, fields } = await readForm(request);
          const settings = await deps.settingsOf(personId);
          const defaults = { ...languagesOf(settings, fields), scheduling: fields.scheduling === 'true' };
          const done = nothingYet();
          for await (const part of deps.packages({ kind: 'read', bytes: file }, new AbortController().signal)) {
            if (part.kind === 'refused') throw new Refusal(part.code, part.message, 'file');
            if (part.kind !== 'notes') continue;
            for (const [why, count] of Object.entries(part.skipped))
              done.skipped[why] = count + (done.skipped[why] ?? 0);
            const items = part.notes.map((note) => itemOfNote(note, defaults));
            await importItems(deps, personId, settings.time_zone, items, done);
          }
          return told(done);
        }),
    });

    scope.route({
      ...importCsv,
      config: { access: importCsv.access },
      bodyLimit: MOST_BYTES.csv,
      handler: (request) =>
        oneAtATime(request.actor.personId, async () => {
          const { personId } = request.actor;
          const { file, fields } = await readForm(request);
          if (file.length > MOST_BYTES.csv) throw new Refusal('too-large', 'A table may have at most 8 MB.', 'file');
          const settings = await deps.settingsOf(personId);
          const rows = readTable(textOf(file), MOST_ROWS + 1);
          if (rows.length > MOST_ROWS) throw new Refusal('too-large', `At most ${MOST_ROWS} lines at a time.`, 'file');
          const { items, skipped } = itemsOfTable(rows, languagesOf(settings, fields));
          const done = { ...nothingYet(), skipped };
          await importItems(deps, personId, settings.time_zone, items, done);
          return told(done);
        }),
    });
  });
}

function textOf(file: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
    if (text.includes('\0')) throw new TypeError('binary');
    return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal('unsupported-media', 'The file is no text in UTF-8 with a line for each word.', 'file');
  }
}

async function readForm(request: FastifyRequest) {
  if (!request.isMultipart()) throw new Refusal('unsupported-media', 'Send a form with a file (multipart/form-data).');
  let file: Buffer | undefined;
  const given: Record<string, unknown> = {};
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = await part.toBuffer();
      else given[part.fieldname] = part.value;
    }
  } catch (error) {
    // Its limits have a status of their own; what else the parser throws is about the form.
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new Refusal('bad-request', 'The form is broken off, or no form at all.');
  }
  if (!file || file.length === 0) throw new Refusal('bad-request', 'The form has no file.', 'file');
  const fields = form.safeParse(given);
  if (fields.success) return { file, fields: fields.data };
  const issue = fields.error.issues[0];
  throw new Refusal('invalid-value', issue?.message ?? 'The form is not valid.', issue?.path.join('.'));
}
