// A train without a connection: a lesson that was kept and the cards that are due work, and nothing is lost or doubled.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { addWords, ask } from '../ask.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { openWorld } from '../world.ts';

const words = [
  ['Where is the station?', 'Gdzie jest dworzec'],
  ['Could you repeat that?', 'Czy możesz powtórzyć'],
] as const;

/** A lesson of two lines, so that its sound is soon there. */
const lesson = {
  title: 'On the train',
  level: 'A1',
  language: 'en',
  from: 'pl',
  dialogues: [
    {
      id: 'seat',
      tutor: 'Is this seat free?',
      translation: 'Czy to miejsce jest wolne?',
      expected: [{ text: 'Yes, it is.', translation: 'Tak.' }],
      next: 'far',
    },
    {
      id: 'far',
      tutor: 'Are you going far?',
      translation: 'Daleko jedziesz?',
      expected: [{ text: 'Only to London.', translation: 'Tylko do Londynu.' }],
    },
  ],
  tasks: [
    {
      id: 't1',
      type: 'multiple_choice',
      instruction_pl: 'Wybierz dobrą odpowiedź.',
      instruction_en: 'Choose the right answer.',
      items: [
        { question: 'Is this seat free?', question_language: 'en', choices: ['Yes, it is.', 'At nine.'], answer: 0 },
      ],
    },
  ],
};

describe.skipIf(!hasBrowser)('offline and back', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  it('opens a kept lesson and due cards without a server, and tells it once what was answered', async () => {
    await using world = await openWorld();
    await addWords(world, words);
    const draft = await ask(world, '/v1/editor/lessons', { body: { title: lesson.title, content: lesson } });
    await ask(world, `/v1/editor/lessons/${draft.id}/publish`, { body: { version: draft.version } });
    const events = async (kind: string) => (await ask(world, `/v1/learning/events?kind=${kind}`)).data;
    await using visitor = await visit(browser, `${world.url}/review`, { language: 'pl-PL' });
    const { page, context } = visitor;
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    // The worker takes a page over when it comes anew.
    await page.reload();
    await page.getByRole('button', { name: 'Zacznij' }).waitFor();
    await page.goto(`${world.url}/library?lesson=${draft.id}`);
    await page.getByRole('button', { name: 'Zachowaj na później' }).click();
    await page.getByRole('button', { name: /Zachowane na tym urządzeniu/ }).waitFor({ timeout: 60_000 });

    await context.setOffline(true);
    await page.goto(`${world.url}/library?lesson=${draft.id}`);
    await page.getByRole('button', { name: /pisani/ }).click();
    for (const { tutor, expected } of lesson.dialogues) {
      await page.getByText(tutor).last().waitFor();
      await page.getByRole('textbox').fill(expected[0]?.text ?? '');
      await page.keyboard.press('Enter');
    }
    await page.getByRole('heading', { name: 'Rachunek' }).waitFor();
    await page.getByRole('link', { name: 'Dalej do zadań' }).click();
    await page.getByText('Yes, it is.').click();
    await page.getByRole('button', { name: 'Sprawdź' }).click();
    await page.getByRole('button', { name: 'Zakończ' }).click();
    await page.getByText('Zachowane na tym urządzeniu, aż wróci serwer.').waitFor();

    await page.goto(`${world.url}/review`);
    await page.getByRole('button', { name: 'Zacznij' }).click();
    for (const _ of words) {
      await page.getByRole('button', { name: /Pokaż odpowiedź/ }).click();
      await page.getByRole('button', { name: /Dobrze/ }).click();
    }
    // Closed and opened again: what waits is still there.
    await page.goto(`${world.url}/progress`);
    const all = async () =>
      Object.fromEntries(
        await Promise.all(
          ['lesson-started', 'answer', 'lesson-finished', 'task', 'review'].map(async (kind) => [
            kind,
            (await events(kind)).length,
          ]),
        ),
      );
    const before = await all();
    expect(before).toEqual({ 'lesson-started': 0, 'answer': 0, 'lesson-finished': 0, 'task': 0, 'review': 0 });

    await context.setOffline(false);
    const once = { 'lesson-started': 1, 'answer': 2, 'lesson-finished': 1, 'task': 1, 'review': 2 };
    // Seldom, or the story itself would be who asks too much.
    await expect.poll(all, { timeout: 90_000, interval: 1_500 }).toEqual(once);
    await page.reload();
    await page.getByText('1 dzień z rzędu').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await all()).toEqual(once);
    const { data } = await ask(world, '/v1/review/cards?kind=production');
    const reps = data.map(({ reps, item }: { reps: number; item: { text: string } }) => [item.text, reps]);
    expect(Object.fromEntries(reps)).toMatchObject(Object.fromEntries(words.map(([text]) => [text, 1])));
    expect((await ask(world, '/v1/progress')).lessons).toMatchObject({ completed: 1 });
    // Of what it could not reach the browser itself complains.
    expect(visitor.complaints.filter((one) => !one.includes('Failed to load resource'))).toEqual([]);
  }, 240_000);
});
