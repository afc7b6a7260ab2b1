import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIds } from '../../kit/ids.ts';
import { silentLog } from '../../kit/log.ts';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { fakeTextToSpeech } from '../../ports/text-to-speech/fake.ts';
import { learnersMigration } from '../learners/migrations/0002-learners.ts';
import { chatMigration } from './migrations/0010-chat.ts';
import { SpeechJobs } from './speech-jobs.ts';

let database: Database;

beforeAll(async () => {
  database = await openFakeDatabase();
  await database.migrate([learnersMigration, chatMigration]);
  type Tables = { people: { id: string; name: string; role: string; created_at: Date } };
  const person = { id: 'person_a', name: '', role: 'learner', created_at: new Date() };
  await database.db.$extendTables<Tables>().insertInto('people').values(person).execute();
});
afterAll(() => database[Symbol.asyncDispose]());

test('[C8] an engine that hangs and hears nothing holds up neither the next job nor the end of the server', async () => {
  const clock = new VirtualClock();
  const newId = createIds(clock);
  const voice = fakeTextToSpeech(clock);
  const hung = { ...voice, speak: (): AsyncIterable<never> => deaf };
  let hangs = true;
  const speaking = new Proxy(voice, {
    get: (whole, name) => (name === 'speak' && hangs ? hung.speak : Reflect.get(whole, name)),
  });
  const jobs = new SpeechJobs({ database, clock, log: silentLog, newId, voice: speaking });
  const parts = [{ text: 'Cześć.', language: 'pl', voice: 'fake-pl', speed: 1 }];
  const first = await jobs.add(null, 'person_a', parts);
  const second = await jobs.add(null, 'person_a', parts);
  const results = [jobs.render('person_a', first, parts), jobs.render('person_a', second, parts)];
  await clock.advance(30_000);
  hangs = false;
  await clock.advance(31_000);
  expect(await results[0]).toBe('failed');
  await clock.advance(10_000);
  expect(await results[1]).toBe('ready');
  // Whoever asks later is told as well.
  expect([await jobs.settled('person_a', first), await jobs.settled('person_a', second)]).toEqual(['failed', 'ready']);
  expect(await jobs.settled('person_b', second)).toBe('failed');
  hangs = true;
  const third = jobs.render('person_a', await jobs.add(null, 'person_a', parts), parts);
  await clock.advance(1_000);
  await jobs.close();
  expect(await third).toBe('queued');
});

/** Gives nothing, never ends and does not look at its signal. */
const deaf: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
};
