import type { Page } from 'playwright-core';

/** Presses Tab until the control whose name begins so has the focus. Throws when the keyboard does not reach it. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press(key);
    const found = await page.evaluate(
      'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim()',
    );
    if (typeof found === 'string' && found.startsWith(name)) return;
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** For `PageWish.before`: counts what a mouse or a finger does to the page. */
export const countPointers = `
  globalThis.pointers = 0;
  addEventListener('pointerdown', () => { globalThis.pointers += 1; }, true);`;
