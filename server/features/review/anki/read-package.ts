import { DatabaseSync } from 'node:sqlite';
import { unzipSync } from 'fflate';
import { type AnkiCard, type AnkiNote, OWN_FIELDS, OWN_KINDS, OWN_MODEL } from './anki-notes.ts';
import { type Model, readModels } from './models.ts';
import { plainField } from './plain-field.ts';

/** A collection's bytes once unpacked; a package may hold more in sounds, which are not read. */
export const MOST_COLLECTION_BYTES = 128_000_000;
export const MOST_NOTES = 50_000;
/** Of a text and of a list of tags, more than anybody keeps: what is longer is told of as too long. */
const MOST_LETTERS = 4_000;
/** Of each card, the newest. */
const MOST_REVIEWS = 50;
const DAY_MS = 86_400_000;

/** The file is none that can be taken; `message` says why and is safe to show. */
export class PackageError extends Error {
  readonly code: 'too-large' | 'unsupported-media';

  constructor(code: 'too-large' | 'unsupported-media', message: string) {
    super(message);
    this.code = code;
  }
}

const unsound = (): PackageError =>
  new PackageError('unsupported-media', 'The file is no Anki package (.apkg), or it is damaged.');

/** The notes of a legacy package, one by one. `skipped` counts what was left out, by reason. */
export function* readPackage(bytes: Uint8Array, skipped: Record<string, number>): Generator<AnkiNote> {
  const collection = collectionIn(bytes);
  const db = new DatabaseSync(':memory:', { allowExtension: false });
  try {
    db.deserialize(collection);
    db.enableDefensive(true);
    db.exec('pragma trusted_schema = off; pragma query_only = on; pragma cell_size_check = on');
    checkTables(db);
    yield* notesIn(db, skipped);
  } catch (error) {
    if (error instanceof PackageError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR') throw unsound();
    throw error;
  } finally {
    db.close();
  }
}

function collectionIn(bytes: Uint8Array): Uint8Array {
  let files: Record<string, Uint8Array>;
  let newer = false;
  try {
    files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        newer ||= name === 'collection.anki21b';
        if (name !== 'collection.anki2' && name !== 'collection.anki21') return false;
        if (originalSize > MOST_COLLECTION_BYTES) {
          throw new PackageError(
            'too-large',
            'The collection in this package is too large: export one deck at a time.',
          );
        }
        return true;
      },
    });
  } catch (error) {
    throw error instanceof PackageError ? error : unsound();
  }
  if (newer) {
    throw new PackageError(
      'unsupported-media',
      'This package is of the newer kind. Export it with “Support older Anki versions” switched on.',
    );
  }
  const found = files['collection.anki21'] ?? files['collection.anki2'];
  if (!found) throw unsound();
  return found;
}

const wanted = {
  col: ['crt', 'models'],
  notes: ['id', 'mid', 'tags', 'flds'],
  cards: ['id', 'nid', 'ord', 'type', 'queue', 'due', 'ivl', 'factor', 'reps', 'lapses', 'data'],
  revlog: ['id', 'cid', 'ease', 'time', 'type'],
} as const;

/** Only plain tables are read: a view, a virtual table or a computed column could be a trap that never ends. */
function checkTables(db: DatabaseSync): void {
  const found = db.prepare("select name, type, rootpage from sqlite_master where type in ('table', 'view')").all();
  for (const [table, columns] of Object.entries(wanted)) {
    const entry = found.find(({ name }) => String(name).toLowerCase() === table);
    if (entry?.type !== 'table' || Number(entry.rootpage) <= 0) throw unsound();
    const there = db.prepare(`pragma table_xinfo(${table})`).all();
    if (there.some(({ hidden }) => Number(hidden) > 0)) throw unsound();
    if (!columns.every((column) => there.some(({ name }) => name === column))) throw unsound();
  }
}

