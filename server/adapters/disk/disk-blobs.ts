import { randomBytes } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../../kit/clock.ts';
import { diskTrouble } from '../../kit/disk-trouble.ts';
import { Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { requireBlobKey, requireBlobPrefix } from '../../ports/blobs/key.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import { blobPath, folderKey, temporaryFolder } from './blob-paths.ts';

export interface DiskBlobsOptions {
  /** Made when missing. */
  folder: string;
  clock: Clock;
}

type Listed = { key: string; size: number; modifiedAt: number };

const provider = 'disk';
/** A disk over a network can hang. */
const limitMs = 30_000;
/** Temporary files of writers that were killed; a living one takes seconds. */
const staleMs = 3_600_000;
/** A deleter may remove the empty folder that a writer has just made. */
const folderTries = 20;

/** Files in a folder. Throws a `StartupError` when it cannot be used. */
export async function openDiskBlobs(options: DiskBlobsOptions): Promise<Blobs> {
  const { clock } = options;
  const root = resolve(options.folder);
  const parts = temporaryFolder(root);
  try {
    await mkdir(parts, { recursive: true, mode: 0o700 });
    await access(parts, constants.W_OK);
    await removeStale(parts, clock);
  } catch (error) {
    const trouble = diskTrouble(codeOf(error));
    const what = trouble?.what ?? (error instanceof Error ? error.message : 'unknown failure');
    const mend = `${trouble?.mend ?? ''} Or set DATA_DIR to another folder.`;
    throw new StartupError(`The folder ${root} for files cannot be used: ${what}.`, mend, { cause: error });
  }

  const within = async <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const late = (): Error => outage(`the disk did not answer within ${limitMs} ms`, true);
    try {
      return await limited(clock, limitMs, late, work, signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw asOutage(error);
    }
  };

  async function* walk(folder: string, base: string, prefix: string, signal: AbortSignal): AsyncGenerator<Listed> {
    const entries = await within(signal, () => entriesOf(folder, base));
    for (const { key, path, isFolder } of entries) {
      if (isFolder && (key.startsWith(prefix) || prefix.startsWith(key))) yield* walk(path, key, prefix, signal);
      if (isFolder || !key.startsWith(prefix)) continue;
      const found = await within(signal, () => unlessGone(stat(path)));
      signal.throwIfAborted();
      if (found !== undefined) yield { key, size: found.size, modifiedAt: found.mtimeMs };
    }
    signal.throwIfAborted();
  }

  return {
    provider,
    async put(key, bytes, signal) {
      const path = blobPath(root, requireBlobKey(key));
      const part = join(parts, randomBytes(12).toString('hex'));
      await within(signal, async (inner) => {
        try {
          await writeWhole(part, bytes, inner);
          inner.throwIfAborted();
          await moveInto(part, path);
        } finally {
          await rm(part, { force: true });
        }
      });
    },
    async get(key, signal) {
      const path = blobPath(root, requireBlobKey(key));
      return await within(signal, (inner) => unlessGone(readFile(path, { signal: inner })));
    },
    async delete(key, signal) {
      const path = blobPath(root, requireBlobKey(key));
      await within(signal, async () => {
        await rm(path, { force: true });
        await removeEmpty(dirname(path), root);
      });
    },
    async *list(prefix, signal) {
      requireBlobPrefix(prefix);
      yield* walk(root, '', prefix, signal);
    },
    async health() {
      try {
        await access(parts, constants.W_OK);
        const { bavail, bsize } = await statfs(root);
        const free = bavail * bsize;
        return { ok: free > 0, detail: `${Math.floor(free / 1_000_000)} MB free` };
      } catch (error) {
        return { ok: false, detail: asOutage(error).message };
      }
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(bytes, { signal });
  // On the disk before it has its name: a power failure leaves the old file or the new one.
  await file.sync();
}

async function moveInto(part: string, path: string): Promise<void> {
  const folder = dirname(path);
  for (let tries = 1; ; tries += 1) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(part, path);
      break;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || tries === folderTries) throw error;
    }
  }
  await unlessGone(syncFolder(folder));
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r');
  await folder.sync();
}

/** Removes `folder` and those above it while they are empty: names of folders may tell of people too. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  for (let at = folder; at !== root; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return;
      throw error;
    }
  }
}

async function removeStale(parts: string, clock: Clock): Promise<void> {
  for (const name of await readdir(parts)) {
    const path = join(parts, name);
    const found = await unlessGone(stat(path));
    if (found !== undefined && clock.wall() - found.mtimeMs > staleMs) await rm(path, { force: true });
  }
}

/** In the order of the keys they hold: a folder sorts with its slash. */
async function entriesOf(folder: string, base: string): Promise<{ key: string; path: string; isFolder: boolean }[]> {
  const entries: Dirent[] = (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const name = entry.isDirectory() ? folderKey(entry.name) : entry.name;
      return name === undefined ? [] : [{ key: base + name, path, isFolder: entry.isDirectory() }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Undefined when the file is not there, or goes at this very moment. */
async function unlessGone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

function outage(what: string, retryable: boolean, cause?: unknown): Outage {
  return new Outage({ port: 'blobs', provider, retryable }, `blobs: ${what}`, { cause });
}

function asOutage(error: unknown): Error {
  if (error instanceof Outage) return error;
  const code = codeOf(error);
  const trouble = diskTrouble(code);
  if (trouble !== undefined) return outage(`${trouble.what}. ${trouble.mend}`, trouble.passing, error);
  return code === undefined && error instanceof Error
    ? error
    : outage(`the disk failed (${code ?? 'unknown'})`, true, error);
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
