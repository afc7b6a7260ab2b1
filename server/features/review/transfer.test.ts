import { DatabaseSync } from 'node:sqlite';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorOf, type Who } from '../../app/testing/feature-door.ts';
import { readPackage } from './anki/read-package.ts';
import { openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;

async function upload(as: Who, kind: 'anki' | 'csv', file: Uint8Array | string, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'words');
  const answer = await fetch(`http://127.0.0.1:${room.door.port}/v1/review/import/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as.personId}/learner` },
    body: form,
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

async function download(as: Who, path: string) {
  const headers = { authorization: `Bearer ${as.personId}/learner` };
  const answer = await fetch(`http://127.0.0.1:${room.door.port}${path}`, { headers });
  expect([answer.status, actorOf(headers.authorization).personId]).toEqual([200, as.personId]);
  return new Uint8Array(await answer.arrayBuffer());
}

async function cardsOf(as: Who) {
  const { body } = await room.ask('/v1/review/cards?limit=100', { as });
  // biome-ignore lint/suspicious/noExplicitAny: as the door's answers
  return body.data as any[];
}

const facts = async (as: Who) =>
  (await cardsOf(as))
    .map(({ kind, item, state, due, stability, difficulty, interval_days, reps, lapses, last_review, suspended }) => ({
      ...{ kind, text: item.text, translation: item.translation, note: item.note, tags: item.tags, state, suspended },
      ...(state === 'new' ? {} : { due, stability, difficulty, interval_days, reps, lapses, last_review }),
    }))
    .sort((a, b) => (`${a.text}${a.kind}` < `${b.text}${b.kind}` ? -1 : 1));

async function learnedPerson() {
  const as = await room.newcomer();
  room.clock.goTo('2026-02-01T09:00:00Z');
  const cat = await room.addWord(as, 'kot <mały>', 'cat & kitten');
  const dog = await room.addWord(as, 'pies', 'dog "big", =1+1');
  await room.ask(`/v1/review/items/${(await cardsOf(as))[0].item.id}`, {
    as,
    method: 'PATCH',
    body: { note: 'an animal,\nwith four legs', tags: ['pets'] },
  });
  const rate = async (card: string, rating: number) => {
    await room.clock.advance(1_000);
    return room.ask('/v1/review/answers', { as, body: { answers: [{ card, rating, ms: 1_500 }] } });
  };
  await rate(cat.recognition?.id ?? '', 4);
  await rate(cat.production?.id ?? '', 3);
  room.clock.goTo('2026-02-12T10:00:00Z');
  await rate(cat.recognition?.id ?? '', 3);
  await rate(dog.recognition?.id ?? '', 4);
  await room.ask(`/v1/review/cards/${dog.hearing?.id}`, { as, method: 'PATCH', body: { suspended: true } });
  return as;
}

test('[M20] an export opens as an Anki collection and comes back with its scheduling and history', async () => {
  const as = await learnedPerson();
  const file = await download(as, '/v1/review/export.apkg');
  const files = unzipSync(file);
  expect(Object.keys(files).sort()).toEqual(['collection.anki2', 'media']);
  const db = new DatabaseSync(':memory:');
  db.deserialize(files['collection.anki2'] as Uint8Array);
  const one = (sql: string) => Object.values(db.prepare(sql).get() ?? {})[0];
  expect(one('pragma integrity_check')).toBe('ok');
  expect(one('select ver from col')).toBe(11);
  for (const [table, rows] of Object.entries({ col: 1, notes: 2, cards: 6, revlog: 4, graves: 0 })) {
    expect([table, one(`select count(*) from ${table}`)]).toEqual([table, rows]);
  }
  expect(one('select count(*) from cards where queue = -1')).toBe(1);
  // Each note has a type that is there, each card a template of it, a deck and a note.
  const [models, decks] = ['models', 'decks'].map((name) => JSON.parse(String(one(`select ${name} from col`))));
  for (const { mid, ord, did } of db.prepare('select mid, ord, did from cards join notes on notes.id = nid').all()) {
    expect(models[String(mid)]?.tmpls[Number(ord)]?.qfmt).toMatch(/Text|Translation/);
    expect(decks[String(did)]).toBeDefined();
  }
  db.close();
  const other = await room.newcomer();
  const { status, body } = await upload(other, 'anki', file);
  expect([status, body]).toEqual([200, { items: 2, cards: 6, reviews: 4, known: 0, skipped: [] }]);
  // A package keeps whole days and lines; due times come from the last review.
  expect(await facts(other)).toEqual(
    (await facts(as)).map((card) => ({ ...card, note: card.note.replace('\n', ' ') })),
  );
  const again = await upload(other, 'anki', file);
  expect(again.body).toMatchObject({ items: 0, cards: 0, reviews: 0, known: 2 });
});

test('[M21] a table comes back as it was, also with tabs, and no cell of it is a formula', async () => {
  const as = await learnedPerson();
  for (const [query, separator] of [
    ['', ','],
    ['?separator=tab', '\t'],
  ] as const) {
    const table = new TextDecoder().decode(await download(as, `/v1/review/export.csv${query}`));
    expect(table.split('\r\n')[0]).toContain(`text${separator}translation`);
    const other = await room.newcomer();
    const { body } = await upload(other, 'csv', table);
    expect(body).toMatchObject({ items: 2, cards: 6, skipped: [] });
    expect(await facts(other)).toEqual(await facts(as));
  }
  const other = await room.newcomer();
  await upload(other, 'csv', 'text;translation\n"=1+1";@sum\n');
  expect(new TextDecoder().decode(await download(other, '/v1/review/export.csv'))).toContain("'=1+1,'@sum");
});

test('[M21] a plain list of words is taken, with or without names, and what is amiss is counted', async () => {
  const as = await room.newcomer();
  const named = await upload(as, 'csv', 'translation,text\ncat,kot\n,\n"the ""big"" dog",pies\n,bez\n!,?\n');
  expect(named.body).toMatchObject({ items: 3, cards: 7, skipped: [{ why: 'texts without a word', count: 1 }] });
  const tabs = await upload(as, 'csv', '#separator:tab\nkot\tcat\ndom\thouse\twhere one lives\n', { language: 'pl' });
  expect(tabs.body).toMatchObject({ items: 1, known: 1 });
  expect((await cardsOf(as))[0].item).toMatchObject({ text: 'dom', note: 'where one lives', source: 'import' });
  const wrong = await upload(as, 'csv', new Uint8Array([0xff, 0xfe, 0x00]));
  expect([wrong.status, wrong.body.error.code]).toEqual([415, 'unsupported-media']);
  expect((await upload(as, 'csv', 'a,b', { language: 'Polish' })).body.error).toMatchObject({ param: 'language' });
});

test('[M22] a package of another author is read: its sides, its ease, what was suspended, what cannot be taken', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-03-01T12:00:00Z');
  const { status, body } = await upload(as, 'anki', foreignPackage());
  expect([status, body]).toMatchObject([200, { items: 2, reviews: 1, skipped: [{ why: 'cloze notes', count: 1 }] }]);
  const cards = await cardsOf(as);
  const find = (text: string, kind: string) => cards.find((card) => card.item.text === text && card.kind === kind);
  const known = find('kot', 'recognition');
  expect(known).toMatchObject({ state: 'review', interval_days: 30, reps: 7, lapses: 1, stability: 30 });
  expect(known.due).toBe(new Date(Date.parse('2026-02-20T08:00:00Z') + 30 * DAY_MS).toISOString());
  expect(known.item).toMatchObject({ translation: 'cat & dog', tags: ['zwierzęta'], language: 'pl' });
  expect(find('kot', 'production')).toMatchObject({ state: 'review', stability: 12.5, difficulty: 6.5 });
  expect(find('kot', 'hearing')).toMatchObject({ state: 'new' });
  expect(find('pies', 'recognition')).toMatchObject({ state: 'new', suspended: true });
  const fresh = await room.newcomer();
  await upload(fresh, 'anki', foreignPackage(), { scheduling: 'false' });
  expect(new Set((await cardsOf(fresh)).map(({ state }) => state))).toEqual(new Set(['new']));
});

