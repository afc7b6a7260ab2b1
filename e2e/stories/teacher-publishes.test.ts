// A school begins on a server of its own: its admin, a teacher who publishes a lesson, and a learner who takes it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasBrowser, startBrowser, visit } from '../browser.ts';
import { openWorld } from '../world.ts';

const PASSWORD = 'violet-anchor-marmot-71';
const TITLE = 'Kawa u Zosi';

describe.skipIf(!hasBrowser)('a teacher', () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureWeb();
    browser = await startBrowser({ permission: 'denied' });
  });
  afterAll(() => browser?.close());

  /** Opens an account by a link; then the day is there. */
  async function openAccount(page: Page, name: string): Promise<void> {
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('E-mail address').fill(`${name}@school.example`);
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Open the account' }).click();
    await page.getByRole('link', { name: 'Library' }).waitFor();
  }

  async function invite(page: Page, name: string, role: string): Promise<string> {
    await page.getByLabel('E-mail address').fill(`${name}@school.example`);
    await page.getByLabel('Role').selectOption({ label: role });
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByText(`${name}@school.example is invited`).waitFor();
    return page.getByLabel('Link of the invitation').inputValue();
  }

  it('publishes a lesson, and a learner finds and opens it', async () => {
    await using world = await openWorld({ env: { ACCESS_KEY: 'key-of-this-story-0003' } });
    await expect.poll(() => world.out(), { timeout: 20_000 }).toMatch(/welcome#token=/);
    const [link = ''] = /http\S+welcome#token=\S+/.exec(world.out()) ?? [];
    await using admin = await visit(browser, link);
    await openAccount(admin.page, 'zofia');
    await admin.page.getByRole('link', { name: 'People' }).click();
    await admin.page.getByRole('tab', { name: 'Invitations' }).click();
    const forTeacher = await invite(admin.page, 'marek', 'Teacher');
    const forLearner = await invite(admin.page, 'ola', 'Learner');

    await using teacher = await visit(browser, forTeacher);
    const { page } = teacher;
    await openAccount(page, 'marek');
    await page.goto(`${world.url}/account`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByLabel('E-mail address').fill('marek@school.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Lesson editor' }).click();
    await page.getByRole('button', { name: 'New lesson' }).first().click();
    await page.getByText('Copy of a lesson').click();
    await page.getByLabel('Lesson to copy').selectOption('cafe-pl');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByLabel('Title', { exact: true }).fill(TITLE);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published.').waitFor();

    await using learner = await visit(browser, forLearner);
    await openAccount(learner.page, 'ola');
    expect(await learner.page.getByRole('link', { name: 'Lesson editor' }).count()).toBe(0);
    await learner.page.getByRole('link', { name: 'Library' }).click();
    await learner.page.getByRole('searchbox').fill(TITLE);
    await learner.page.getByText(TITLE).first().click();
    await learner.page.getByRole('button', { name: 'Start by typing' }).click();
    await learner.page.getByTestId('tutor-text').filter({ hasText: 'Dzień dobry!' }).waitFor({ timeout: 30_000 });
    // The browser itself notes that nobody was known before they signed in; nothing else may be wrong.
    const complaints = [admin, teacher, learner].flatMap((one) => one.complaints);
    expect(complaints.filter((one) => !one.includes('401'))).toEqual([]);
  }, 180_000);
});
