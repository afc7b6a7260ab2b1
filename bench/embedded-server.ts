// The server on its embedded speech stack with probes around its ears, in a process of its own: started by embedded.ts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDiskBlobs } from '../server/adapters/disk/disk-blobs.ts';
import { createEspeak } from '../server/adapters/espeak/espeak.ts';
import { createFlite } from '../server/adapters/flite/flite.ts';
import { createHarper } from '../server/adapters/harper/harper.ts';
import { openMailFolder } from '../server/adapters/mail-folder/mail-folder.ts';
import { openMemoryHotState } from '../server/adapters/memory/memory-hot-state.ts';
import { openPgBoss } from '../server/adapters/pg-boss/open-pg-boss.ts';
import { openPglite } from '../server/adapters/pglite/open-pglite.ts';
import { connectPostgres } from '../server/adapters/postgres/connect-postgres.ts';
import { createSilero } from '../server/adapters/silero/silero.ts';
import { createSoundswallower } from '../server/adapters/soundswallower/soundswallower.ts';
import { openApp } from '../server/app.ts';
import { realClock as clock } from '../server/kit/clock.ts';
import { createLog } from '../server/kit/log.ts';
import { createSpeechCache } from '../server/ports/text-to-speech/cached-speech.ts';
import { routeVoices } from '../server/ports/text-to-speech/route-voices.ts';
import { taskOf } from './measure/child.ts';
import { partialDelays } from './measure/partial-delays.ts';
import { Probe } from './measure/probes.ts';
import { serveParent } from './measure/server-child.ts';
import { spread } from './measure/statistics.ts';

const { contentFolder } = taskOf<{ contentFolder: string }>();
const CACHE_BYTES = 64_000_000;
/** Utterances heard again to judge their partial texts. */
const JUDGED = 18;

const folder = await mkdtemp(join(tmpdir(), 'parlando-bench-'));
const stop = new AbortController();
const held = new AsyncDisposableStack();
held.defer(() => rm(folder, { recursive: true, force: true }));
const log = createLog({ level: 'error', stream: process.stderr, clock });
const silero = held.use(createSilero({ clock }));
const [database] = await Promise.all([
  openPglite({ folder, connect: connectPostgres, clock, log }, stop.signal),
  silero.warm(stop.signal),
]);
held.use(database);
const espeak = held.use(createEspeak({ clock }));
const flite = held.use(createFlite({ clock }));
const soundswallower = held.use(createSoundswallower({ clock, phonemes: espeak.phonemes }));
const harper = held.use(createHarper({ clock }));
const cache = createSpeechCache({ maxBytes: CACHE_BYTES });
const probe = new Probe();
const app = held.use(
  await openApp(
    {
      clock,
      log,
      database,
      activity: probe.activity(silero),
      recogniser: probe.recogniser(soundswallower.speechToText),
      voice: routeVoices([cache.around(flite), cache.around(espeak.textToSpeech)], () => undefined),
      grammars: [harper],
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
      accessKey: undefined,
      registration: 'invite',
      publicUrl: undefined,
      trustProxy: undefined,
      origins: [],
      contentFolder,
      pageFolder: join(folder, 'none'),
    },
    stop.signal,
  ),
);
const loop = monitorEventLoopDelay({ resolution: 5 });

/** What the ears did since `listen`. */
export interface Ears {
  windows: ReturnType<typeof spread>;
  partials: ReturnType<typeof spread>;
  finals: ReturnType<typeof spread>;
  /** Recognitions opened, and the seconds of sound they were given: more than was said where a pause was taken for the end. */
  recognitions: number;
  seconds: number;
  loopP99: number;
}

async function ears(): Promise<Ears> {
  probe.on = false;
  loop.disable();
  const { windowDelays, utterances } = probe;
  return {
    windows: spread(windowDelays),
    partials: spread(await partialDelays(utterances.slice(0, JUDGED), soundswallower.speechToText)),
    finals: spread(utterances.map(({ endAt, finalAt }) => (endAt && finalAt ? finalAt - endAt : undefined))),
    recognitions: utterances.length,
    seconds: utterances.flatMap(({ pushed }) => pushed).reduce((sum, { samples }) => sum + samples.length, 0) / 16_000,
    loopP99: loop.percentile(99) / 1e6,
  };
}

serveParent(
  { address: app.address },
  {
    listen() {
      probe.reset();
      loop.reset();
      loop.enable();
    },
    ears,
    cpu: () => process.cpuUsage(),
    resident: () => process.memoryUsage.rss(),
  },
  async () => {
    stop.abort();
    await held.disposeAsync();
  },
);
