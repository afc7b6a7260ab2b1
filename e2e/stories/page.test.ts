// The page on the real server: a newcomer presses the cup and talks, or types, or has nothing but a keyboard.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { type OwnServer, startOwnServer } from '../../scripts/talk/own-server.ts';
import { seriousFaults } from '../accessibility.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { spoken, writeSpoken } from '../spoken.ts';

/** The opening is over before the learner speaks, on a slow machine too. */
const LEAD_MS = 7_000;

describe.skipIf(!hasBrowser)('the page on the real server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-page-'));
  let server: OwnServer;
  let browser: Browser;

  beforeAll(async () => {
    await ensureWeb();
    const microphone = join(folder, 'cappuccino.wav');
    await writeSpoken(microphone, await spoken("I'd like a cappuccino, please.", { leadMs: LEAD_MS, tailMs: 1_000 }));
    server = await startOwnServer(new AbortController().signal);
    browser = await startBrowser({ microphone });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const tutorLine = (page: Page, text: string | RegExp) => page.getByTestId('tutor-text').filter({ hasText: text });

  it('lets a newcomer press one button, talk, and be answered', async () => {
    await using visitor = await visit(browser, server.url, { language: 'pl-PL' });
    const { page } = visitor;
    await page.getByText('At the café').click();
    await page.getByRole('button', { name: 'Zacznij rozmowę' }).click();
    await tutorLine(page, 'What can I get you?').waitFor();
    await page.getByText('Ten serwer zna odpowiedzi, na które czeka').waitFor();

    await page
      .getByTestId('learner-text')
      .filter({ hasText: "I'd like a cappuccino, please." })
      .waitFor({ timeout: 40_000 });
    await page.locator('[data-testid=feedback][data-verdict=right]').waitFor();
    await tutorLine(page, 'milk').waitFor();
    // The words of the reply are lit as they are heard.
    await page.locator('[data-now]').first().waitFor();
    await expect
      .poll(() => page.getByTestId('phase').textContent(), { timeout: 20_000 })
      .toBe('Słucham. Proszę mówić.');

    await page.getByRole('button', { name: 'Zakończ' }).click();
    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 20_000 });
    expect(await page.getByTestId('summary').textContent()).toContain('Od razu dobrze');
    expect(visitor.complaints).toEqual([]);
  });

  it('can be done by keyboard alone, from the first key to the bill', async () => {
    await using visitor = await visit(browser, `${server.url}/lesson/cafe-en`, { language: 'pl-PL' });
    const { page } = visitor;
    const { keyboard } = page;
    await page.getByRole('heading', { name: 'At the café' }).waitFor();
    await tabTo(page, 'albo zacznij od pisania');
    await keyboard.press('Enter');
    await tutorLine(page, 'What can I get you?').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('h');
    await page.getByTestId('hint').waitFor();
    await keyboard.press('w');
    await keyboard.type("I'd like a cappuccino, please.");
    await keyboard.press('Enter');
    await page.locator('[data-testid=feedback][data-verdict=right]').waitFor();
    await tutorLine(page, 'milk').waitFor();
    await keyboard.type('Give me oat milk');
    await keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('feedback').count(), { timeout: 20_000 }).toBe(2);
    await tabTo(page, 'Przetłumacz', 'Shift+Tab').catch(() => tabTo(page, 'Przetłumacz'));
    await keyboard.press('Space');
    await page.getByTestId('translation').first().waitFor({ timeout: 20_000 });
    await keyboard.press('f');
    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 20_000 });
    // The focus is at the bill, and the next stop is the way on.
    await keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Jeszcze raz');
    expect(visitor.complaints).toEqual([]);
  });

  it('answers in Polish to who has no microphone to give', async () => {
    const refusing = await startBrowser({ permission: 'denied' });
    // A server that nobody has talked to: the language of the page is the browser's.
    await using own = await startOwnServer(new AbortController().signal);
    try {
      await using visitor = await visit(refusing, `${own.url}/lesson/cafe-pl`);
      const { page } = visitor;
      await page.getByRole('button', { name: 'Start talking' }).click();
      await page.getByText('The microphone is blocked for this page.').waitFor();
      await tutorLine(page, 'Dzień dobry!').waitFor();
      expect(await tutorLine(page, 'Dzień dobry!').getAttribute('lang')).toBe('pl');
      await page.getByLabel('Type your answer in Polish').fill('Chcę kawę z mlekiem.');
      await page.keyboard.press('Enter');
      const notes = page.locator('[data-testid=feedback][data-verdict=wrong-form]');
      await notes.waitFor();
      // The first time the learner is asked to mend it alone; the second time the better words are told.
      await page.getByLabel('Type your answer in Polish').fill('Chcę kawę z mlekiem.');
      await page.keyboard.press('Enter');
      await expect.poll(() => notes.count(), { timeout: 20_000 }).toBe(2);
      const note = notes.nth(1);
      expect(await note.textContent()).toContain('Poproszę kawę z mlekiem.');
      expect(await seriousFaults(page)).toEqual([]);
      expect(visitor.complaints).toEqual([]);
    } finally {
      await refusing.close();
    }
  });
});

/** Presses Tab until the control with this name has the focus. Throws when it is never reached. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press(key);
    const found = await page.evaluate(
      'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent',
    );
    if (typeof found === 'string' && found.startsWith(name)) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}
