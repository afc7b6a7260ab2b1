// The whole server without its speech engines, full of learners, in a process of its own: started by course.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openDiskBlobs } from '../server/adapters/disk/disk-blobs.ts';
import { openMailFolder } from '../server/adapters/mail-folder/mail-folder.ts';
import { openMemoryHotState } from '../server/adapters/memory/memory-hot-state.ts';
import { openPgBoss } from '../server/adapters/pg-boss/open-pg-boss.ts';
import { openPglite } from '../server/adapters/pglite/open-pglite.ts';
import { connectPostgres } from '../server/adapters/postgres/connect-postgres.ts';
import { openPostgres } from '../server/adapters/postgres/open-postgres.ts';
import { openApp } from '../server/app.ts';
import { realClock as clock } from '../server/kit/clock.ts';
import { createLog } from '../server/kit/log.ts';
import { Secret } from '../server/kit/secret.ts';
import { fakeSpeechToText } from '../server/ports/speech-to-text/fake.ts';
import { fakeTextToSpeech } from '../server/ports/text-to-speech/fake.ts';
import { FakeVoiceActivity } from '../server/ports/voice-activity/fake.ts';
import { taskOf } from './measure/child.ts';
import { serveParent } from './measure/server-child.ts';
import { seedCrowd } from './workload/crowd.ts';

/** Without `url` the embedded database. */
const { url, learners, active } = taskOf<{ url?: string; learners: number; active: number }>();
const folder = await mkdtemp(join(tmpdir(), 'parlando-bench-'));
const stop = new AbortController();
const held = new AsyncDisposableStack();
held.defer(() => rm(folder, { recursive: true, force: true }));
const log = createLog({ level: 'error', stream: process.stderr, clock });
const database = held.use(
  url === undefined
    ? await openPglite({ folder, connect: connectPostgres, clock, log }, stop.signal)
    : await openPostgres({ url: new Secret(url), maxConnections: 10, clock, log }),
);
const app = held.use(
  await openApp(
    {
      clock,
      log,
      database,
      activity: new FakeVoiceActivity(),
      recogniser: fakeSpeechToText({ clock, script: () => ({ text: '' }) }),
      voice: fakeTextToSpeech(clock, {
        voices: ['en', 'pl'].map((language) => ({ id: language, name: language, language })),
      }),
      grammars: [],
      model: undefined,
      hotState: held.use(openMemoryHotState({ clock })),
      blobs: await openDiskBlobs({ folder: join(folder, 'blobs'), clock }),
      mail: openMailFolder({ clock, folder: join(folder, 'mail'), from: 'bench@localhost' }),
      openJobs: () => openPgBoss({ database, clock, log }),
      parts: {},
    },
    {
      host: '127.0.0.1',
      port: 0,
      // A public server behind a proxy: learners come from addresses of their own.
      accessKey: new Secret('the key of nobody'),
      registration: 'invite',
      publicUrl: undefined,
      trustProxy: 1,
      origins: [],
      contentFolder: resolve(import.meta.dirname, '../content'),
      pageFolder: join(folder, 'none'),
    },
    stop.signal,
  ),
);
if (url === undefined) await seedCrowd((text) => sql.raw(text).execute(database.db), learners, active);
else {
  // By a connection of its own: the server's own would call a statement that fills a crowd stuck.
  const client = new pg.Client(url);
  await client.connect();
  await seedCrowd((text) => client.query(text), learners, active);
  await client.end();
}

serveParent(
  { address: app.address },
  { cpu: () => process.cpuUsage(), resident: () => process.memoryUsage.rss() },
  async () => {
    stop.abort();
    await held.disposeAsync();
  },
);
