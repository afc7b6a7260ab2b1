import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clock, realClock } from '../../kit/clock.ts';
import { silentLog } from '../../kit/log.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { lockData } from './data-lock.ts';
import { identityOf, lifeOf } from './process-identity.ts';

/** Twenty times as fast: the heartbeat comes every 100 ms, and silence takes 350. */
const quick: Clock = {
  ...realClock,
  sleep: (ms, signal) => realClock.sleep(ms / 20, signal),
  after: (ms, task) => realClock.after(ms / 20, task),
};
const never = new AbortController().signal;
let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlando-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lock = (signal = never): Promise<AsyncDisposable> =>
  lockData({ path, folder, socketFolder: join(folder, 'socket'), clock: quick, log: silentLog }, signal);

async function rewrite(change: object): Promise<void> {
  const held = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...held, ...change }));
}

test('one holder at a time; released, it can be taken again and leaves no file', async () => {
  const first = await lock();
  await expect(lock()).rejects.toBeInstanceOf(StartupError);
  await first[Symbol.asyncDispose]();
  expect(await readdir(folder)).toEqual([]);
  await (await lock())[Symbol.asyncDispose]();
});

test('of many that start at once over a dead lock, one gets it, and the socket folder of the dead goes', async () => {
  const socketFolder = join(folder, 'dead-socket');
  await mkdir(socketFolder);
  const dead = { ...identityOf(process.pid), startedAt: '1', token: 'dead', socketFolder };
  for (let round = 0; round < 5; round += 1) {
    await writeFile(path, JSON.stringify(dead));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lock()));
    const won = outcomes.filter((one) => one.status === 'fulfilled');
    expect(won).toHaveLength(1);
    for (const { value } of won) await value[Symbol.asyncDispose]();
  }
  expect(existsSync(socketFolder)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test('a holder in another container is refused while its heartbeat goes on, and taken over when it stops', async () => {
  const other = await lock();
  await rewrite({ namespace: 'pid:[1]', host: 'elsewhere' });
  await expect(lock()).rejects.toThrow(/in use by process/);
  await other[Symbol.asyncDispose]();
  expect(existsSync(path)).toBe(false);
  const silent = { ...identityOf(process.pid), namespace: 'pid:[1]', token: 'other', socketFolder: '' };
  await writeFile(path, JSON.stringify(silent));
  await (await lock())[Symbol.asyncDispose]();
});

test('an unreadable lock that nobody renews is taken over', async () => {
  for (const text of ['{"pid": 1', '', '[]', 'null']) {
    await writeFile(path, text);
    await (await lock())[Symbol.asyncDispose]();
  }
});

test('waiting for another container ends with the abort', async () => {
  await writeFile(path, '');
  const stop = new AbortController();
  const waiting = lock(stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

test('a lock that somebody else took meanwhile is not removed', async () => {
  const first = await lock();
  await rewrite({ token: 'theirs' });
  await first[Symbol.asyncDispose]();
  expect(existsSync(path)).toBe(true);
});

test('a process is known by more than its number', () => {
  const here = identityOf(process.pid);
  expect(lifeOf(here)).toBe('alive');
  expect(lifeOf({ ...here, pid: 2 ** 22 + 1 })).toBe('dead');
  expect(lifeOf({ ...here, boot: 'another' })).toBe('dead');
  expect(lifeOf({ ...here, boot: 'another', host: 'elsewhere' })).toBe('unknown');
  expect(lifeOf({ ...here, namespace: 'pid:[1]' })).toBe('unknown');
  if (here.startedAt !== undefined) expect(lifeOf({ ...here, startedAt: '1' })).toBe('dead');
});