function* notesIn(db: DatabaseSync, skipped: Record<string, number>): Generator<AnkiNote> {
  const count = Number(db.prepare('select count(*) as n from notes').get()?.n);
  if (count > MOST_NOTES) {
    throw new PackageError('too-large', `At most ${MOST_NOTES} notes at a time: export one deck at a time.`);
  }
  const col = db.prepare('select crt, models from col limit 1').get();
  const models = readModels(String(col?.models ?? ''));
  const createdMs = Number(col?.crt ?? 0) * 1_000;
  const cardsOf = db.prepare('select * from cards where nid = ? order by ord limit 20');
  const reviewsOf = db.prepare(
    `select id, ease, time from revlog where cid = ? and ease between 1 and 4 and type < 4 order by id desc limit ${MOST_REVIEWS}`,
  );
  const skip = (why: string): void => {
    skipped[why] = (skipped[why] ?? 0) + 1;
  };
  for (const row of db.prepare('select id, mid, tags, flds from notes order by id').iterate()) {
    const model = models.get(String(row.mid));
    if (!model) skip('notes of an unknown type');
    else if (model.cloze) skip('cloze notes');
    else {
      const cards = cardsOf.all(Number(row.id)).flatMap((card): AnkiCard[] => {
        const reviews = reviewsOf.all(Number(card.id)).map((one) => ({
          atMs: Number(one.id),
          rating: Number(one.ease),
          ms: Math.min(86_400_000, Math.max(0, Number(one.time))),
        }));
        return cardOf(model, card, createdMs, reviews.reverse());
      });
      const note = noteOf(model, String(row.flds).split('\x1f'), String(row.tags));
      if (cards.length === 0) skip('notes without cards');
      else yield { ...note, cards };
    }
  }
}

const isOwn = ({ name, fields }: Model): boolean =>
  name.startsWith(OWN_MODEL) && OWN_FIELDS.every((field, n) => fields[n] === field);

function noteOf(model: Model, fields: readonly string[], tags: string): Omit<AnkiNote, 'cards'> {
  const [text = '', translation = '', note = '', language = '', translationLanguage = ''] = fields.map((html) =>
    plainField(html).slice(0, MOST_LETTERS),
  );
  const own = isOwn(model);
  return {
    text,
    translation,
    note: own ? note : '',
    language: own ? language : '',
    translationLanguage: own ? translationLanguage : '',
    tags: tags
      .slice(0, MOST_LETTERS)
      .split(/[\s\0]+/)
      .filter((tag) => tag !== ''),
  };
}

function cardOf(
  model: Model,
  row: Record<string, unknown>,
  createdMs: number,
  reviews: AnkiCard['reviews'],
): AnkiCard[] {
  const kind = isOwn(model) ? OWN_KINDS[Number(row.ord)] : model.kinds[Number(row.ord)];
  if (kind === undefined) return [];
  const number = (name: string, low: number, high: number): number => {
    const value = Number(row[name]);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : low;
  };
  const type = number('type', 0, 3);
  const due = number('due', 0, 1e11);
  const intervalDays = number('ivl', 0, 36_500);
  const memory = fsrsIn(String(row.data ?? ''));
  // Steps are told in seconds of the epoch, intervals in days since the collection began.
  const lastMs = reviews.at(-1)?.atMs;
  const dueMs =
    type === 2 ? (lastMs === undefined ? createdMs + due * DAY_MS : lastMs + intervalDays * DAY_MS) : due * 1_000;
  // Without FSRS the first steps have no memory yet, and begin anew.
  const state = type === 2 || memory ? Math.round(type) : 0;
  return [
    {
      kind,
      state,
      dueMs: Math.min(dueMs, 8e14),
      intervalDays,
      ease: number('factor', 0, 9_999) / 1_000 || 2.5,
      reps: Math.round(number('reps', 0, 1e6)),
      lapses: Math.round(number('lapses', 0, 1e6)),
      suspended: Number(row.queue) === -1,
      stability: memory?.stability ?? null,
      difficulty: memory?.difficulty ?? null,
      reviews,
    },
  ];
}

/** Anki keeps the state of FSRS in a small JSON beside the card. */
function fsrsIn(data: string): { stability: number; difficulty: number } | undefined {
  if (!data.startsWith('{') || data.length > 10_000) return undefined;
  const stability = Number(/"s"\s*:\s*([\d.]+)/.exec(data)?.[1]);
  const difficulty = Number(/"d"\s*:\s*([\d.]+)/.exec(data)?.[1]);
  const sound = stability > 0 && stability <= 36_500 && difficulty >= 1 && difficulty <= 10;
  return sound ? { stability, difficulty } : undefined;
}
