import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const START_MS = 90_000;
/** Settings of the machine that would make it another server than a fresh one. */
const notInherited = [
  'DATABASE_URL',
  'REDIS_URL',
  'PUBLIC_URL',
  'CORS_ALLOWLIST',
  'ACCESS_KEY',
  'TRUST_PROXY',
  'REGISTRATION',
  'SMTP_URL',
  'MAIL_FROM',
  'ROLES',
  'HOST',
  'PORT',
  'CI',
  'ORT_DISABLE_TELEMETRY',
  'XDG_CACHE_HOME',
];

export interface WorldOptions {
  /** Of an earlier world, to start again on what it left; by default a fresh one, removed at the end. */
  folder?: string;
  env?: Record<string, string>;
}

/** The real server in a process of its own, on a temporary folder and a free port. */
export interface World extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** All that it wrote to standard output and to its log so far. */
  readonly out: () => string;
  readonly log: () => string;
  readonly pid: number;
  /** Ends it at once, as a crash would, and leaves the folder. */
  kill(): Promise<void>;
  /** Ends it in order and answers its exit code. */
  stop(): Promise<number | null>;
  /** Bytes of memory the process holds now. */
  memory(): Promise<number>;
}

/** A server that did not start: what it said, and its exit code. */
export class NotStarted extends Error {
  readonly code: number | null;
  readonly said: string;
  constructor(code: number | null, said: string) {
    super(`the server did not start (${code}):\n${said}`);
    this.name = 'NotStarted';
    this.code = code;
    this.said = said;
  }
}

/** Throws NotStarted. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'parlando-e2e-')));
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of notInherited) delete env[name];
  Object.assign(env, { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'debug', ...options.env });
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let log = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const url = await addressOf(
    child,
    () => out,
    () => log,
  );
  return {
    url,
    port: Number(new URL(url).port),
    folder,
    out: () => out,
    log: () => log,
    pid: child.pid ?? 0,
    async kill() {
      await end(child, 'SIGKILL');
    },
    stop: () => end(child, 'SIGTERM'),
    memory: () => residentBytes(child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      await end(child, 'SIGTERM');
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function addressOf(child: ChildProcess, out: () => string, log: () => string): Promise<string> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const found = /https?:\/\/\S+/.exec(out())?.[0];
    if (found !== undefined) return found;
    if (child.exitCode !== null || child.signalCode !== null) throw new NotStarted(child.exitCode, log());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await end(child, 'SIGKILL');
  throw new NotStarted(null, `nothing for ${START_MS} ms\n${log()}`);
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill(signal);
    const hard = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(hard);
  }
  return child.exitCode;
}

async function residentBytes(pid: number): Promise<number> {
  const ps = spawn('ps', ['-o', 'rss=', '-p', String(pid)]);
  let text = '';
  ps.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await once(ps, 'close');
  return Number(text.trim()) * 1_024;
}
