// A lesson with its quiz and a task by keys and text alone, and what axe says of every page of the app.
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { seriousFaults } from '../accessibility.ts';
import { ask } from '../ask.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { firstLesson } from '../first-lesson.ts';
import { countPointers, tabTo } from '../keyboard.ts';
import { talkByText } from '../text-talk.ts';
import { openWorld } from '../world.ts';

describe.skipIf(!hasBrowser)('a lesson by keyboard alone', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser({ permission: 'denied' });
  });
  afterAll(() => browser?.close());

  it('is talked, asked and practised to its end without a pointer', async () => {
    await using world = await openWorld();
    await using visitor = await visit(browser, world.url, { language: 'pl-PL', before: countPointers });
    const { page } = visitor;
    const { keyboard } = page;
    const right = page.locator('[data-testid=feedback][data-verdict=right]');
    const write = async (text: string): Promise<void> => {
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    const ready = () => expect.poll(() => page.evaluate('document.activeElement?.tagName'), { timeout: 20_000 });

    await page.getByRole('button', { name: 'albo zacznij od pisania' }).waitFor();
    await tabTo(page, 'albo zacznij od pisania');
    await keyboard.press('Enter');
    for (const [n, [question, answer]] of firstLesson.talk.entries()) {
      await page.getByTestId('tutor-text').filter({ hasText: question }).last().waitFor({ timeout: 30_000 });
      if (n === 3) {
        await page.getByTestId('quiz-offer').waitFor();
        await tabTo(page, 'Teraz', 'Shift+Tab');
        await keyboard.press('Enter');
        await page.getByText('Jak się przedstawić?').waitFor();
        await keyboard.press('2');
        await keyboard.press('Enter');
        await ready().toBe('BUTTON');
        await keyboard.press('Enter');
        await page.getByText('Poznajesz Emmę').waitFor();
        await write('Nice to meet you.');
        await ready().toBe('BUTTON');
        await keyboard.press('Enter');
        await page.getByText('On mieszka obok mnie.').waitFor();
        await keyboard.press('1');
        await keyboard.press('Enter');
        await ready().toBe('BUTTON');
        await keyboard.press('Enter');
        await page.getByRole('heading', { name: '3 z 3' }).waitFor();
        await keyboard.press('Escape');
        await page.getByText('Dobrze: 3 z 3').waitFor();
      }
      if (n === 0 || n === 3) await keyboard.press('w');
      await write(answer);
      await expect.poll(() => right.count(), { message: answer, timeout: 30_000 }).toBe(n + 1);
    }

    await page.getByRole('heading', { name: 'Rachunek' }).waitFor({ timeout: 30_000 });
    await tabTo(page, 'Dalej do zadań');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Posłuchaj i powtórz' }).waitFor();
    const said = [
      "Hi, I'm Alex. Nice to meet you.",
      "I'm Polish, but I live here now.",
      'What do you do?',
      "I'm looking for a job.",
      'It was really nice talking to you.',
    ];
    for (const text of said) {
      await page.locator('p[lang=en]').filter({ hasText: text }).waitFor();
      await ready().toBe('INPUT');
      await write(text);
      await ready().toBe('BUTTON');
      await keyboard.press('Enter');
    }
    await page.getByRole('heading', { name: '5 z 5' }).waitFor();
    expect(await page.evaluate('pointers')).toBe(0);
    expect(visitor.complaints).toEqual([]);

    const kinds = async (kind: string) => (await ask(world, `/v1/learning/events?kind=${kind}`)).data;
    await expect
      .poll(() => kinds('task'), { timeout: 20_000, interval: 500 })
      .toMatchObject([{ data: { task: 't1', right: 5, total: 5 } }]);
    expect(await kinds('quiz')).toMatchObject([{ data: { quiz: 'q1', right: 3, total: 3 } }]);
    expect(await kinds('lesson-finished')).toMatchObject([{ data: { first_try: 8 } }]);
  }, 180_000);

  it('has nothing serious for axe on any page', async () => {
    const source = readFileSync(new URL('../../web/routes.tsx', import.meta.url), 'utf8');
    const routes = [...source.matchAll(/page\('([^']+)'/g)].map(([, route]) => String(route));
    expect(routes.length).toBeGreaterThan(20);
    await using world = await openWorld();
    const talk = await talkByText(world, `?scene=${firstLesson.id}`);
    await talk.say('I call Alex.');
    for (const [, answer] of firstLesson.talk) await talk.say(answer);
    await talk.client.hangUp();
    const draft = await ask(world, '/v1/editor/lessons', { body: { copy_of: firstLesson.id } });
    const address = (route: string): string => {
      const id = route.startsWith('/history')
        ? talk.conversation
        : route.startsWith('/editor')
          ? draft.id
          : firstLesson.id;
      return route.replace('$id', id).replace('$task', 't1').replace('$quiz', 'q1');
    };
    await using visitor = await visit(browser, world.url, { reducedMotion: true });
    const { page } = visitor;
    const faults: string[] = [];
    const look = async (route: string, theme: string): Promise<void> => {
      await page.goto(`${world.url}${address(route)}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // Until what is fetched is there.
      await page.waitForLoadState('networkidle');
      for (const fault of await seriousFaults(page)) faults.push(`${route} (${theme}): ${fault}`);
    };
    for (const route of routes) await look(route, 'light');
    for (const theme of ['dark', 'dyslexia']) {
      await ask(world, '/v1/me/settings', { method: 'PATCH', body: { theme } });
      for (const route of ['/', '/lesson/$id']) await look(route, theme);
    }
    expect(faults).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  }, 240_000);
});
