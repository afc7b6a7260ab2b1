import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Who } from '../../app/testing/feature-door.ts';
import { openReviewRoom, type ReviewRoom } from './testing/review-room.ts';

let room: ReviewRoom;

beforeAll(async () => {
  room = await openReviewRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const DAY_MS = 86_400_000;

async function answer(as: Who, card: string, rating: number, more: object = {}) {
  const { status, body } = await room.ask('/v1/review/answers', { as, body: { answers: [{ card, rating, ...more }] } });
  expect([status, body]).toMatchObject([200, {}]);
  return body.cards[0];
}

test('[M1] the intervals of FSRS-6 come out of the public doors as its authors publish them', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2022-11-29T12:30:00Z');
  const { production } = await room.addWord(as, 'rzeka', 'river');
  const intervals: number[] = [];
  for (const rating of [3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3]) {
    const card = await answer(as, production?.id ?? '', rating);
    intervals.push(card.interval_days);
    room.clock.goTo(card.due);
  }
  expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
});

test('[M1] the memory state of FSRS-6 comes out of the public doors, also from a log that was kept offline', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2023-06-01T12:00:00Z');
  const { recognition, hearing } = await room.addWord(as, 'rzeka', 'river');
  const start = Date.parse('2023-01-01T12:00:00Z');
  let days = 0;
  const reviews = [1, 3, 3, 3, 3, 3].map((rating, n) => {
    days += [0, 0, 1, 3, 8, 21][n] ?? 0;
    return { rating, at: new Date(start + days * DAY_MS).toISOString() };
  });
  const log = (card: string) =>
    reviews.map(({ rating, at }, n) => ({
      id: `offline-${card}-${n}`,
      at,
      kind: 'review',
      data: { card, rating, how: 'button', ms: 2_000 },
    }));
  for (const { rating, at } of reviews) await answer(as, recognition?.id ?? '', rating, { at });
  await room.ask('/v1/learning/events', { as, body: { events: log(hearing?.id ?? '').reverse() } });
  for (const card of [recognition, hearing]) {
    const { body } = await room.ask(`/v1/review/cards/${card?.id}`, { as });
    expect(body.stability).toBeCloseTo(53.62691, 4);
    expect(body.difficulty).toBeCloseTo(6.3574867, 6);
    expect(body.history).toHaveLength(6);
  }
});

test('[M2] an item has cards of its own memory; adding it again changes nothing but what is missing', async () => {
  const as = await room.newcomer();
  const cards = await room.addWord(as, 'Dzień dobry!', 'Good morning');
  expect(Object.keys(cards).sort()).toEqual(['hearing', 'production', 'recognition']);
  const again = await room.addWord(as, 'dzień dobry', 'something else');
  expect(again.recognition?.id).toBe(cards.recognition?.id);
  const rated = await answer(as, cards.production?.id ?? '', 4);
  expect(rated).toMatchObject({ state: 'review', interval_days: 8 });
  const { body } = await room.ask(`/v1/review/cards?item=${rated.item.id}`, { as });
  expect(body.data.filter((card: { state: string }) => card.state === 'new')).toHaveLength(2);
  const heard = await room.addWord(as, 'bez znaczenia', '');
  expect(Object.keys(heard)).toEqual(['hearing']);
  expect(await room.addWord(as, 'bez znaczenia', '', ['production'])).toMatchObject({ hearing: {}, production: {} });
});

test('[M3] siblings of a card that was asked wait for the next day, and of each item one card is asked', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-03-01T09:00:00Z');
  const { recognition, production } = await room.addWord(as, 'kot', 'cat');
  expect(await queued(as)).toEqual([recognition?.id]);
  await answer(as, recognition?.id ?? '', 4);
  expect(await queued(as)).toEqual([]);
  room.clock.goTo('2026-03-02T00:00:01Z');
  expect(await queued(as)).toEqual([production?.id]);
});

