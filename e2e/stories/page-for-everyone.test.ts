// The page for people without a microphone, without sound, with a keyboard or a screen reader, on a phone, in either theme.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from '../accessibility.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { feedback, greet, learnerSays, tutorSays } from '../scripted-lines.ts';
import { english, openStage, phase, polish, type ScriptedStage } from '../scripted-stage.ts';

describe.skipIf(!hasBrowser)('the page for everyone', () => {
  let stage: ScriptedStage;
  let refusing: Browser;
  beforeAll(async () => {
    stage = await openStage();
    refusing = await startBrowser({ permission: 'denied' });
  });
  afterAll(async () => {
    await refusing.close();
    await stage[Symbol.asyncDispose]();
  });

  it.each([
    ['denied', 'The microphone is blocked'],
    ['granted, and the server is deaf to the language', 'This server cannot hear Polish'],
  ])('can be typed to when the microphone is %s', async (microphone, words) => {
    const visitor = await visit(microphone === 'denied' ? refusing : stage.browser, stage.tutor.url);
    await using _ = visitor;
    const { page } = visitor;
    const arrival = stage.tutor.arrival();
    await page.getByRole('button', { name: 'Start talking' }).click();
    const client = await arrival;
    await client.next('session.update');
    greet(client, polish, ['en']);
    await page.getByText(words).waitFor();
    await page.getByLabel('Type your answer in Polish').fill('Poproszę herbatę.');
    await page.keyboard.press('Enter');
    expect(await client.next('conversation.item.create')).toMatchObject({
      item: { content: [{ text: 'Poproszę herbatę.' }] },
    });
    await client.next('response.create');
    expect(visitor.complaints).toEqual([]);
  });

  it.each([
    ['NotFoundError', 'No microphone was found.'],
    ['NotReadableError', 'Another program holds the microphone.'],
    ['TypeError', 'The microphone could not be started.'],
  ])('says what a microphone in trouble needs (%s), and asks for it again at the cup', async (name, words) => {
    const before = `
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      let asked = 0;
      navigator.mediaDevices.getUserMedia = (wish) =>
        ++asked === 1 ? Promise.reject(new DOMException('no', ${JSON.stringify(name)})) : real(wish);`;
    const { client, page, visitor } = await stage.talking({ before });
    await using _ = visitor;
    await page.getByText(words).waitFor();
    await page.getByRole('button', { name: 'Try the microphone again' }).click();
    await client.next('input_audio_buffer.append');
    await expect.poll(() => page.getByText(words).count(), { timeout: 10_000 }).toBe(0);
    expect(visitor.complaints).toEqual([]);
  });

  it('goes on without the microphone while the browser still asks, and without sound where there is none', async () => {
    const before = `
      navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
      AudioContext = class { constructor() { throw new Error('no sound here'); } };`;
    const visitor = await visit(stage.browser, stage.tutor.url, { before });
    await using _ = visitor;
    const { page } = visitor;
    await page.getByRole('button', { name: 'Start talking' }).click();
    const arrival = stage.tutor.arrival();
    await page.getByRole('button', { name: 'Go on without it' }).click();
    const client = await arrival;
    await client.next('session.update');
    greet(client, english);
    tutorSays(client, { n: 1, text: 'Hello there', wordMs: 60 });
    await page.getByText('This browser cannot play').waitFor();
    // Not heard, so a screen reader says it.
    await page.getByRole('status').filter({ hasText: 'Tutor: Hello there' }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });

  it('changes theme and language in the middle of a talk, and remembers both', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    tutorSays(client, { n: 1, text: 'Hello there', wordMs: 60 });
    await page.getByText('Hello there').waitFor();
    const theme = page.getByRole('button', { name: /^Theme/ });
    await theme.click();
    await theme.click();
    expect(await theme.getAttribute('aria-label')).toBe('Theme: dark');
    const paper = 'getComputedStyle(document.documentElement).backgroundColor';
    const dark = await page.evaluate(paper);
    await page.getByText('PL', { exact: false }).last().click();
    await page.getByRole('button', { name: 'Podpowiedź' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('pl');
    expect(await page.getByText('Hello there').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByRole('button', { name: 'Zacznij rozmowę' }).waitFor();
    expect(await page.evaluate(paper)).toBe(dark);
    expect(visitor.complaints).toEqual([]);
  });

  it('sends the tutor’s buttons by single keys, unless they are turned off or written into the field', async () => {
    const { client, page, visitor } = await stage.talking();
    await using _ = visitor;
    await page.getByRole('button', { name: 'Hint' }).waitFor();
    await page.keyboard.press('h');
    expect(await client.next('tutor.command')).toMatchObject({ command: 'hint' });
    await page.keyboard.press('w');
    await page.keyboard.type('three hot ships');
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await page.getByLabel('Single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Repeat' }).click();
    await client.next('tutor.command', client.received.findIndex(({ command }) => command === 'hint') + 1);
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Slower' }).click();
    await expect
      .poll(() => client.received.filter(({ command }) => command === 'slower').length, { timeout: 10_000 })
      .toBe(1);
    const commands = client.received.flatMap(({ type, command }) => (type === 'tutor.command' ? [command] : []));
    expect(commands).toEqual(['hint', 'repeat', 'slower']);
    expect(visitor.complaints).toEqual([]);
  });

  it('needs no microphone at all', async () => {
    await using visitor = await visit(stage.browser, stage.tutor.url);
    const arrival = stage.tutor.arrival();
    await visitor.page.getByRole('button', { name: 'or start by typing' }).click();
    const client = await arrival;
    await client.next('session.update');
    greet(client, english);
    tutorSays(client, { n: 1, text: 'Hello there', wordMs: 60 });
    await expect.poll(() => phase(visitor.page).textContent()).toContain('Your turn.');
    expect(client.received.some(({ type }) => type === 'input_audio_buffer.append')).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });

  it('asks a server that wants one for its key', async () => {
    stage.tutor.scenesStatus = 401;
    const visitor = await visit(stage.browser, stage.tutor.url);
    await using _ = visitor;
    const { page } = visitor;
    await page.getByLabel('Access key').fill('sesame');
    stage.tutor.scenesStatus = 200;
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Stolik przy oknie').waitFor();
    // The browser itself notes the refused request; nothing else may be wrong.
    expect(visitor.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing serious for axe, from welcome to summary, in the %s theme',
    async (theme) => {
      const visitor = await visit(stage.browser, stage.tutor.url, { theme, reducedMotion: true });
      await using _ = visitor;
      const { page } = visitor;
      await page.getByText('Stolik przy oknie').waitFor();
      expect(await seriousFaults(page)).toEqual([]);

      const arrival = stage.tutor.arrival();
      await page.getByRole('button', { name: 'Start talking' }).click();
      const client = await arrival;
      await client.next('session.update');
      greet(client, english);
      const correction = {
        said: 'I want tea',
        better: 'A tea, please',
        why: '„I want” brzmi szorstko.',
        kind: 'REGISTER',
      };
      learnerSays(client, 'l1', 'I want tea');
      client.send({
        type: 'tutor.feedback',
        response_id: 'r1',
        item_id: 'l1',
        data: feedback({ verdict: 'wrong-form', correction }),
      });
      learnerSays(client, 'l2', '', 'unknown');
      const hint = {
        exchange: 'e',
        level: 3,
        levels: 4,
        text: 'Wybierz.',
        choices: ['A tea, please.'],
        language: 'pl',
      };
      client.send({ type: 'tutor.hint', response_id: null, item_id: null, data: hint });
      tutorSays(client, {
        n: 1,
        text: 'And what would you like to eat',
        translation: 'A co do jedzenia?',
        wordMs: 900,
        ends: false,
      });
      await page.locator('[data-now]').waitFor();
      expect(await seriousFaults(page)).toEqual([]);

      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      expect(await seriousFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Close' }).click();

      const summary = {
        lesson: 'cafe-en',
        title: 'A table by the window',
        finished: true,
        exchanges: 3,
        first_try: 1,
        with_help: 1,
        shown: 1,
        skipped: 0,
        corrected: [{ ...correction, repaired: true }],
        not_understood: 1,
        practise: [{ text: 'A tea, please.', translation: 'Poproszę herbatę.' }],
        minutes: 2,
        language: 'en',
        translation_language: 'pl',
      };
      client.send({ type: 'tutor.summary', response_id: null, item_id: null, data: summary });
      await page.getByRole('heading', { name: 'The bill' }).waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      expect(visitor.complaints).toEqual([]);
    },
  );

  it('fits a phone of 360 pixels, in both languages', async () => {
    for (const language of ['en-GB', 'pl-PL']) {
      const { client, page, visitor } = await stage.talking({ width: 360, height: 640, language });
      await using _ = visitor;
      tutorSays(client, { n: 1, text: 'Hello there, what can I get you today?', translation: 'Co podać?', wordMs: 20 });
      await page.getByText('what can I get you').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(640);
    }
  });
});
