import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { zipSync } from 'fflate';
import { type AnkiCard, type AnkiNote, OWN_KINDS } from './anki-notes.ts';
import { collectionJson, DECK_ID, DEFAULT_EASE, modelId } from './collection-json.ts';
import { htmlField } from './plain-field.ts';

const DAY_MS = 86_400_000;

const schema = `
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null, left integer not null,
  odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_notes_csum on notes (csum);
create index ix_cards_usn on cards (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_usn on revlog (usn);
create index ix_revlog_cid on revlog (cid);
`;

/** A legacy package (schema 11), which every version of Anki reads. */
export function writePackage(notes: readonly AnkiNote[], nowMs: number): Uint8Array {
  const db = new DatabaseSync(':memory:');
  try {
    db.exec(schema);
    // Days are counted from here; none may be negative.
    const earliest = notes.reduce((least, { cards }) => Math.min(least, ...cards.map(({ dueMs }) => dueMs)), nowMs);
    const crt = Math.floor(Math.max(0, earliest - DAY_MS) / DAY_MS) * 86_400;
    const languages = [...new Set(notes.map(({ language }) => language))].sort();
    writeCollection(db, crt, nowMs, languages);
    db.exec('begin');
    writeNotes(db, notes, crt, nowMs);
    db.exec('commit');
    return zipSync({ 'collection.anki2': db.serialize(), media: new TextEncoder().encode('{}') }, { level: 6 });
  } finally {
    db.close();
  }
}

function writeCollection(db: DatabaseSync, crt: number, nowMs: number, languages: readonly string[]): void {
  const { conf, models, decks, dconf } = collectionJson(languages, nowMs);
  const now = Math.floor(nowMs);
  db.prepare('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)').run(
    ...[crt, now, now],
    ...[conf, models, decks, dconf].map((part) => JSON.stringify(part)),
    '{}',
  );
}

function writeNotes(db: DatabaseSync, notes: readonly AnkiNote[], crt: number, nowMs: number): void {
  const note = db.prepare('insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)');
  const card = db.prepare('insert into cards values (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)');
  const review = db.prepare('insert or ignore into revlog values (?, ?, -1, ?, ?, 0, ?, ?, ?)');
  const mod = Math.floor(nowMs / 1_000);
  let id = Math.floor(nowMs);
  const nextId = (): number => {
    id += 1;
    return id;
  };
  notes.forEach(({ text, translation, note: told, language, translationLanguage, tags, cards }, position) => {
    const noteId = nextId();
    const fields = [text, translation, told, language, translationLanguage].map(htmlField);
    const guid = createHash('sha256').update(`${language}\n${text}`).digest('base64url').slice(0, 12);
    const written = tags.map((tag) => tag.replace(/\s+/g, '_')).join(' ');
    const sum = Number.parseInt(createHash('sha1').update(text).digest('hex').slice(0, 8), 16);
    note.run(noteId, guid, modelId(language), mod, written && ` ${written} `, fields.join('\x1f'), text, sum, '');
    for (const one of cards) {
      const cardId = nextId();
      const { type, queue, due } = scheduleOf(one, crt, position);
      const data = one.stability === null ? '' : JSON.stringify({ s: one.stability, d: one.difficulty });
      const ease = one.state === 0 ? 0 : DEFAULT_EASE;
      const values = [type, queue, due, one.intervalDays, ease, one.reps, one.lapses, data] as const;
      card.run(cardId, noteId, DECK_ID, OWN_KINDS.indexOf(one.kind), mod, ...values);
      for (const { atMs, rating, ms } of one.reviews) {
        // Its id is its time; a millisecond that is taken moves on by one.
        let at = Math.floor(atMs);
        while (review.run(at, cardId, rating, 0, ease, Math.min(60_000, Math.round(ms)), 1).changes === 0) at += 1;
      }
    }
  });
}

function scheduleOf({ state, dueMs, suspended }: AnkiCard, crt: number, position: number) {
  const due =
    state === 0
      ? position
      : state === 2
        ? Math.max(0, Math.floor(dueMs / DAY_MS) - crt / 86_400)
        : Math.floor(dueMs / 1_000);
  const queue = suspended ? -1 : state === 3 ? 1 : state;
  return { type: state, queue, due };
}
