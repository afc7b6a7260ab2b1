import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Channel } from './channel.ts';

const never = new AbortController().signal;

test('items come out in order, over many of them', async () => {
  const channel = new Channel<number>(3);
  const sent = Array.from({ length: 500 }, (_, i) => i);
  const writing = (async () => {
    for (const item of sent) expect(await channel.push(item, never)).toBe(true);
    channel.close();
  })();
  const got: number[] = [];
  for await (const item of channel) got.push(item);
  await writing;
  expect(got).toEqual(sent);
});

test('a full channel refuses, and makes a patient producer wait', async () => {
  const channel = new Channel<number>(1);
  expect(channel.tryPush(1)).toBe(true);
  expect(channel.tryPush(2)).toBe(false);
  let taken = false;
  const waiting = channel.push(2, never).then(() => {
    taken = true;
  });
  await Promise.resolve();
  expect(taken).toBe(false);
  const reader = channel.read();
  expect((await reader.next()).value).toBe(1);
  await waiting;
  expect((await reader.next()).value).toBe(2);
});

test('a waiting producer is released by the abort and by the close', async () => {
  const channel = new Channel<number>(1);
  channel.tryPush(1);
  const abort = new AbortController();
  const aborted = channel.push(2, abort.signal);
  abort.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  const closed = channel.push(3, never);
  channel.close();
  expect(await closed).toBe(false);
  expect(channel.tryPush(4)).toBe(false);
});

test('what was queued is still read after a close, then the error', async () => {
  const channel = new Channel<number>(5);
  channel.tryPush(1);
  channel.close(new Error('the source failed'));
  const reader = channel.read();
  expect((await reader.next()).value).toBe(1);
  await expect(reader.next()).rejects.toThrow('the source failed');
});

test('an abort drops what is queued and throws at once', async () => {
  const channel = new Channel<number>(5);
  channel.tryPush(1);
  channel.tryPush(2);
  const abort = new AbortController();
  const reader = channel.read(abort.signal);
  expect((await reader.next()).value).toBe(1);
  abort.abort(new Error('stop'));
  await expect(reader.next()).rejects.toThrow('stop');
  expect(channel.size).toBe(0);

  const waiting = new Channel<number>(5);
  const later = new AbortController();
  const next = waiting.read(later.signal).next();
  later.abort(new Error('stop too'));
  await expect(next).rejects.toThrow('stop too');
});

test('a cancelled channel forgets, and one without room is refused', async () => {
  const channel = new Channel<number>(5);
  channel.tryPush(1);
  channel.cancel();
  expect(await Array.fromAsync(channel)).toEqual([]);
  expect(() => new Channel(0)).toThrow(RangeError);
});

test('an item that was taken is let go of', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const channel = new Channel<object>(5);
  channel.tryPush(new Uint8Array(8));
  const reader = channel.read();
  const item = new WeakRef((await reader.next()).value as object);
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(item.deref()).toBeUndefined();
  expect(channel.size).toBe(0);
});