test('[M23] a hostile or broken file is refused in plain words, and the next is read', {
  timeout: 60_000,
}, async () => {
  const as = await room.newcomer();
  const sqlite = (make: (db: DatabaseSync) => void) => {
    const db = new DatabaseSync(':memory:');
    make(db);
    const bytes = db.serialize();
    db.close();
    return zipSync({ 'collection.anki2': bytes });
  };
  const bomb = zipSync({ 'collection.anki2': new Uint8Array(200_000_000) }, { level: 9 });
  const good = unzipSync(foreignPackage())['collection.anki2'] as Uint8Array;
  const lying = bomb.slice();
  // The sizes that the archive tells of itself, in both of its lists: a small one for a large file.
  const view = new DataView(lying.buffer);
  view.setUint32(22, 1_000, true);
  const list = view.getUint32(lying.length - 6, true);
  view.setUint32(list + 24, 1_000, true);
  const torn = good.slice();
  torn.fill(0x5a, 5_000, 20_000);
  const endless = sqlite((db) => {
    db.deserialize(good);
    db.exec(`drop table notes; create view notes as with recursive n(id) as (select 1 union all select id + 1 from n)
      select id, 1 as mid, '' as tags, 'a' as flds from n`);
  });
  const computed = sqlite((db) => {
    db.deserialize(good);
    db.exec('drop table notes; create table notes (id, mid, tags, flds as (hex(zeroblob(100000000))))');
  });
  for (const [name, file, status] of [
    ['bomb', bomb, 413],
    ['bomb that lies', lying, 415],
    ['no zip', 'PK but not really', 415],
    ['empty zip', zipSync({}), 415],
    ['no database', zipSync({ 'collection.anki2': new Uint8Array(5_000).fill(7) }), 415],
    ['wrong schema', sqlite((db) => db.exec('create table notes (id, flds)')), 415],
    ['torn', zipSync({ 'collection.anki2': torn }), 415],
    ['endless view', endless, 415],
    ['computed column', computed, 415],
    ['newer kind', zipSync({ 'collection.anki21b': good, 'collection.anki2': good }), 415],
  ] as const) {
    const refused = await upload(as, 'anki', file);
    expect([name, refused.status, refused.body.error?.code]).toEqual([
      name,
      status,
      status === 413 ? 'too-large' : 'unsupported-media',
    ]);
  }
  expect(await cardsOf(as)).toEqual([]);
  expect((await upload(as, 'anki', foreignPackage())).status).toBe(200);
  const bare = await room.ask('/v1/review/import/anki', { as, body: { file: 'x' } });
  expect(bare.status).toBe(415);
});

