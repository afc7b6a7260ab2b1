import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical on the page as it is now, one line each; empty when nothing. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // What is still fading in has another contrast than what people read.
  await page.evaluate(
    `Promise.allSettled(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)).then(() => undefined)`,
  );
  // Evaluated, not added as a script: the page's policy allows only its own.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as AxeWindow).axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  });
}

interface AxeWindow {
  axe: { run(): Promise<{ violations: { id: string; help: string; impact: string; nodes: { html: string }[] }[] }> };
}