test('[M3] a card in its first steps comes back on the same day', async () => {
  const as = await room.newcomer();
  const { recognition } = await room.addWord(as, 'pies', 'dog');
  await answer(as, recognition?.id ?? '', 1);
  expect(await queued(as)).toEqual([]);
  room.clock.goTo(new Date(room.clock.wall() + 61_000));
  expect(await queued(as)).toEqual([recognition?.id]);
});

test('[M4] due cards come first, the least likely known before the others, then new ones', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-04-01T09:00:00Z');
  const ids: Record<string, string> = {};
  for (const [text, rating] of [
    ['raz', 4],
    ['dwa', 3],
    ['trzy', 2],
  ] as const) {
    const { recognition } = await room.addWord(as, text, text, ['recognition']);
    ids[text] = recognition?.id ?? '';
    await answer(as, ids[text], rating);
    if (rating !== 4) await answer(as, ids[text], 3);
  }
  const { recognition: fresh } = await room.addWord(as, 'nowe', 'new', ['recognition']);
  room.clock.goTo('2026-04-21T09:00:00Z');
  const { body } = await room.ask('/v1/review/queue', { as });
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([ids.trzy, ids.dwa, ids.raz, fresh?.id]);
  const known = body.data.slice(0, 3).map((card: { retrievability: number }) => card.retrievability);
  expect(known).toEqual([...known].sort((a, b) => a - b));
  expect(body.counts).toEqual({ due: 3, new: 1, later_today: 0 });
});

test('[M5] the time budget caps the queue by the seconds that this learner takes', async () => {
  const as = await room.newcomer();
  for (let n = 0; n < 9; n += 1) await room.addWord(as, `słowo ${n}`, `word ${n}`, ['recognition']);
  const first = await room.ask('/v1/review/queue?minutes=1', { as });
  expect([first.body.seconds_per_card, first.body.data.length, first.body.has_more]).toEqual([12, 5, true]);
  for (let n = 0; n < 10; n += 1) {
    await answer(as, first.body.data[0].id, 1, { ms: n === 0 ? 3_600_000 : 24_000 });
  }
  const { body } = await room.ask('/v1/review/queue?minutes=1', { as });
  expect(body.seconds_per_card).toBe(27.6);
  expect(body.data).toHaveLength(2);
});

test('[M6] new cards end at the day’s limit, and the day is the learner’s', async () => {
  const as = await room.newcomer();
  const set = { new_cards_per_day: 2, time_zone: 'America/New_York' };
  await room.ask('/v1/me/settings', { as, method: 'PATCH', body: set });
  room.clock.goTo('2026-03-08T03:30:00Z');
  for (const text of ['jeden', 'dwa', 'trzy', 'cztery']) await room.addWord(as, text, text, ['recognition']);
  const ids = await queued(as);
  expect(ids).toHaveLength(2);
  for (const id of ids) await answer(as, id, 4);
  expect(await queued(as)).toEqual([]);
  // 8 March has 23 hours there; the queue says when it ends.
  room.clock.goTo('2026-03-08T05:00:01Z');
  const { body } = await room.ask('/v1/review/queue', { as });
  expect(body.data).toHaveLength(2);
  expect(body.day_ends).toBe('2026-03-09T04:00:00.000Z');
});

