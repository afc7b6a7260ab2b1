// From a fresh server to a finished lesson and what follows it, by voice, with nothing read but the one big button.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { ask } from '../ask.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { firstLesson } from '../first-lesson.ts';
import { speakInto, wavMicrophone } from '../page-microphone.ts';
import { spoken } from '../spoken.ts';
import { openWorld } from '../world.ts';

/** Where pictures of each step are put; none are taken without. */
const folder = process.env.STORY_SCREENSHOTS;

const { talk } = firstLesson;

describe.skipIf(!hasBrowser)('a new learner, by voice', () => {
  let browser: Browser;
  beforeAll(async () => {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    await ensureWeb();
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  let pictures = 0;
  async function picture(page: Page, name: string): Promise<void> {
    pictures += 1;
    const path = `${String(pictures).padStart(2, '0')}-${name}.png`;
    if (folder !== undefined) await page.screenshot({ path: join(folder, path) });
  }

  it('finishes a first lesson, is told what comes next, and has a day, points and words to review', async () => {
    await using world = await openWorld();
    await using visitor = await visit(browser, world.url, { language: 'pl-PL', before: wavMicrophone });
    const { page } = visitor;
    const begin = page.getByRole('button', { name: 'Zacznij rozmowę' });
    await begin.waitFor();
    await picture(page, 'welcome');
    await begin.click();

    const right = page.locator('[data-testid=feedback][data-verdict=right]');
    for (const [n, [question, answer]] of talk.entries()) {
      await page.getByTestId('tutor-text').filter({ hasText: question }).last().waitFor({ timeout: 40_000 });
      // Who listens speaks when the tutor is silent.
      const phase = () => page.getByTestId('phase').textContent();
      await expect.poll(phase, { timeout: 40_000 }).toBe('Słucham. Proszę mówić.');
      await speakInto(page, await spoken(answer));
      await expect.poll(() => right.count(), { message: answer, timeout: 40_000 }).toBe(n + 1);
      if (n === 1) await picture(page, 'lesson');
      if (n === 2) await picture(page, 'quiz-offered');
    }

    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 40_000 });
    const bill = page.getByTestId('summary');
    expect(await bill.textContent()).toContain(`Od razu dobrze${talk.length}`);
    const onward = bill.getByRole('link', { name: 'Dalej do zadań' });
    await onward.waitFor();
    await picture(page, 'summary');
    await onward.click();
    await page.getByRole('heading', { name: 'Posłuchaj i powtórz' }).waitFor();
    await picture(page, 'next-step');

    await page.goto(`${world.url}/`);
    await page.getByRole('link', { name: 'Postępy' }).click();
    await page.getByText('1 dzień z rzędu').waitFor();
    await page.getByText(/[1-9]\d* XP dziś/).waitFor();
    await picture(page, 'progress');
    const progress = await ask(world, '/v1/progress');
    expect(progress).toMatchObject({ streak: { days: 1, today_done: true }, lessons: { completed: 1 } });
    expect(progress.minutes).toBeGreaterThan(0.5);
    expect(progress.spoken.learner_minutes).toBeGreaterThan(0.1);

    await page.getByRole('link', { name: 'Powtórki' }).click();
    await page.getByRole('button', { name: 'Zacznij' }).waitFor();
    await picture(page, 'review');
    const { data } = await ask(world, '/v1/review/cards?kind=production&limit=50');
    const texts = data.map((card: { item: { text: string } }) => card.item.text);
    expect(texts).toEqual(expect.arrayContaining(talk.map(([, answer]) => answer)));
    expect(visitor.complaints).toEqual([]);
  }, 240_000);
});