test('[M23] a person sends one file after the other, so that nobody fills the memory with them', async () => {
  const [as, other] = [await room.newcomer(), await room.newcomer()];
  const many = await Promise.all([
    ...Array.from({ length: 6 }, () => upload(as, 'anki', foreignPackage())),
    upload(other, 'csv', 'kot,cat\n'),
  ]);
  const statuses = many.map(({ status }) => status);
  expect(statuses.at(-1)).toBe(200);
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect(many.find(({ status }) => status === 503)?.body.error.code).toBe('overloaded');
  expect((await upload(as, 'anki', foreignPackage())).status).toBe(200);
  // One that is refused leaves the way free as well.
  expect((await upload(as, 'anki', 'no package')).status).toBe(415);
  expect((await upload(as, 'csv', 'pies,dog\n')).status).toBe(200);
});

test('[M24] rows of the old tutor keep their intervals, and behave as they did', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-03-01T12:00:00Z');
  const row = { phrase: 'Poproszę kawę.', translation: 'A coffee, please.', efactor: 2.5, interval_days: 10 };
  const rows = [
    { ...row, next_review: '2026-02-28T12:00:00', review_count: 4, user_id: 'u1' },
    { ...row, phrase: 'Nigdy.', next_review: '2026-02-28T12:00:00Z', review_count: 0 },
    { ...row, phrase: 'Trudne.', efactor: 1.3, next_review: '2026-03-05T12:00:00+01:00', review_count: 9 },
  ];
  const { body } = await room.ask('/v1/review/import/sm2', { as, body: { rows } });
  expect(body).toMatchObject({ items: 3, cards: 9 });
  const cards = (await cardsOf(as)).filter(({ kind }) => kind === 'production');
  const easy = cards.find(({ item }) => item.text === 'Poproszę kawę.');
  expect(easy).toMatchObject({ state: 'review', stability: 10, reps: 4, due: '2026-02-28T12:00:00.000Z' });
  expect(cards.find(({ item }) => item.text === 'Nigdy.')).toMatchObject({ state: 'new' });
  const hard = cards.find(({ item }) => item.text === 'Trudne.');
  expect(hard.difficulty).toBeGreaterThan(easy.difficulty);
  // On time, good multiplies the interval by about the ease factor, as SM-2 would.
  room.clock.goTo('2026-02-28T12:00:00Z');
  const rated = await room.ask('/v1/review/answers', { as, body: { answers: [{ card: easy.id, rating: 3 }] } });
  expect(rated.body.cards[0].interval_days / 10).toBeCloseTo(2.5, 0);
  expect((await room.ask('/v1/review/import/sm2', { as, body: { rows: [{ ...row, efactor: 9 }] } })).status).toBe(400);
  // Times that no calendar has do no harm to what is asked afterwards.
  const ancient = {
    ...row,
    phrase: 'Dawno.',
    interval_days: 36_500,
    next_review: '0001-01-01T00:00:00Z',
    review_count: 3,
  };
  expect((await room.ask('/v1/review/import/sm2', { as, body: { rows: [ancient] } })).status).toBe(200);
  const [old] = (await cardsOf(as)).filter(({ item, kind }) => item.text === 'Dawno.' && kind === 'production');
  expect(old.last_review).toBe('1990-01-01T00:00:00.000Z');
  const at = '0001-01-01T00:00:00Z';
  await room.ask('/v1/review/answers', {
    as,
    body: {
      answers: [
        { card: old.id, rating: 3, at },
        { card: old.id, rating: 3 },
      ],
    },
  });
  for (const path of ['/v1/review/queue', '/v1/review/stats', `/v1/review/cards/${old.id}`, '/v1/review/export.csv']) {
    expect([path, (await room.ask(path, { as })).status]).toEqual([path, 200]);
  }
});