test('[M7] an answer that is sent twice counts once, and one for a card of another person is refused', async () => {
  const as = await room.newcomer();
  const other = await room.newcomer();
  const { recognition } = await room.addWord(as, 'okno', 'window');
  const id = recognition?.id ?? '';
  const once = await answer(as, id, 3, { id: 'event-twice' });
  const twice = await answer(as, id, 3, { id: 'event-twice' });
  expect(twice).toEqual(once);
  const body = { answers: [{ card: id, rating: 1 }] };
  expect((await room.ask('/v1/review/answers', { as: other, body })).status).toBe(404);
  const told = { id: 'event-alien', at: new Date(room.clock.wall()).toISOString(), kind: 'review' };
  const data = { card: id, rating: 1, how: 'button', ms: 1 };
  await room.ask('/v1/learning/events', { as: other, body: { events: [{ ...told, data }] } });
  expect((await room.ask(`/v1/review/cards/${id}`, { as })).body).toMatchObject({ reps: 1, lapses: 0 });
  for (const [method, path] of [
    ['GET', `/v1/review/cards/${id}`],
    ['PATCH', `/v1/review/cards/${id}`],
    ['POST', `/v1/review/cards/${id}/reset`],
    ['POST', `/v1/review/cards/${id}/typed`],
    ['DELETE', `/v1/review/cards/${id}`],
    ['DELETE', `/v1/review/items/${once.item.id}`],
  ] as const) {
    const sent = { PATCH: { suspended: true }, POST: path.endsWith('typed') ? { text: 'x' } : undefined }[
      method as 'PATCH'
    ];
    const refused = await room.ask(path, { as: other, method, ...(sent ? { body: sent } : {}) });
    expect([path, refused.status]).toEqual([path, 404]);
  }
});

test('[M9] undo takes back the last answers exactly, also the one that made a leech', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-05-01T09:00:00Z');
  const { recognition } = await room.addWord(as, 'most', 'bridge', ['recognition']);
  const id = recognition?.id ?? '';
  let leeches: string[] = [];
  let before: unknown;
  for (let n = 0; n < 8; n += 1) {
    const card = await answer(as, id, 4);
    room.clock.goTo(card.due);
    before = (await room.ask(`/v1/review/cards/${id}`, { as })).body;
    const { body } = await room.ask('/v1/review/answers', { as, body: { answers: [{ card: id, rating: 1 }] } });
    leeches = body.leeches;
    if (n < 7) expect(leeches).toEqual([]);
  }
  expect(leeches).toEqual([id]);
  expect((await room.ask(`/v1/review/cards/${id}`, { as })).body).toMatchObject({ leech: true, suspended: true });
  const undone = await room.ask('/v1/review/undo', { as, body: {} });
  expect(undone.body.undone).toHaveLength(1);
  const { history, ...card } = (await room.ask(`/v1/review/cards/${id}`, { as })).body;
  const { history: old, ...was } = before as { history: unknown[] };
  expect(card).toEqual(was);
  expect(history.filter(({ undone: one }: { undone: boolean }) => one)).toHaveLength(1);
  await room.ask('/v1/review/undo', { as, body: { last: 50 } });
  expect((await room.ask(`/v1/review/cards/${id}`, { as })).body).toMatchObject({
    state: 'new',
    reps: 0,
    last_review: null,
  });
  expect((await room.ask('/v1/review/undo', { as, body: {} })).body.undone).toEqual([]);
});

test('[M10] a card that was forgotten eight times is put aside and told; let back, it has half as many', async () => {
  const as = await room.newcomer();
  const { recognition } = await room.addWord(as, 'wieś', 'village', ['recognition']);
  const id = recognition?.id ?? '';
  const lapse = async () => {
    room.clock.goTo((await answer(as, id, 4)).due);
    await answer(as, id, 1);
    return (await room.ask(`/v1/review/cards/${id}`, { as })).body;
  };
  for (let n = 0; n < 7; n += 1) expect((await lapse()).leech).toBe(false);
  expect(await lapse()).toMatchObject({ leech: true, suspended: true, lapses: 8 });
  expect(await queued(as)).toEqual([]);
  const let_ = await room.ask(`/v1/review/cards/${id}`, { as, method: 'PATCH', body: { suspended: false } });
  expect(let_.body).toMatchObject({ leech: false, suspended: false });
  for (let n = 0; n < 3; n += 1) expect((await lapse()).leech).toBe(false);
  expect((await lapse()).leech).toBe(true);
});

