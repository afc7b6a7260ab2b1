import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { queriesOf } from './tables.ts';
import { openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

/** Items with one card each: all but the last hundredth learnt, a quarter of those due. */
async function fill(personId: string, cards: number) {
  const on = queriesOf(room.database);
  const now = new Date(room.clock.wall());
  await sql`
    insert into review_items
    select ${personId} || '_item_' || n, ${personId}, 'słowo ' || n, 'pl', 'słowo ' || n, 'word ' || n, 'en', '', '[]', 'import', null,
      'slowo ' || n, ${now}
    from generate_series(1, ${cards}::integer) n`.execute(on);
  await sql`
    insert into review_cards (id, person_id, item_id, kind, state, due, stability, difficulty, scheduled_days,
      learning_steps, reps, lapses, last_review, first_review, forgiven, suspended, leech, added_at)
    select ${personId} || '_card_' || n, ${personId}, ${personId} || '_item_' || n, 'production',
      case when n % 100 = 0 then 0 else 2 end,
      ${now}::timestamptz + (n % 400 - 100) * interval '1 hour', 1 + n % 97, 5, 1 + n % 97, 0, 3, 0,
      ${now}::timestamptz - (1 + n % 97 + 5) * interval '1 day', ${now}::timestamptz - interval '200 days', -1, false, false, ${now}
    from generate_series(1, ${cards}::integer) n`.execute(on);
  await sql`analyze review_items`.execute(on);
  await sql`analyze review_cards`.execute(on);
}

/** What was answered elsewhere and came with an import: the newest of each card. */
async function fillHistory(personId: string, cards: number) {
  const on = queriesOf(room.database);
  await sql`
    insert into review_log (person_id, id, card_id, at, rating, how, ms, source, day, retention, counted)
    select ${personId}, 'import/' || n || '/' || k, ${personId} || '_card_' || n,
      ${new Date(room.clock.wall())}::timestamptz - k * interval '1 day', 3, 'imported', 4000, 'import', '2026-01-01', 0.9, false
    from generate_series(1, ${cards}::integer) n, generate_series(1, 50) k`.execute(on);
  await sql`analyze review_log`.execute(on);
}

/** Rows that the database has read of the cards so far, one by one or by an index. */
async function rowsRead(): Promise<{ scanned: number; fetched: number }> {
  const on = queriesOf(room.database);
  await sql`select pg_stat_force_next_flush()`.execute(on);
  const { rows } = await sql<{ scanned: number; fetched: number }>`
    select sum(seq_tup_read)::integer as scanned, sum(idx_tup_fetch)::integer as fetched
    from pg_stat_user_tables where relname in ('review_cards', 'review_items', 'review_log')`.execute(on);
  return rows[0] ?? { scanned: Number.NaN, fetched: Number.NaN };
}

test('[M17] with 20,000 cards the queue is read at once, and nobody reads the cards of others', async () => {
  const [large, small] = [await room.newcomer(), await room.newcomer()];
  await fill(large.personId, 20_000);
  await fill(small.personId, 20);
  for (const path of ['/v1/review/queue', '/v1/review/stats', '/v1/review/cards?limit=20', '/v1/practice/daily']) {
    const before = await rowsRead();
    const own = await room.ask(path, { as: small });
    const after = await rowsRead();
    expect([path, own.status, after.scanned - before.scanned]).toEqual([path, 200, 0]);
    expect([path, after.fetched - before.fetched < 1_000]).toEqual([path, true]);
    const from = realClock.now();
    expect((await room.ask(path, { as: large })).status).toBe(200);
    // Some 30 ms on the slowest machine at hand; this only tells a scan of everything from a read of an index.
    expect([path, realClock.now() - from < 1_500]).toEqual([path, true]);
  }
  // Nor is it read through what was answered elsewhere before.
  await fillHistory(small.personId, 20);
  for (const path of ['/v1/review/queue', '/v1/review/stats']) {
    const before = await rowsRead();
    expect((await room.ask(path, { as: small })).status).toBe(200);
    const after = await rowsRead();
    expect([path, after.fetched - before.fetched + after.scanned - before.scanned < 500]).toEqual([path, true]);
  }
  const earlier = await rowsRead();
  expect(await room.feature.predictedReviews(small.personId)).toEqual([]);
  expect((await rowsRead()).fetched - earlier.fetched).toBeLessThan(100);
  // A scan would have been seen.
  const before = await rowsRead();
  await sql`select count(*) from review_cards where difficulty > 100`.execute(queriesOf(room.database));
  expect((await rowsRead()).scanned - before.scanned).toBeGreaterThan(20_000);
});
