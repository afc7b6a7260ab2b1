import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 60_000;
const STOP_MS = 10_000;
/** What would make it another server than one of its own, or a public one. */
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
];

/** The server did not come up; the message has its own last words. */
export class ServerProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ServerProblem';
  }
}

/** A server of this checkout on a free port and a temporary folder; disposing it stops it and removes the folder. */
export interface OwnServer extends AsyncDisposable {
  /** Its page, for example `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly pid: number;
}

/** Throws a ServerProblem. `environment` is set on top of this process's own. */
export async function startOwnServer(
  signal: AbortSignal,
  environment: Record<string, string> = {},
): Promise<OwnServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-talk-'));
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of notInherited) delete env[name];
  Object.assign(env, { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn', ...environment });
  // A group of its own: Ctrl-C reaches this process alone, which then ends the server in order.
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const url = await addressOf(child, signal);
    return { url, pid: child.pid as number, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the server prints once it listens. */
function addressOf(child: ChildProcess, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      act();
    };
    const fail = (why: string): void =>
      settle(() =>
        reject(new ServerProblem(`${why}${words === '' ? '' : `:\n${words.trim().split('\n').slice(-8).join('\n')}`}`)),
      );
    const timer = setTimeout(() => fail('the server did not start in time'), START_MS);
    const aborted = (): void => settle(() => reject(signal.reason as Error));
    signal.addEventListener('abort', aborted);
    const listen = (chunk: Buffer): void => {
      words = (words + chunk.toString()).slice(-16_000);
      const address = /https?:\/\/127\.0\.0\.1:\d+/.exec(words)?.[0];
      if (address !== undefined) settle(() => resolve(address));
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', (error) => fail(`the server could not be started (${error.message})`));
    child.once('exit', (code) => fail(`the server stopped at once (${code ?? 'killed'})`));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(hard);
}
