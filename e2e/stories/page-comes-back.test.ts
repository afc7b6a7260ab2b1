// A conversation outlives the server's process and the page that it was held in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { openWorld } from '../world.ts';

/** Until the server has written so many turns of its one conversation. */
function turnsKept(url: string, turns: number) {
  const kept = async (): Promise<number> => {
    const { data } = (await (await fetch(`${url}/v1/conversations`)).json()) as { data: { turns: number }[] };
    return Math.max(0, ...data.map((one) => one.turns));
  };
  return expect.poll(kept, { timeout: 20_000, interval: 500 }).toBeGreaterThanOrEqual(turns);
}

describe.skipIf(!hasBrowser)('the page after a break', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-back-'));
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const tutorLines = (page: Page) => page.getByTestId('tutor-text');
  const learnerLines = (page: Page) => page.getByTestId('learner-text');
  const write = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  };

  it('goes on after kill -9 of the server, and after a reload, with what was said', async () => {
    const first = await openWorld({ folder });
    await using visitor = await visit(browser, first.url, { language: 'pl-PL' });
    const { page } = visitor;
    await page.getByText('At the café').click();
    await page.getByRole('button', { name: 'albo zacznij od pisania' }).click();
    await tutorLines(page).filter({ hasText: 'What can I get you?' }).waitFor();
    await write(page, 'I want cappuccino.');
    await tutorLines(page)
      .filter({ hasText: /Almost|We say/ })
      .waitFor();
    // It is kept when its turn is over, which is when it has been heard.
    await expect.poll(() => page.getByTestId('phase').textContent(), { timeout: 20_000 }).toMatch(/^Twoja kolej/);
    await turnsKept(first.url, 2);
    await first.kill();
    await page.getByText('Połączenie się zerwało.').first().waitFor();

    await using _second = await openWorld({ folder, env: { PORT: String(first.port) } });
    await page.getByRole('button', { name: 'Kontynuuj' }).click({ timeout: 60_000 });
    await learnerLines(page).filter({ hasText: 'I want cappuccino.' }).waitFor();
    await tutorLines(page).filter({ hasText: 'Welcome back' }).waitFor();
    await expect.poll(() => page.getByTestId('phase').textContent(), { timeout: 20_000 }).toMatch(/^Twoja kolej/);
    await write(page, "I'd like a cappuccino, please.");
    await tutorLines(page).filter({ hasText: 'milk' }).waitFor();
    await expect
      .poll(() => page.getByTestId('phase').textContent(), { timeout: 20_000 })
      .toMatch(/^(Twoja kolej|Słucham)/);
    // Both openings, the answer that did not fit, and the one that did.
    await turnsKept(first.url, 4);

    await page.reload();
    await page.getByRole('button', { name: 'Kontynuuj: At the café' }).click();
    await learnerLines(page).filter({ hasText: "I'd like a cappuccino, please." }).waitFor();
    await tutorLines(page).filter({ hasText: 'milk' }).nth(1).waitFor();
    await page.getByRole('button', { name: 'Zakończ' }).click();
    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 20_000 });

    // What is over is not offered again.
    await page.reload();
    await page.getByText('At the café').waitFor();
    await page.waitForTimeout(500);
    expect(await page.getByRole('button', { name: /Kontynuuj/ }).count()).toBe(0);
    // Of the server that was gone the browser itself complains.
    const complaints = visitor.complaints.filter((one) => !/WebSocket|ERR_CONNECTION_REFUSED/.test(one));
    expect(complaints).toEqual([]);
  });
});
