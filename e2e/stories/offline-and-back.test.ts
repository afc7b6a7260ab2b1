// A learner keeps a lesson on their device, loses the connection, talks it through, does a task, and comes back.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { seriousFaults } from '../accessibility.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { openWorld, type World } from '../world.ts';

const LESSON = 'greetings-pl';
/** Every line of a lesson is spoken once for the device, normal and slow. */
const FETCH_MS = 180_000;

describe.skipIf(!hasBrowser)('offline and back', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    world = await openWorld();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.[Symbol.asyncDispose]();
  });

  const ask = async <T>(path: string): Promise<T> => (await (await fetch(`${world.url}${path}`)).json()) as T;
  const events = async (kind: string): Promise<{ data: Record<string, unknown> }[]> =>
    (await ask<{ data: { data: Record<string, unknown> }[] }>(`/v1/learning/events?kind=${kind}&limit=100`)).data;

  it('talks a kept lesson through by text, hears it, does a task, and the server learns of it all', {
    timeout: 400_000,
  }, async () => {
    const lesson = await ask<LessonDetail>(`/v1/lessons/${LESSON}`);
    await using visitor = await visit(browser, `${world.url}/library?lesson=${LESSON}`);
    const { page, context } = visitor;
    await page.getByRole('button', { name: 'Keep for offline' }).click();
    await page.getByText('is kept on this device').waitFor({ timeout: FETCH_MS });
    // The worker has the page in hand, and has seen what it asks for.
    await page.goto(`${world.url}/`);
    await expect
      .poll(() => page.evaluate('navigator.serviceWorker.controller !== null'), { timeout: 20_000 })
      .toBe(true);
    await page.reload();
    await page.getByRole('button', { name: 'Start talking' }).waitFor();

    await context.setOffline(true);
    await page.reload();
    await page.getByText('You are offline.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /start by typing/ }).click();
    await page.getByText('this talk is by text, on this device').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await throughByText(page, lesson);
    await page.getByTestId('summary').waitFor();
    expect(await events('answer')).toEqual([]);

    // The sound of the lesson is here, too.
    const [task] = lesson.tasks.filter(({ type }) => type === 'dictation');
    await page.goto(`${world.url}/lesson/${LESSON}/task/${task?.id}`);
    await page.getByRole('button', { name: 'Hear it' }).click();
    await page.waitForTimeout(1_500);
    expect(await page.getByText('The sound did not come.').count()).toBe(0);
    for (const item of task?.type === 'dictation' ? task.items : []) {
      await page.getByLabel('Type what you hear').fill(item.text);
      await page.keyboard.press('Enter');
      await page.locator('[data-testid=result][data-verdict=right]').waitFor();
      await page.keyboard.press('Enter');
    }
    await page.getByText('Kept on this device until the server is back.').waitFor();

    await context.setOffline(false);
    await expect.poll(async () => (await events('lesson-finished')).length, { timeout: 60_000 }).toBe(1);
    const [finished] = await events('lesson-finished');
    expect(finished?.data).toMatchObject({ lesson: LESSON, with_help: 1, skipped: 0, shown: 0 });
    const done = await events('task');
    expect(done.map(({ data }) => [data.task, data.right === data.total])).toEqual([[task?.id, true]]);
    const answers = await events('answer');
    expect(answers.filter(({ data }) => data.verdict === 'wrong')).toHaveLength(1);
    // Sent again as a whole, as by a second tab, it changes nothing.
    const before = answers.length;
    await page.reload();
    await page.waitForTimeout(2_000);
    expect(await events('answer')).toHaveLength(before);
    const offline = visitor.complaints.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'));
    expect(offline).toEqual([]);
  });
});

/** Says the first right answer to each of the tutor's lines; the very first only after a wrong one. */
async function throughByText(page: Page, lesson: LessonDetail): Promise<void> {
  let at: string | null = lesson.dialogues[0]?.id ?? null;
  let said = 0;
  const say = async (text: string): Promise<void> => {
    await page.getByLabel('Type your answer in Polish').fill(text);
    await page.keyboard.press('Enter');
    said += 1;
    await expect.poll(() => page.getByTestId('learner-text').count()).toBe(said);
  };
  await say('Xyz xyz');
  await page.locator('[data-testid=feedback][data-verdict=wrong]').waitFor();
  while (at !== null) {
    const here: LessonDetail['dialogues'][number] | undefined = lesson.dialogues.find(({ id }) => id === at);
    const answer: LessonDetail['dialogues'][number]['answers'][number] | undefined = here?.answers[0];
    if (answer === undefined) return;
    await say(answer.text);
    at = answer.next;
  }
}
