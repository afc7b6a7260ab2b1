// A learner opens review, presses one button, and answers the cards by speaking into the page.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { addWords, ask } from '../ask.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { speakInto, wavMicrophone } from '../page-microphone.ts';
import { spoken } from '../spoken.ts';
import { openWorld } from '../world.ts';

const words = [
  ['Where is the station?', 'Gdzie jest dworzec'],
  ['Could you repeat that?', 'Czy możesz powtórzyć'],
] as const;

describe.skipIf(!hasBrowser)('review by speaking', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  it('asks each card aloud, hears the answer and tells how it was', async () => {
    await using world = await openWorld();
    await addWords(world, words);
    await using visitor = await visit(browser, `${world.url}/review`, { language: 'pl-PL', before: wavMicrophone });
    const { page } = visitor;
    await page.getByText('Mówiąc').click();
    await page.getByRole('button', { name: 'Zacznij' }).click();
    const right = page.locator('[data-testid=feedback][data-verdict=right]');
    const asked = page.getByTestId('tutor-text');
    for (let n = 0; n < words.length; n++) {
      await asked.nth(n).filter({ hasText: 'Jak powiedzieć' }).waitFor({ timeout: 40_000 });
      const phase = () => page.getByTestId('phase').textContent();
      await expect.poll(phase, { timeout: 40_000 }).toBe('Słucham. Proszę mówić.');
      const question = (await asked.nth(n).textContent()) ?? '';
      const [text] = words.find(([, meaning]) => question.includes(meaning)) ?? [''];
      await speakInto(page, await spoken(text));
      await expect.poll(() => right.count(), { message: question, timeout: 40_000 }).toBe(n + 1);
    }
    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 40_000 });
    expect(await page.getByTestId('summary').textContent()).toContain('Od razu dobrze2');
    // A turn is kept when it has been heard to its end.
    const reviews = async () => (await ask(world, '/v1/learning/events?kind=review')).data;
    const good = { data: { how: 'spoken', rating: 3 } };
    await expect.poll(reviews, { timeout: 40_000 }).toMatchObject([good, good]);
    const { data } = await ask(world, '/v1/review/cards');
    expect(data.map((card: { reps: number }) => card.reps)).toEqual([1, 1]);
    expect(visitor.complaints).toEqual([]);
  }, 180_000);
});
