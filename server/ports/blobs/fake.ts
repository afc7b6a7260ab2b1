import { type Clock, realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { requireBlobKey, requireBlobPrefix } from './key.ts';
import type { Blobs } from './port.ts';

export interface FakeBlobs extends Blobs {
  /** From now on every call is an outage, until `comeBack`. What was stored stays. */
  goAway(): void;
  comeBack(): void;
}

/** Files in memory that can be told to be away. */
export function fakeBlobs({ clock = realClock }: { clock?: Pick<Clock, 'wall'> } = {}): FakeBlobs {
  const files = new Map<string, { bytes: Uint8Array; modifiedAt: number }>();
  let away = false;
  const use = (signal: AbortSignal): void => {
    signal.throwIfAborted();
    if (away) throw new Outage({ port: 'blobs', provider: 'fake', retryable: true }, 'blobs: away');
  };
  return {
    provider: 'fake',
    async put(key, bytes, signal) {
      requireBlobKey(key);
      use(signal);
      files.set(key, { bytes: bytes.slice(), modifiedAt: clock.wall() });
    },
    async get(key, signal) {
      requireBlobKey(key);
      use(signal);
      return files.get(key)?.bytes.slice();
    },
    async delete(key, signal) {
      requireBlobKey(key);
      use(signal);
      files.delete(key);
    },
    async *list(prefix, signal) {
      requireBlobPrefix(prefix);
      for (const key of [...files.keys()].sort()) {
        use(signal);
        const file = files.get(key);
        if (file !== undefined && key.startsWith(prefix)) {
          yield { key, size: file.bytes.byteLength, modifiedAt: file.modifiedAt };
        }
      }
      use(signal);
    },
    health: async () => (away ? { ok: false, detail: 'away' } : { ok: true, detail: `${files.size} files in memory` }),
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
  };
}
