import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { writeWav } from '../../kit/pcm/wav.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import type { RecordingStore, StoredRecording } from './store.ts';

export interface KeepDeps {
  clock: Clock;
  log: Log;
  blobs: Blobs;
  store: RecordingStore;
  newId(prefix: string): string;
  limits: RecordingLimits;
}

export interface RecordingLimits {
  /** A person's oldest recordings go when they have more than this. */
  bytesEach: number;
  /** Older ones go. */
  days: number;
}

export const defaultRecordingLimits: RecordingLimits = { bytesEach: 500_000_000, days: 90 };

const RATE = 16_000;
const DAY_MS = 86_400_000;
/** Files looked up at once when those without a row are sought. */
const AT_ONCE = 500;
/** A file that has just been written may get its row yet. */
const YOUNG_MS = 60_000;

export const folderOf = (personId: string): string => `recordings/${personId}/`;
export const blobOf = (personId: string, id: string): string => `${folderOf(personId)}${id}.wav`;

/** The files and rows of recordings, kept in step: a row only ever names a file that is there. */
export class Recordings {
  readonly #deps: KeepDeps;

  constructor(deps: KeepDeps) {
    this.#deps = deps;
  }

  /** Throws when the file or its row cannot be written; nothing is left of it then. */
  async keep(
    samples: Int16Array,
    about: Omit<StoredRecording, 'id' | 'durationMs' | 'bytes' | 'createdAt'>,
    signal: AbortSignal,
  ): Promise<StoredRecording> {
    const { blobs, store, clock, newId, limits } = this.#deps;
    const wav = writeWav({ sampleRate: RATE, samples });
    const kept: StoredRecording = {
      ...about,
      id: newId('rec'),
      durationMs: Math.round((samples.length * 1_000) / RATE),
      bytes: wav.length,
      createdAt: new Date(clock.wall()),
    };
    const key = blobOf(kept.personId, kept.id);
    await blobs.put(key, wav, signal);
    try {
      await store.add(kept);
    } catch (error) {
      await blobs.delete(key, signal);
      throw error;
    }
    await this.#deleteFiles(kept.personId, await store.removeBeyond(kept.personId, limits.bytesEach), signal);
    return kept;
  }

  /** False when there was none. */
  async forget(personId: string, which: { id?: string; conversation?: string }, signal: AbortSignal): Promise<number> {
    const removed = await this.#deps.store.remove(personId, which);
    await this.#deleteFiles(personId, removed, signal);
    return removed.length;
  }

  /** Takes away what is too old, and files whose row went another way: with its person. */
  async sweep(signal: AbortSignal): Promise<void> {
    const { blobs, store, clock, limits } = this.#deps;
    const old = await store.removeOlder(new Date(clock.wall() - limits.days * DAY_MS));
    for (const { id, personId } of old) await blobs.delete(blobOf(personId, id), signal);
    let batch: string[] = [];
    for await (const { key, modifiedAt } of blobs.list('recordings/', signal)) {
      if (modifiedAt > clock.wall() - YOUNG_MS) continue;
      batch.push(key);
      if (batch.length < AT_ONCE) continue;
      await this.#deleteUnknown(batch, signal);
      batch = [];
    }
    await this.#deleteUnknown(batch, signal);
  }

  async #deleteUnknown(keys: readonly string[], signal: AbortSignal): Promise<void> {
    const known = await this.#deps.store.known(keys.map(idOfBlob));
    for (const key of keys) if (!known.has(idOfBlob(key))) await this.#deps.blobs.delete(key, signal);
  }

  async #deleteFiles(personId: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
    for (const id of ids) await this.#deps.blobs.delete(blobOf(personId, id), signal);
  }
}

const idOfBlob = (key: string): string => key.slice(key.lastIndexOf('/') + 1).replace(/\.wav$/, '');
