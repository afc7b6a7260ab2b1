import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { realClock as clock } from '../kit/clock.ts';
import { OPERATOR_KEY, openTestApp } from './testing/open-test-app.ts';

test('[P13, P18] progress sees what memory knows: single words that are firm, and how well recall was predicted', async () => {
  await using server = await openTestApp();
  // biome-ignore lint/suspicious/noExplicitAny: the test looks into answers freely
  const ask = async (path: string, body?: object): Promise<any> => {
    const answer = await fetch(server.app.address + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'authorization': `Bearer ${OPERATOR_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json();
  };
  const keep = (text: string) =>
    ask('/v1/review/items', { text, language: 'pl', translation: 'x', translation_language: 'en' });
  const words = async () => (await ask('/v1/progress/words')).data.map(({ word }: { word: string }) => word);
  await keep('rower');
  await keep('dzień dobry');
  expect(await words()).toEqual([]);
  await sql`update review_cards set state = 2, stability = 8, last_review = now()`.execute(server.database.db);
  expect(await words()).toEqual(['rower']);
  expect((await ask('/v1/progress')).words_known).toBe(1);
  await sql`update review_cards set stability = 6`.execute(server.database.db);
  expect(await words()).toEqual([]);

  const [card] = (await keep('kot')).cards;
  const rate = (at: string) =>
    ask('/v1/review/answers', { answers: [{ card: card.id, rating: 3, at, how: 'typed', ms: 3_000 }] });
  expect(await ask('/v1/progress/calibration')).toMatchObject({ reviews: 0, enough: false, bins: [] });
  const now = clock.wall();
  for (const days of [40, 30, 10]) await rate(new Date(now - days * 86_400_000).toISOString());
  const told = await ask('/v1/progress/calibration');
  expect(told.reviews).toBeGreaterThan(0);
  expect(told.observed).toBe(1);
  expect(told.predicted).toBeLessThan(1);
});
