import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../../wire/settings.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import type { Letter } from '../../ports/mail/port.ts';
import { learners } from '../learners/index.ts';
import { progressMigration } from './migrations/0007-progress.ts';
import { noteSettings } from './note-settings.ts';
import { reminderLetter } from './reminder-letter.ts';
import { remindAll } from './reminders.ts';

let database: Database;
let now = 0;
let due = 3;
let fail = false;
/** Whose cards cannot be counted now. */
let broken = '';
let settings: Settings = defaultSettings;
const letters: Letter[] = [];
const signal = new AbortController().signal;
const clock = Object.assign(new VirtualClock(), { wall: () => now });
const at = (iso: string): void => {
  now = Date.parse(iso);
};

beforeAll(async () => {
  database = await openFakeDatabase();
  const people = learners({
    clock,
    log: silentLog,
    database,
    projections: () => [],
    emailOf: async () => undefined,
  });
  await database.migrate([...(people.migrations ?? []), progressMigration]);
  const createdAt = new Date();
  for (const id of ['person_a', 'person_b']) {
    await database.transaction((tx) => people.addPerson(tx, { id, name: '', role: 'learner', createdAt }));
  }
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  letters.length = 0;
  due = 3;
  fail = false;
  broken = '';
  await choose({ reminders: false });
});

async function choose(change: Partial<Settings>): Promise<void> {
  settings = { ...defaultSettings, time_zone: 'Europe/Warsaw', reminder_hour: 9, ...change };
  await database.transaction((tx) => noteSettings(tx, 'person_a', settings, new Date(now)));
}

const sweep = (verified = true): Promise<number> =>
  remindAll(
    {
      clock,
      log: silentLog,
      database,
      learners: { settingsOf: async () => settings },
      mail: {
        provider: 'test',
        async send(letter) {
          if (fail) throw new Error('no line');
          letters.push(letter);
        },
        forget: async () => undefined,
        health: async () => ({ ok: true, detail: '' }),
      },
      emailOf: async () => ({ email: 'a@example.org', verified }),
      dueNow: async (personId) => {
        if (personId === broken) throw new Error('no cards');
        return due;
      },
      origin: () => 'https://tutor.example',
    },
    signal,
  );

test('[P22] who asked for it is reminded at their hour, once a day, when something is due', async () => {
  at('2026-03-28T08:30:00Z');
  expect(await sweep()).toBe(0);
  await choose({ reminders: true });
  at('2026-03-28T07:59:00Z');
  expect(await sweep()).toBe(0);
  at('2026-03-28T08:00:00Z');
  expect([await sweep(), await sweep()]).toEqual([1, 0]);
  // Clocks have changed: nine in Warsaw is an hour earlier now.
  at('2026-03-29T07:10:00Z');
  expect(await sweep()).toBe(1);
  expect(letters).toHaveLength(2);
  expect(letters[0]).toMatchObject({ to: 'a@example.org', subject: '3 cards are ready for review' });
});

test('[P22] nothing is sent when nothing is due, late in the day, or to an address that nobody proved', async () => {
  await choose({ reminders: true });
  at('2026-04-01T07:10:00Z');
  due = 0;
  expect(await sweep()).toBe(0);
  at('2026-04-02T12:10:00Z');
  due = 3;
  expect(await sweep()).toBe(0);
  at('2026-04-03T07:10:00Z');
  expect(await sweep(false)).toBe(0);
  at('2026-04-04T07:10:00Z');
  await choose({ reminders: false });
  expect(await sweep()).toBe(0);
});

test('[P22] a letter that could not be sent is tried again the same day', async () => {
  await choose({ reminders: true });
  at('2026-05-01T07:10:00Z');
  fail = true;
  expect(await sweep()).toBe(0);
  fail = false;
  expect(await sweep()).toBe(1);
});

test('[P22] two servers send one letter', async () => {
  await choose({ reminders: true });
  at('2026-05-02T07:10:00Z');
  const sent = await Promise.all([sweep(), sweep(), sweep()]);
  expect([sent.reduce((sum, one) => sum + one, 0), letters.length]).toEqual([1, 1]);
});

test('[P22] what fails for one keeps nobody else from theirs', async () => {
  await choose({ reminders: true });
  await database.transaction((tx) => noteSettings(tx, 'person_b', settings, new Date(now)));
  at('2026-05-03T07:10:00Z');
  broken = 'person_a';
  expect(await sweep()).toBe(1);
  broken = '';
  expect(await sweep()).toBe(1);
  await database.transaction((tx) => noteSettings(tx, 'person_b', { ...settings, reminders: false }, new Date(now)));
});

test('[P22] the letter is in the language of the interface, and says how to stop it', () => {
  expect(reminderLetter('en', 1, 'https://t').subject).toBe('One card is ready for review');
  const polish = [1, 2, 5, 22].map((due) => reminderLetter('pl', due, 'https://t').subject);
  expect(polish).toEqual([
    '1 fiszka czeka na powtórkę',
    '2 fiszki czekają na powtórkę',
    '5 fiszek czeka na powtórkę',
    '22 fiszki czekają na powtórkę',
  ]);
  for (const language of ['en', 'pl'] as const) {
    expect(reminderLetter(language, 2, 'https://t').text).toContain('https://t/settings');
  }
});
