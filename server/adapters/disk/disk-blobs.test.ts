import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { blobsContract } from '../../ports/blobs/contract.ts';
import { openDiskBlobs } from './disk-blobs.ts';

const { signal } = new AbortController();
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlando-blobs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (at = folder) => openDiskBlobs({ folder: at, clock: realClock });

blobsContract('disk', async () => ({ blobs: await open(), [Symbol.asyncDispose]: async () => undefined }));

test('files are there after a new start, and a deleted one leaves no empty folder', async () => {
  await (await open()).put('a/b/c', new Uint8Array([1, 2]), signal);
  const blobs = await open();
  expect(await blobs.get('a/b/c', signal)).toEqual(Buffer.from([1, 2]));
  await blobs.delete('a/b/c', signal);
  expect(await readdir(folder)).toEqual(['+part']);
});

test('what a killed writer left goes at the next start, and is never listed; a living one keeps its own', async () => {
  await open();
  const [old, fresh] = [join(folder, '+part', 'old'), join(folder, '+part', 'fresh')];
  await writeFile(old, 'x');
  await writeFile(fresh, 'x');
  await utimes(old, 0, 0);
  const blobs = await open();
  expect(await readdir(join(folder, '+part'))).toEqual(['fresh']);
  expect(await Array.fromAsync(blobs.list('', signal))).toEqual([]);
});

test('a folder that cannot be used is one clear line', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'x');
  const failure: unknown = await open(file).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StartupError);
  expect((failure as StartupError).line).toBe(
    `The folder ${file} for files cannot be used: There is a file where a folder should be. Move it away. Or set DATA_DIR to another folder.`,
  );
});

test('a folder that vanished is an outage', async () => {
  const blobs = await open();
  await rm(folder, { recursive: true });
  await expect(blobs.put('a', new Uint8Array([1]), signal)).rejects.toMatchObject({ name: 'Outage', port: 'blobs' });
  await expect(blobs.health()).resolves.toMatchObject({ ok: false });
});

test('a link in the folder is no file of ours to follow into folders', async () => {
  const blobs = await open();
  await mkdir(join(folder, 'outside'));
  await symlink('/etc', join(folder, 'etc+'));
  expect((await Array.fromAsync(blobs.list('etc/', signal))).map(({ key }) => key)).toEqual([]);
});

/** A disk of its own of 64 kB; only root may mount one. */
const small = '/tmp/parlando-small-disk';
const mounted =
  process.getuid?.() === 0 &&
  spawnSync('mkdir', ['-p', small]).status === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]).status === 0;

test.skipIf(!mounted)('a full disk is an outage that says so, and what was there stays', async () => {
  try {
    const blobs = await open(small);
    await blobs.put('a', new Uint8Array(10), signal);
    const writing = blobs.put('a', new Uint8Array(200_000), signal);
    await expect(writing).rejects.toMatchObject({
      name: 'Outage',
      retryable: false,
      message: 'blobs: The disk is full. Free some space.',
    });
    expect((await blobs.get('a', signal))?.byteLength).toBe(10);
    expect(await readdir(join(small, '+part'))).toEqual([]);
  } finally {
    spawnSync('umount', [small]);
  }
});
