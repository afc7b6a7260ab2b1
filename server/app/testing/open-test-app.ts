import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openMemoryHotState } from '../../adapters/memory/memory-hot-state.ts';
import { type App, openApp } from '../../app.ts';
import { realClock as clock } from '../../kit/clock.ts';
import { type Log, silentLog } from '../../kit/log.ts';
import { Secret } from '../../kit/secret.ts';
import { fakeBlobs } from '../../ports/blobs/fake.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import { openFakeDatabase } from '../../ports/database/fake.ts';
import type { Database } from '../../ports/database/port.ts';
import { openFakeJobs } from '../../ports/jobs/fake.ts';
import { type FakeMail, fakeMail } from '../../ports/mail/fake.ts';
import { fakeSpeechToText } from '../../ports/speech-to-text/fake.ts';
import { fakeTextToSpeech } from '../../ports/text-to-speech/fake.ts';
import { FakeVoiceActivity } from '../../ports/voice-activity/fake.ts';

export const OPERATOR_KEY = 'the key of the operator';

export interface TestApp extends AsyncDisposable {
  app: App;
  database: Database;
  blobs: Blobs;
  mail: FakeMail;
}

/** The whole server with all its features on fakes and a real database, as it is in public. */
export async function openTestApp({ log = silentLog }: { log?: Log } = {}): Promise<TestApp> {
  const stop = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), 'parlando-test-app-'));
  const database = await openFakeDatabase();
  const blobs = fakeBlobs();
  const mail = fakeMail();
  const app = await openApp(
    {
      clock,
      log,
      database,
      activity: new FakeVoiceActivity(),
      recogniser: fakeSpeechToText({ clock, script: (expect) => ({ text: expect.phrases[0]?.text ?? '' }) }),
      voice: fakeTextToSpeech(clock, {
        voices: [
          { id: 'en-1', name: 'One', language: 'en' },
          { id: 'pl-1', name: 'Jeden', language: 'pl' },
        ],
      }),
      grammars: [],
      model: undefined,
      hotState: openMemoryHotState({ clock }),
      blobs,
      mail,
      openJobs: () => openFakeJobs({ database, clock }),
      parts: {},
    },
    {
      host: '127.0.0.1',
      port: 0,
      accessKey: new Secret(OPERATOR_KEY),
      registration: 'invite',
      publicUrl: 'https://tutor.example',
      trustProxy: undefined,
      origins: [],
      contentFolder: resolve(import.meta.dirname, '../../../content'),
      pageFolder: join(folder, 'page'),
    },
    stop.signal,
  );
  return {
    app,
    database,
    blobs,
    mail,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
