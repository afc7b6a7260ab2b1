import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { mailContract } from '../../ports/mail/contract.ts';
import { readEml } from '../../ports/mail/testing/read-eml.ts';
import { openMailFolder } from './mail-folder.ts';

async function open() {
  const base = await mkdtemp(join(tmpdir(), 'parlando-mail-'));
  const folder = join(base, 'mail');
  const mail = openMailFolder({ folder, from: 'Parlando <tutor@localhost>', clock: realClock });
  const arrived = async () => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
    return await Promise.all(names.map(async (name) => readEml(await readFile(join(folder, name), 'utf8'))));
  };
  return {
    mail,
    folder,
    arrived,
    kept: async (address: string) => (await arrived()).filter(({ to }) => to === address).length,
    async goAway() {
      await rm(folder, { recursive: true, force: true });
      await writeFile(folder, 'a file where the folder should be');
    },
    comeBack: () => rm(folder, { force: true }),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}

mailContract('mail-folder', open);

test('[V4] what a killed server had half written is forgotten with the rest, and soon goes by itself', async () => {
  await using setting = await open();
  const { signal } = new AbortController();
  await setting.mail.send({ to: 'a@example.org', subject: 'x', text: 'x' }, signal);
  const half = (name: string, text: string) => writeFile(join(setting.folder, `${name}.part`), text);
  await half('to-a', 'From: x\r\nTo: a@example.org\r\nSubject: x\r\n\r\nx');
  await half('to-b', 'From: x\r\nTo: b@example.org\r\nSubject: x\r\n\r\nx');
  await half('to-nobody', 'From: x\r\nTo: a@exam');
  const aMinuteAgo = realClock.wall() / 1_000 - 61;
  await utimes(join(setting.folder, 'to-nobody.part'), aMinuteAgo, aMinuteAgo);
  await setting.mail.forget('a@example.org', signal);
  expect(await readdir(setting.folder)).toEqual(['to-b.part']);
  await utimes(join(setting.folder, 'to-b.part'), aMinuteAgo, aMinuteAgo);
  await setting.mail.send({ to: 'c@example.org', subject: 'x', text: 'x' }, signal);
  expect(await readdir(setting.folder)).toEqual([expect.stringMatching(/\.eml$/)]);
});

test('[A40] letters are files that only this user reads, and go after a month', async () => {
  await using setting = await open();
  const { signal } = new AbortController();
  await setting.mail.send({ to: 'a@example.org', subject: 'old', text: 'x' }, signal);
  const [name = ''] = await readdir(setting.folder);
  expect(name).toMatch(/^\d{4}-\d\d-\d\dT.*\.eml$/);
  expect((await stat(join(setting.folder, name))).mode & 0o077).toBe(0);
  await utimes(join(setting.folder, name), 0, 0);
  await setting.mail.send({ to: 'a@example.org', subject: 'new', text: 'x' }, signal);
  expect((await setting.arrived()).map(({ subject }) => subject)).toEqual(['new']);
});