test('[M11] suspended cards are not asked, buried ones wait for tomorrow, and a reset begins anew', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-06-01T09:00:00Z');
  const { recognition } = await room.addWord(as, 'dom', 'house', ['recognition']);
  const id = recognition?.id ?? '';
  const patch = (body: object) => room.ask(`/v1/review/cards/${id}`, { as, method: 'PATCH', body });
  await patch({ suspended: true });
  expect(await queued(as)).toEqual([]);
  await patch({ suspended: false, buried: true });
  expect(await queued(as)).toEqual([]);
  await patch({ buried: false });
  expect(await queued(as)).toEqual([id]);
  await patch({ buried: true });
  room.clock.goTo('2026-06-02T00:00:00Z');
  expect(await queued(as)).toEqual([id]);
  await answer(as, id, 4);
  const reset = await room.ask(`/v1/review/cards/${id}/reset`, { as, method: 'POST' });
  expect(reset.body).toMatchObject({ state: 'new', reps: 0, stability: null });
  const { history } = (await room.ask(`/v1/review/cards/${id}`, { as })).body;
  expect(history).toMatchObject([{ rating: 4, counted: false }]);
});

test('[M12] words are edited, found without their marks, filtered, paged and deleted', async () => {
  const as = await room.newcomer();
  for (const [text, translation] of [
    ['żółw', 'tortoise'],
    ['łódź', 'boat'],
    ['wóz', 'cart'],
  ] as const) {
    await room.addWord(as, text, translation);
  }
  const list = async (query: string) => (await room.ask(`/v1/review/cards?${query}`, { as })).body;
  expect((await list('q=ZOLW')).data).toHaveLength(3);
  expect((await list('q=boat&kind=production')).data).toHaveLength(1);
  expect((await list('q=%25')).data).toEqual([]);
  const item = (await list('q=boat')).data[0].item.id;
  const edit = (body: object) => room.ask(`/v1/review/items/${item}`, { as, method: 'PATCH', body });
  expect((await edit({ note: 'on the Vistula', tags: ['water'] })).body.item).toMatchObject({ note: 'on the Vistula' });
  expect((await list('q=vistula&tag=water')).data).toHaveLength(3);
  expect((await edit({ text: 'Żółw' })).status).toBe(409);
  expect((await edit({ text: '!?' })).status).toBe(400);
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const page = await list(`limit=4${after && `&after=${after}`}`);
    seen.push(...page.data.map(({ id }: { id: string }) => id));
    after = seen.at(-1) ?? '';
    if (!page.has_more) break;
  }
  expect([seen.length, new Set(seen).size]).toEqual([9, 9]);
  await room.ask(`/v1/review/cards/${seen[0]}`, { as, method: 'DELETE' });
  expect((await room.ask(`/v1/review/items/${item}`, { as, method: 'DELETE' })).body).toEqual({
    id: item,
    deleted: true,
  });
  expect((await list('limit=100')).data).toHaveLength(5);
});

test('[M13] a typed answer is rated by how near it is, a meaning by any of its ways, and at most hard with a hint', async () => {
  const as = await room.newcomer();
  const cards = await room.addWord(as, 'samochód', 'car / automobile');
  const type = async (kind: string, text: string, more: object = {}) =>
    (await room.ask(`/v1/review/cards/${cards[kind]?.id}/typed`, { as, body: { text, record: false, ...more } })).body;
  expect(await type('production', 'Samochód')).toMatchObject({
    rating: 3,
    band: 'exact',
    answer: 'samochód',
    event: null,
  });
  expect(await type('production', 'samchód')).toMatchObject({ rating: 2, band: 'high' });
  expect(await type('production', 'rower')).toMatchObject({ rating: 1, alignment: [{ said: 'rower', mark: 'wrong' }] });
  // What sounds right and is spelt otherwise is known, with a slip.
  expect(await type('production', 'samohód')).toMatchObject({ rating: 2, error_type: 'spelling' });
  expect(await type('production', 'samochód', { hint: true })).toMatchObject({ rating: 2 });
  expect(await type('recognition', 'automobile')).toMatchObject({ rating: 3, language: 'en' });
  const given = await type('hearing', 'samochód', { record: true, ms: 4_000 });
  expect(given.card).toMatchObject({ reps: 1, state: 'learning' });
  const { history } = (await room.ask(`/v1/review/cards/${cards.hearing?.id}`, { as })).body;
  expect(history).toMatchObject([{ id: given.event, rating: 3, how: 'typed', ms: 4_000, source: 'review' }]);
});

