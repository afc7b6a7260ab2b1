import { join, resolve } from 'node:path';
import { openDiskBlobs } from './adapters/disk/disk-blobs.ts';
import { createEspeak } from './adapters/espeak/espeak.ts';
import { createFlite } from './adapters/flite/flite.ts';
import { createHarper } from './adapters/harper/harper.ts';
import { createHunspell } from './adapters/hunspell/hunspell.ts';
import { openMailFolder } from './adapters/mail-folder/mail-folder.ts';
import { openMemoryHotState } from './adapters/memory/memory-hot-state.ts';
import { createOpenAi } from './adapters/openai/openai.ts';
import { openPgBoss } from './adapters/pg-boss/open-pg-boss.ts';
import { openPglite } from './adapters/pglite/open-pglite.ts';
import { connectPostgres } from './adapters/postgres/connect-postgres.ts';
import { openPostgres } from './adapters/postgres/open-postgres.ts';
import { RedisConnection } from './adapters/redis/redis-connection.ts';
import { openRedisHotState } from './adapters/redis/redis-hot-state.ts';
import { createSilero } from './adapters/silero/silero.ts';
import { createSmtp } from './adapters/smtp/smtp.ts';
import { createSoundswallower } from './adapters/soundswallower/soundswallower.ts';
import { startupLines } from './app/startup-lines.ts';
import { type App, openApp } from './app.ts';
import { type Config, describeConfig, forbidTelemetry, readConfig } from './config.ts';
import { realClock as clock } from './kit/clock.ts';
import { Aborted } from './kit/errors.ts';
import { createLog, type Log, silentLog } from './kit/log.ts';
import type { HotState } from './ports/hot-state/port.ts';
import type { LanguageModel } from './ports/language-model/port.ts';
import type { Mail } from './ports/mail/port.ts';
import { createSpeechCache } from './ports/text-to-speech/cached-speech.ts';
import { routeVoices } from './ports/text-to-speech/route-voices.ts';

/** Finished speech kept in memory: about 20 minutes of it. */
const SPEECH_CACHE_BYTES = 64_000_000;
const POSTGRES_CONNECTIONS = 10;
/** An orderly end takes at most this; then the process ends anyway. */
const STOP_MS = 10_000;
/** A second signal after this means at once; sooner it is the first one's echo, from a terminal and from npm. */
const IMPATIENT_MS = 1_000;

const root = resolve(import.meta.dirname, '..');

/** Chooses every adapter and opens the server on them. What it opened is in `held`, last opened first to close. */
async function open(config: Config, log: Log, held: AsyncDisposableStack, signal: AbortSignal): Promise<App> {
  const { databaseUrl } = config.secrets;
  const silero = held.use(createSilero({ clock }));
  const [database] = await Promise.all([
    databaseUrl
      ? openPostgres({ url: databaseUrl, maxConnections: POSTGRES_CONNECTIONS, clock, log })
      : openPglite({ folder: config.dataDir, connect: connectPostgres, clock, log }, signal),
    silero.warm(signal),
  ]);
  held.use(database);
  const espeak = held.use(createEspeak({ clock }));
  const flite = held.use(createFlite({ clock }));
  const soundswallower = held.use(createSoundswallower({ clock, phonemes: espeak.phonemes }));
  const harper = held.use(createHarper({ clock }));
  const hunspell = held.use(createHunspell({ clock }));
  const hotState = held.use(await openHotState(config, log, held, signal));
  const blobs = await openDiskBlobs({ folder: join(config.dataDir, 'blobs'), clock });
  // Not kept on the disk: people choose what is spoken, and nobody could tell whose words they were when somebody is to be erased.
  const cache = createSpeechCache({ maxBytes: SPEECH_CACHE_BYTES });
  const voice = routeVoices([cache.around(flite), cache.around(espeak.textToSpeech)], (from, to) =>
    log.warn('a voice failed and another spoke', { from, to }),
  );
  const app = await openApp(
    {
      clock,
      log,
      database,
      activity: silero,
      recogniser: soundswallower.speechToText,
      voice,
      grammars: [harper, hunspell],
      model: languageModel(config),
      hotState,
      blobs,
      mail: openMail(config),
      openJobs: () => openPgBoss({ database, clock, log }),
      parts: { blobs: () => blobs.health() },
    },
    {
      host: config.host,
      port: config.port,
      accessKey: config.secrets.accessKey,
      registration: config.registration,
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      origins: [...config.corsAllowlist, ...(config.publicUrl === undefined ? [] : [config.publicUrl])],
      contentFolder: join(root, 'content'),
      pageFolder: join(root, 'web/dist'),
    },
    signal,
  );
  return held.use(app);
}

/** Redis where one is named, so that replicas share it; else the memory of this process. */
async function openHotState(
  config: Config,
  log: Log,
  held: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<HotState> {
  const { redisUrl } = config.secrets;
  if (!redisUrl) return openMemoryHotState({ clock });
  const redis = held.use(await RedisConnection.open({ url: redisUrl, prefix: 'parlando:', clock, log }, signal));
  return openRedisHotState(redis);
}

/** Letters by SMTP where a server is named; else files, for the operator to hand on. */
function openMail({ secrets, mailFrom, dataDir }: Config): Mail {
  const from = mailFrom ?? 'Parlando <parlando@localhost>';
  if (secrets.smtpUrl) return createSmtp({ clock, url: secrets.smtpUrl, from });
  return openMailFolder({ clock, folder: join(dataDir, 'mail'), from });
}

function languageModel({ languageModel: chosen, secrets }: Config): LanguageModel | undefined {
  const key = secrets.languageModelKey;
  return chosen && createOpenAi({ clock, ...chosen, ...(key ? { key } : {}) });
}

function logOf(config: Config): Log {
  if (config.logLevel === 'silent') return silentLog;
  const level = config.logLevel === 'trace' ? 'debug' : config.logLevel;
  // Standard output has the address alone.
  return createLog({ level, stream: process.stderr, clock });
}

async function main(): Promise<void> {
  const stop = new AbortController();
  const stopped = new Promise<void>((done) => {
    let askedAt = 0;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (stop.signal.aborted) {
          if (clock.now() - askedAt > IMPATIENT_MS) process.exit(1);
          return;
        }
        askedAt = clock.now();
        // Not `process.exit`, which waits for worker threads that may be what hangs.
        clock.after(STOP_MS, () => process.kill(process.pid, 'SIGKILL'));
        stop.abort(new Aborted(name));
        done();
      });
    }
  });
  const held = new AsyncDisposableStack();
  try {
    forbidTelemetry();
    const config = readConfig();
    const log = logOf(config);
    process.on('unhandledRejection', (error) => log.error('a failure that nothing waited for', { error }));
    log.info('starting', { settings: describeConfig(config) });
    for (const warning of config.warnings) log.warn(warning);
    const app = await open(config, log, held, stop.signal);
    process.stdout.write(`Parlando is at ${config.publicUrl ?? app.address}\n`);
    // A fresh public server: whoever runs it becomes its admin by this, and nobody else sees it.
    if (app.welcome) process.stdout.write(`Open this once to become its admin: ${app.welcome}\n`);
    await stopped;
    log.info('stopping');
  } catch (error) {
    if (!stop.signal.aborted) {
      process.exitCode = 1;
      for (const line of startupLines(error)) process.stderr.write(`${line}\n`);
    }
  }
  await held.disposeAsync();
}

await main();
process.exit();
