import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { identityOf, lifeOf, type ProcessIdentity } from './process-identity.ts';

interface Holder extends ProcessIdentity {
  /** Tells two holders of the same process apart. */
  token: string;
  /** The folder of its socket, to be removed with a dead holder. */
  socketFolder: string;
}

export interface DataLockOptions {
  path: string;
  /** As a person knows it, for messages. */
  folder: string;
  socketFolder: string;
  clock: Clock;
  log: Log;
}

const beatMs = 2_000;
/** A holder in another container whose file does not change for so long is dead. */
const silenceMs = 7_000;
const turnMs = 20;
const staleTurnMs = 10_000;

/** PGlite does not lock its folder, and two processes on one destroy it. The lock is a file with its holder's identity and heartbeat. */
export async function lockData(options: DataLockOptions, signal: AbortSignal): Promise<AsyncDisposable> {
  const { path, clock, log } = options;
  const holder: Holder = {
    ...identityOf(process.pid),
    token: randomBytes(8).toString('hex'),
    socketFolder: options.socketFolder,
  };
  // A file that appears whole: nobody reads half a holder.
  const part = `${path}.${holder.token}`;
  await writeFile(part, JSON.stringify(holder), { mode: 0o600 });
  try {
    while (!(await taken(part, path))) {
      const other = await readHolder(path);
      if (other === undefined) continue;
      if (await isAlive(other, options, signal)) {
        throw new StartupError(
          `The data folder ${options.folder} is in use by process ${other.pid}.`,
          'Stop that server, or set DATA_DIR to another folder.',
        );
      }
      log.warn('taking over the data folder of a process that died', { pid: other.pid });
      await remove(path, other, options, signal);
    }
  } finally {
    await rm(part, { force: true });
  }
  return new HeldLock(path, holder, clock, log);
}

/** True when `path` is now ours; false when there is one already. `link` does both in one step. */
async function taken(part: string, path: string): Promise<boolean> {
  try {
    await link(part, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(read) ? read : unreadable;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
}

/** Written by nobody of ours, or cut by a full disk: only its silence can tell that it is dead. */
const unreadable: Holder = {
  pid: 0,
  startedAt: undefined,
  host: '',
  boot: undefined,
  namespace: 'none',
  token: '',
  socketFolder: '',
};

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && 'token' in value && 'socketFolder' in value;
}

async function isAlive(other: Holder, options: DataLockOptions, signal: AbortSignal): Promise<boolean> {
  const life = lifeOf(other);
  if (life !== 'unknown') return life === 'alive';
  options.log.info('waiting to see whether another machine or container uses the data folder', {
    silence_ms: silenceMs,
  });
  const before = await modified(options.path);
  for (let waited = 0; waited < silenceMs; waited += beatMs / 4) {
    await options.clock.sleep(beatMs / 4, signal);
    if ((await modified(options.path)) !== before) return true;
  }
  return false;
}

async function modified(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes the file of a dead holder, unless another starting process has done so and taken the lock since. */
async function remove(path: string, dead: Holder, { clock }: DataLockOptions, signal: AbortSignal): Promise<void> {
  const turn = `${path}.takeover`;
  while (!(await madeFolder(turn))) {
    const since = await modified(turn);
    // Its maker was killed on the way: the takeover takes milliseconds.
    if (since !== undefined && clock.wall() - since > staleTurnMs) await rm(turn, { recursive: true, force: true });
    else await clock.sleep(turnMs, signal);
  }
  try {
    if ((await readHolder(path))?.token !== dead.token) return;
    await rm(path);
    if (dead.socketFolder !== '') await rm(dead.socketFolder, { recursive: true, force: true });
  } finally {
    await rm(turn, { recursive: true, force: true });
  }
}

async function madeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

class HeldLock implements AsyncDisposable {
  readonly #path: string;
  readonly #holder: Holder;
  readonly #clock: Clock;
  readonly #log: Log;
  #beat: Disposable;
  #over = false;

  constructor(path: string, holder: Holder, clock: Clock, log: Log) {
    this.#path = path;
    this.#holder = holder;
    this.#clock = clock;
    this.#log = log;
    this.#beat = clock.after(beatMs, () => this.#touch());
  }

  #touch(): void {
    const now = this.#clock.wall() / 1000;
    utimes(this.#path, now, now)
      .catch((error) => this.#log.error('the lock of the data folder cannot be renewed', { error }))
      .finally(() => {
        if (!this.#over) this.#beat = this.#clock.after(beatMs, () => this.#touch());
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#beat[Symbol.dispose]();
    if ((await readHolder(this.#path))?.token === this.#holder.token) await rm(this.#path, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
