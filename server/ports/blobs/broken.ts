import type { OpenBlobs } from './contract.ts';
import { fakeBlobs } from './fake.ts';
import type { Blobs } from './port.ts';

export interface BrokenBlobs {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenBlobs;
}

function broken(name: string, fails: string, breakage: (sound: Blobs) => Partial<Blobs>): BrokenBlobs {
  return {
    name,
    fails,
    async open() {
      const sound = fakeBlobs();
      return { blobs: { ...sound, ...breakage(sound) }, [Symbol.asyncDispose]: async () => undefined };
    },
  };
}

const kept = 'what was put is got, byte by byte, until it is deleted';
const listed = 'listing gives every key with the prefix, sorted, with its size and time';
const refused = 'keys that could leave their place are refused, by every call';
const aborted = 'an aborted call rejects with the reason and leaves nothing; an aborted list gives nothing more';
const { signal: never } = new AbortController();

export const brokenBlobs: readonly BrokenBlobs[] = [
  broken('bytes read as text', kept, (sound) => ({
    put: (key, bytes, signal) => sound.put(key, new TextEncoder().encode(new TextDecoder().decode(bytes)), signal),
  })),
  broken('empty files that are none', kept, (sound) => ({
    async get(key, signal) {
      const found = await sound.get(key, signal);
      return found?.byteLength === 0 ? undefined : found;
    },
  })),
  broken('a delete that forgets to', kept, () => ({ delete: async () => undefined })),
  broken('the caller’s own bytes', 'what the caller does to its bytes later changes nothing', (sound) => {
    const files = new Map<string, Uint8Array>();
    return {
      async put(key, bytes, signal) {
        await sound.put(key, bytes, signal);
        files.set(key, bytes);
      },
      get: async (key) => files.get(key),
    };
  }),
  broken('folders and dashes alike', 'a key may be the beginning of another, and names do not mix', (sound) => ({
    put: (key, bytes, signal) => sound.put(key.replaceAll('/', '-'), bytes, signal),
    get: (key, signal) => sound.get(key.replaceAll('/', '-'), signal),
    delete: (key, signal) => sound.delete(key.replaceAll('/', '-'), signal),
  })),
  broken('a way up', refused, (sound) => ({
    get: (key, signal) => sound.get(key.replaceAll('..', 'up'), signal),
  })),
  broken('a delete of anything', refused, (sound) => ({
    delete: (key, signal) => sound.delete(key, signal).catch(() => undefined),
  })),
  broken('a list of anything', refused, (sound) => ({
    list: (prefix, signal) => sound.list(prefix.replace(/[^a-z/]|\.\./g, 'a'), signal),
  })),
  broken('a list as it comes', listed, (sound) => ({
    async *list(prefix, signal) {
      yield* (await Array.fromAsync(sound.list(prefix, signal))).reverse();
    },
  })),
  broken('whole folders only', listed, (sound) => ({
    async *list(prefix, signal) {
      const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
      yield* sound.list(folder, signal);
    },
  })),
  broken('files written in pieces', 'a reader beside writers sees the old bytes or the new, never a part', (sound) => ({
    async put(key, bytes, signal) {
      await sound.put(key, bytes.subarray(0, bytes.byteLength / 2), signal);
      await new Promise(setImmediate);
      await sound.put(key, bytes, signal);
    },
  })),
  broken('one deletes, all lose', 'writers and deleters in one folder do not disturb each other', (sound) => ({
    async delete(key, signal) {
      const folder = key.slice(0, key.lastIndexOf('/') + 1);
      const found = await Array.fromAsync(sound.list(folder, signal));
      for (const one of found) await sound.delete(one.key, signal);
    },
  })),
  broken('an abort nobody minds', aborted, (sound) => ({ put: (key, bytes) => sound.put(key, bytes, never) })),
  broken('an abort with another reason', aborted, (sound) => ({
    get: (key, signal) =>
      sound.get(key, signal).catch((error: unknown) => {
        throw signal.aborted ? new Error('aborted') : error;
      }),
  })),
  broken('a list that goes on', aborted, (sound) => ({ list: (prefix) => sound.list(prefix, never) })),
  broken('half a file after an abort', aborted, (sound) => ({
    async put(key, bytes, signal) {
      await sound.put(key, bytes.subarray(0, bytes.byteLength / 2), signal);
      await new Promise(setImmediate);
      await sound.put(key, bytes, signal);
    },
  })),
];