test('[M24] a card that was put off elsewhere was not answered in the future: an answer before its time counts', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-04-01T12:00:00Z');
  const row = { phrase: 'Potem.', translation: 'Later.', efactor: 2.5, interval_days: 2, review_count: 3 };
  const rows = [{ ...row, next_review: '2026-04-20T12:00:00Z' }];
  expect((await room.ask('/v1/review/import/sm2', { as, body: { rows } })).body).toMatchObject({ items: 1 });
  const card = (await cardsOf(as)).find(({ kind }) => kind === 'production');
  expect(card).toMatchObject({ due: '2026-04-20T12:00:00.000Z', last_review: '2026-04-01T12:00:00.000Z', reps: 3 });
  room.clock.goTo('2026-04-03T12:00:00Z');
  const { body } = await room.ask('/v1/review/answers', { as, body: { answers: [{ card: card.id, rating: 3 }] } });
  expect(body.cards[0]).toMatchObject({ reps: 4, last_review: '2026-04-03T12:00:00.000Z' });
});

test('[M10] a card that came with many lapses is no leech for them: they are past', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-05-01T12:00:00Z');
  const columns = 'text,translation,card,state,due,interval_days,stability,difficulty,reps,lapses,last_review';
  const known = 'trudne,hard,production,review,2026-05-01T12:00:00Z,10,10,8,30,12,2026-04-21T12:00:00Z';
  expect((await upload(as, 'csv', `${columns}\n${known}\n`)).body).toMatchObject({ items: 1, cards: 1 });
  const [card] = await cardsOf(as);
  expect(card).toMatchObject({ lapses: 12, leech: false });
  const answer = async (rating: number) => {
    const { body } = await room.ask('/v1/review/answers', { as, body: { answers: [{ card: card.id, rating }] } });
    return { leeches: body.leeches, ...body.cards[0] };
  };
  const after = await answer(3);
  expect(after).toMatchObject({ lapses: 12, leech: false, suspended: false, leeches: [] });
  // Four more are as many as for one that was let back.
  let last = after;
  while (!last.leech && last.lapses < 20) {
    room.clock.goTo(last.due);
    last = await answer(last.state === 'review' ? 1 : 3);
  }
  expect(last).toMatchObject({ lapses: 16, leech: true, leeches: [card.id] });
});