test('[M16] the statistics tell counts, today, the forecast, and what was known against what should have been', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-07-01T09:00:00Z');
  const { recognition } = await room.addWord(as, 'lato', 'summer', ['recognition']);
  await room.addWord(as, 'zima', 'winter', ['recognition']);
  const { due } = await answer(as, recognition?.id ?? '', 4, { ms: 6_000 });
  const stats = async () => (await room.ask('/v1/review/stats', { as })).body;
  expect(await stats()).toMatchObject({
    items: 2,
    cards: 2,
    by_state: { new: 1, review: 1 },
    today: { reviews: 1, new: 1, minutes: 0.1 },
    retention: null,
  });
  expect((await stats()).forecast.filter((one: { due: number }) => one.due > 0)).toEqual([
    { day: due.slice(0, 10), due: 1 },
  ]);
  room.clock.goTo(due);
  await answer(as, recognition?.id ?? '', 3);
  const { retention } = await stats();
  expect(retention).toMatchObject({ observed: 1, reviews: 1, desired: 0.9 });
  expect(retention.predicted).toBeCloseTo(0.9, 1);
});

async function queued(as: Who): Promise<string[]> {
  const { body } = await room.ask('/v1/review/queue', { as });
  return body.data.map(({ id }: { id: string }) => id);
}

test('[M7] answers that arrive at the same moment are all there, each once', async () => {
  const as = await room.newcomer();
  const { recognition } = await room.addWord(as, 'razem', 'together', ['recognition']);
  const body = (n: number) => ({ answers: [{ id: `at-once-${n % 10}`, card: recognition?.id, rating: 3 }] });
  await Promise.all(Array.from({ length: 20 }, (_, n) => room.ask('/v1/review/answers', { as, body: body(n) })));
  const { reps, history } = (await room.ask(`/v1/review/cards/${recognition?.id}`, { as })).body;
  expect([reps, history.length]).toEqual([10, 10]);
});

test('[M4] other features are told what is due, by lesson too, and what was predicted', async () => {
  const as = await room.newcomer();
  room.clock.goTo('2026-08-01T09:00:00Z');
  const body = { language: 'pl', translation: 'x', lesson: 'cafe-pl', kinds: ['production'] };
  const ids: string[] = [];
  for (const text of ['sok', 'mleko']) {
    ids.push((await room.ask('/v1/review/items', { as, body: { ...body, text } })).body.cards[0].id);
  }
  for (const id of ids) await answer(as, id, 4);
  expect(await room.feature.dueNow(as.personId)).toBe(0);
  room.clock.goTo('2026-08-20T09:00:00Z');
  expect(await room.feature.dueNow(as.personId)).toBe(2);
  expect(await room.feature.dueOf(as.personId)).toEqual(new Map([['cafe-pl', 2]]));
  await answer(as, ids[0] ?? '', 1);
  await answer(as, ids[1] ?? '', 3);
  const told = await room.feature.predictedReviews(as.personId);
  expect(told.map(({ recalled }) => recalled).sort()).toEqual([false, true]);
  for (const { predicted } of told) expect(predicted).toBeGreaterThan(0.7);
  expect(await room.feature.dueOf(as.personId)).toEqual(new Map());
});
