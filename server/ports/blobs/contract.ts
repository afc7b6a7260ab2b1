import assert from 'node:assert/strict';
import { describe } from 'vitest';
import { type Check, registerChecks } from '../contract.ts';
import type { Blobs } from './port.ts';

export interface BlobsSetting extends AsyncDisposable {
  /** Empty. */
  blobs: Blobs;
}

export type OpenBlobs = () => Promise<BlobsSetting>;

const { signal } = new AbortController();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(blobs: Blobs, key: string): Promise<string | undefined> {
  const found = await blobs.get(key, signal);
  return found === undefined ? undefined : new TextDecoder().decode(found);
}

async function keys(blobs: Blobs, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of blobs.list(prefix, signal)) found.push(key);
  return found;
}

const forbidden = [
  '',
  '/',
  '/a',
  'a/',
  'a//b',
  '.',
  './a',
  'a/./b',
  '..',
  '../a',
  'a/../b',
  'a/..',
  'a..b',
  'A',
  'ż',
  'a b',
  'a\\b',
].concat(['a\0b', 'a\nb', 'a%2e', 'c:', '~', 'x'.repeat(201)]);

export const blobsChecks: readonly Check<OpenBlobs>[] = [
  {
    name: 'what was put is got, byte by byte, until it is deleted',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      const every = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) & 255);
      assert.equal(await blobs.get('a.bin', signal), undefined);
      await blobs.put('a.bin', every, signal);
      await blobs.put('empty', new Uint8Array(0), signal);
      // Compared as a whole: a diff of so many numbers would take minutes.
      assert.ok(Buffer.from(every).equals((await blobs.get('a.bin', signal)) ?? new Uint8Array(0)));
      assert.equal((await blobs.get('empty', signal))?.byteLength, 0);
      await blobs.put('a.bin', bytes('new'), signal);
      assert.equal(await read(blobs, 'a.bin'), 'new');
      await blobs.delete('a.bin', signal);
      await blobs.delete('a.bin', signal);
      assert.equal(await blobs.get('a.bin', signal), undefined);
    },
  },
  {
    name: 'what the caller does to its bytes later changes nothing',
    run: async (open) => {
      await using setting = await open();
      const mine = bytes('mine');
      await setting.blobs.put('k', mine, signal);
      mine.fill(0);
      const got = await setting.blobs.get('k', signal);
      assert.equal(await read(setting.blobs, 'k'), 'mine');
      got?.fill(0);
      assert.equal(await read(setting.blobs, 'k'), 'mine');
    },
  },
  {
    name: 'a key may be the beginning of another, and names do not mix',
    run: async (open) => {
      await using setting = await open();
      const all = ['a', 'a/b', 'a/b/c', 'a.b', 'a-b', 'a_b', 'b', '-', '_', '.hidden', 'x'.repeat(200)];
      for (const key of all) await setting.blobs.put(key, bytes(key), signal);
      for (const key of all) assert.equal(await read(setting.blobs, key), key);
      assert.equal(await setting.blobs.get('a/b/c/d', signal), undefined);
      await setting.blobs.delete('a/b', signal);
      assert.equal(await read(setting.blobs, 'a/b/c'), 'a/b/c');
      assert.equal(await read(setting.blobs, 'a/b'), undefined);
    },
  },
  {
    name: 'keys that could leave their place are refused, by every call',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      for (const key of forbidden) {
        await assert.rejects(blobs.put(key, bytes('x'), signal), RangeError, `put ${JSON.stringify(key)}`);
        await assert.rejects(blobs.get(key, signal), RangeError, `get ${JSON.stringify(key)}`);
        await assert.rejects(blobs.delete(key, signal), RangeError, `delete ${JSON.stringify(key)}`);
      }
      for (const prefix of ['..', '../', 'a/../', 'A', '*', '\0'])
        await assert.rejects(keys(blobs, prefix), RangeError);
      assert.deepEqual(await keys(blobs, ''), []);
    },
  },
  {
    name: 'listing gives every key with the prefix, sorted, with its size and time',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      const all = ['a', 'a-b', 'a.b', 'a/b', 'a/b/c', 'a/bc', 'a0', 'ab/c', 'b/a', 'b/a.wav'];
      for (const key of [...all].reverse()) await blobs.put(key, bytes(key), signal);
      const sorted = [...all].sort();
      for (const prefix of ['', 'a', 'a/', 'a/b', 'a/b/', 'b/a.', 'none', 'a/b/c/d']) {
        assert.deepEqual(
          await keys(blobs, prefix),
          sorted.filter((key) => key.startsWith(prefix)),
          `prefix ${prefix}`,
        );
      }
      for await (const { key, size, modifiedAt } of blobs.list('', signal)) {
        assert.equal(size, key.length);
        assert.ok(modifiedAt > 0);
      }
      for (const key of all) await blobs.delete(key, signal);
      assert.deepEqual(await keys(blobs, ''), []);
    },
  },
  {
    name: 'a reader beside writers sees the old bytes or the new, never a part',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      const whole = (letter: string): Uint8Array => bytes(letter.repeat(200_000));
      await blobs.put('k', whole('0'), signal);
      const writing = Promise.all(
        ['1', '2', '3', '4', '5', '6'].map((letter) => blobs.put('k', whole(letter), signal)),
      );
      let done = false;
      void writing.finally(() => {
        done = true;
      });
      for (let reads = 0; reads < 3 || !done; reads += 1) {
        const found = await blobs.get('k', signal);
        assert.equal(found?.byteLength, 200_000);
        assert.equal(new Set(found).size, 1);
      }
      await writing;
      assert.deepEqual(await keys(blobs, ''), ['k']);
    },
  },
  {
    name: 'writers and deleters in one folder do not disturb each other',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      const rounds = Array.from({ length: 8 }, async (_, i) => {
        for (let round = 0; round < 10; round += 1) {
          await blobs.put(`f/g/${i}`, bytes(`${i}`), signal);
          // The others' turn, also where nothing really waits.
          await new Promise(setImmediate);
          assert.equal(await read(blobs, `f/g/${i}`), `${i}`);
          await blobs.delete(`f/g/${i}`, signal);
        }
      });
      await Promise.all(rounds);
      assert.deepEqual(await keys(blobs, ''), []);
    },
  },
  {
    name: 'an aborted call rejects with the reason and leaves nothing; an aborted list gives nothing more',
    run: async (open) => {
      await using setting = await open();
      const { blobs } = setting;
      const reason = new Error('enough');
      const gone = AbortSignal.abort(reason);
      await blobs.put('old', bytes('old'), signal);
      await assert.rejects(blobs.put('new', bytes('x'), gone), (error) => error === reason);
      await assert.rejects(blobs.put('old', bytes('x'), gone), (error) => error === reason);
      await assert.rejects(blobs.get('old', gone), (error) => error === reason);
      await assert.rejects(blobs.delete('old', gone), (error) => error === reason);
      const stop = new AbortController();
      const during = blobs.put('big', new Uint8Array(4_000_000), stop.signal);
      stop.abort(reason);
      await during.catch((error: unknown) => assert.equal(error, reason));
      assert.equal(await read(blobs, 'old'), 'old');
      assert.equal(await read(blobs, 'new'), undefined);
      const big = await blobs.get('big', signal);
      assert.ok(big === undefined || big.byteLength === 4_000_000);

      await blobs.put('a', bytes('a'), signal);
      const listing = new AbortController();
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { key } of blobs.list('', listing.signal)) {
          seen.push(key);
          listing.abort(reason);
        }
      })();
      await assert.rejects(reading, (error) => error === reason);
      assert.deepEqual(seen, ['a']);
    },
  },
  {
    name: 'health tells',
    run: async (open) => {
      await using setting = await open();
      const health = await setting.blobs.health();
      assert.equal(health.ok, true);
      assert.ok(health.detail.length > 0);
    },
  },
];

export function blobsContract(name: string, open: OpenBlobs): void {
  describe(`blobs contract: ${name}`, () => registerChecks(blobsChecks, open));
}