test('[M22] letters that no database takes are left out, and what is too long is told of', async () => {
  const as = await room.newcomer();
  const file = foreignPackage((db) => {
    db.exec(`update notes set flds = 'k' || char(0) || 'ot' || char(31) || 'cat', tags = 'a' || char(0) where id = 1`);
    db.prepare(`update notes set flds = ? where id = 2`).run(`${'pies '.repeat(40_000)}\x1fdog`);
  });
  const { status, body } = await upload(as, 'anki', file);
  expect([status, body.items, body.skipped]).toMatchObject([
    200,
    1,
    expect.arrayContaining([{ why: 'texts that are too long', count: 1 }]),
  ]);
  expect((await cardsOf(as))[0].item).toMatchObject({ text: 'k ot', translation: 'cat' });
  // Nor does it leave the thread on which the package is read.
  const notes = [...readPackage(file, {})];
  expect(Math.max(...notes.map(({ text }) => text.length))).toBeLessThanOrEqual(4_000);
});

/** A small collection as Anki itself writes one: two notes both ways, one cloze. */
function foreignPackage(change: (db: DatabaseSync) => void = () => undefined): Uint8Array {
  const db = new DatabaseSync(':memory:');
  const crt = Date.parse('2025-01-01T04:00:00Z') / 1_000;
  const tmpls = [{ qfmt: '{{Front}}' }, { qfmt: '<b>{{hint:Back}}</b>' }];
  const models = {
    1: { name: 'Basic (and reversed card)', type: 0, flds: [{ name: 'Front' }, { name: 'Back' }], tmpls },
    2: { name: 'Cloze', type: 1, flds: [{ name: 'Text' }], tmpls: [{ qfmt: '{{cloze:Text}}' }] },
  };
  db.exec(`create table col (id integer primary key, crt integer, models text);
    create table notes (id integer primary key, mid integer, tags text, flds text);
    create table cards (id integer primary key, nid integer, ord integer, type integer, queue integer, due integer,
      ivl integer, factor integer, reps integer, lapses integer, data text);
    create table revlog (id integer primary key, cid integer, ease integer, time integer, type integer);
    create table graves (usn integer, oid integer, type integer)`);
  db.prepare('insert into col values (1, ?, ?)').run(crt, JSON.stringify(models));
  const note = db.prepare('insert into notes values (?, ?, ?, ?)');
  note.run(1, 1, ' zwierzęta ', '<div>kot</div>[sound:kot.mp3]\x1fcat&nbsp;&amp; dog<img src="x.png">');
  note.run(2, 1, '', 'pies\x1fdog');
  note.run(3, 2, '', 'To jest {{c1::kot}}.');
  const card = db.prepare('insert into cards values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  card.run(11, 1, 0, 2, 2, 440, 30, 2500, 7, 1, '');
  card.run(12, 1, 1, 2, 2, 430, 12, 2300, 3, 0, '{"s":12.5,"d":6.5,"dr":0.9}');
  card.run(21, 2, 0, 0, -1, 3, 0, 0, 0, 0, '');
  card.run(22, 2, 1, 0, 0, 4, 0, 0, 0, 0, '');
  card.run(31, 3, 0, 0, 0, 5, 0, 0, 0, 0, '');
  const log = db.prepare('insert into revlog values (?, ?, ?, ?, ?)');
  log.run(Date.parse('2026-02-20T08:00:00Z'), 11, 3, 4_000, 1);
  log.run(Date.parse('2026-02-21T08:00:00Z'), 11, 0, 0, 4);
  change(db);
  const bytes = db.serialize();
  db.close();
  return zipSync({ 'collection.anki2': bytes, media: new TextEncoder().encode('{}') });
}
