import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ensureWeb } from '../scripts/build-web.ts';
import { type PageWish, startBrowser, type Visit, visit } from './browser.ts';
import { greet } from './scripted-lines.ts';
import { type ScriptedClient, ScriptedTutor, scriptedScenes } from './scripted-tutor.ts';

export const [english, polish] = scriptedScenes as [object, object];

/** The page in a browser against a server that says what the story wants. */
export interface ScriptedStage extends AsyncDisposable {
  tutor: ScriptedTutor;
  browser: Browser;
  /** A page with a conversation in English begun by the big button. */
  talking(wish?: PageWish): Promise<{ client: ScriptedClient; page: Page; visitor: Visit }>;
}

export async function openStage(): Promise<ScriptedStage> {
  await ensureWeb();
  const tutor = await ScriptedTutor.open();
  const browser = await startBrowser();
  return {
    tutor,
    browser,
    async talking(wish = {}) {
      const visitor = await visit(browser, tutor.url, wish);
      const arrival = tutor.arrival();
      await visitor.page.getByRole('button', { name: /Start talking|Zacznij rozmowę/ }).click();
      const client = await arrival;
      await client.next('session.update');
      greet(client, english);
      return { client, page: visitor.page, visitor };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await tutor[Symbol.asyncDispose]();
    },
  };
}

/** Until an expression is true in the page; polled from here, since the page's policy forbids to evaluate inside. */
export function until(page: Page, expression: string) {
  return expect.poll(() => page.evaluate(expression), { timeout: 20_000, interval: 40 }).toBe(true);
}

/** Until the ear has come to this word, or past it. */
export function heardTo(page: Page, word: string) {
  return until(
    page,
    `(() => {
      const now = document.querySelector('[data-now]');
      const words = now?.closest('p').textContent.split(' ') ?? [];
      return now !== null && words.indexOf(now.textContent) >= words.indexOf(${JSON.stringify(word)});
    })()`,
  );
}

/** What the page says is going on. */
export const phase = (page: Page) => page.getByTestId('phase');
