// One learner with a laptop and a phone, on both at once.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { addWords, ask } from '../ask.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { firstLesson } from '../first-lesson.ts';
import { openWorld } from '../world.ts';

const words = [
  ['Where is the station?', 'Gdzie jest dworzec'],
  ['Could you repeat that?', 'Czy możesz powtórzyć'],
  ['How much is it?', 'Ile to kosztuje'],
] as const;

interface Logged {
  id: string;
  data: { card: string; rating: number; exchange: string };
}

describe.skipIf(!hasBrowser)('two devices of one learner', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser({ permission: 'denied' });
  });
  afterAll(() => browser?.close());

  const begin = (page: Page) => page.getByRole('button', { name: 'Zacznij', exact: true }).click();
  async function gradeOne(page: Page): Promise<void> {
    await page.getByRole('button', { name: /Pokaż odpowiedź/ }).click();
    await page.getByRole('button', { name: /^Łatwe/ }).click();
  }

  it('review one queue and talk at the same time, and both come to the same', async () => {
    await using world = await openWorld();
    await addWords(world, words);
    const log = async (kind: string): Promise<Logged[]> =>
      (await ask(world, `/v1/learning/events?kind=${kind}&limit=100`)).data;
    await using laptop = await visit(browser, `${world.url}/review`, { language: 'pl-PL' });
    await using phone = await visit(browser, `${world.url}/review`, { language: 'pl-PL', width: 390, height: 800 });
    const both = [laptop.page, phone.page];
    await Promise.all(both.map((page) => begin(page)));
    await Promise.all(
      both.map(async (page) => {
        for (const _ of words) await gradeOne(page);
        await page.getByText('To wszystko na teraz').waitFor();
      }),
    );
    await expect.poll(async () => (await log('review')).length, { timeout: 30_000 }).toBe(2 * words.length);

    // The talk on one, new words on the other.
    await laptop.page.goto(`${world.url}/lesson/${firstLesson.id}`);
    await laptop.page.getByRole('button', { name: 'albo zacznij od pisania' }).click();
    const talk = firstLesson.talk.slice(0, 3);
    const more = [
      ['A table for two, please.', 'Stolik dla dwóch osób'],
      ['I am just looking.', 'Tylko się rozglądam'],
    ] as const;
    await addWords(world, more);
    await phone.page.goto(`${world.url}/review`);
    await begin(phone.page);
    for (const [n, [question, answer]] of talk.entries()) {
      await laptop.page.getByTestId('tutor-text').filter({ hasText: question }).last().waitFor({ timeout: 30_000 });
      await laptop.page.getByRole('textbox').fill(answer);
      await Promise.all([laptop.page.keyboard.press('Enter'), n < more.length ? gradeOne(phone.page) : undefined]);
    }
    const answers = async () => (await log('answer')).map(({ data }) => data.exchange).sort();
    await laptop.page.getByTestId('tutor-text').filter({ hasText: 'what do you do' }).waitFor({ timeout: 30_000 });
    await expect.poll(answers, { timeout: 30_000 }).toEqual(['from', 'hello', 'know']);
    await expect.poll(async () => (await log('review')).length).toBe(2 * words.length + more.length);
    const reviews = await log('review');
    expect(new Set(reviews.map(({ id }) => id)).size).toBe(reviews.length);

    // Both devices show what the server has, and it is what both did.
    const { data } = await ask(world, '/v1/review/cards?kind=production&limit=50');
    const texts = [...words, ...more].map(([text]) => text);
    for (const card of data.filter(({ item }: { item: { text: string } }) => texts.includes(item.text as never))) {
      expect(reviews.filter(({ data }) => data.card === card.id).length).toBeGreaterThan(0);
      expect(card.reps).toBeGreaterThan(0);
    }
    const { today } = await ask(world, '/v1/progress');
    expect(today).toMatchObject({ answers: talk.length, reviews: reviews.length });
    for (const page of both) {
      await page.goto(`${world.url}/progress`);
      await page.getByText(`${today.xp} XP dziś`).waitFor();
    }
    for (const { complaints } of [laptop, phone]) expect(complaints).toEqual([]);
  }, 180_000);
});
