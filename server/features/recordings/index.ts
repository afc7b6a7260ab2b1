import type { Feature } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import type { Database } from '../../ports/database/port.ts';
import type { TurnRef } from '../../turn/events.ts';
import { type TalkAbout, TalkFollower } from './follow-talk.ts';
import { defaultRecordingLimits, folderOf, type RecordingLimits, Recordings } from './keep-recordings.ts';
import { recordingsMigration } from './migrations/0009-recordings.ts';
import { recordingRoutes } from './routes.ts';
import { RecordingStore } from './store.ts';

export type { TalkFollower } from './follow-talk.ts';

export interface RecordingsDeps {
  clock: Clock;
  log: Log;
  database: Database;
  blobs: Blobs;
  newId(prefix: string): string;
  /** Whether the person lets recordings be kept. */
  consents(personId: string): Promise<boolean>;
  limits?: Partial<RecordingLimits>;
}

export interface RecordingsFeature extends Feature {
  /** Follows a talk and keeps the sound of its answers; `show` tells the client of each. */
  follow(about: TalkAbout, show: (turn: TurnRef, data: Record<string, unknown>) => void): TalkFollower;
  /** Files that are a person's own, also when the person is gone already. */
  blobsOf(personId: string, signal: AbortSignal): AsyncIterable<string>;
  /** The conversation is forgotten, with its sound. */
  forgetConversation(personId: string, conversationId: string): Promise<void>;
}

/** What is too old, and files without a row, are looked for this often. */
const SWEEP_MS = 3_600_000;

/** The learner's own recordings, kept where they consent, to be heard beside the model's. */
export function recordings(deps: RecordingsDeps): RecordingsFeature {
  const { clock, log, blobs, database, consents } = deps;
  const store = new RecordingStore(database);
  const kept = new Recordings({ ...deps, store, limits: { ...defaultRecordingLimits, ...deps.limits } });
  // Neither the end of the server nor of a request leaves a thing half done.
  const unending = new AbortController().signal;

  const sweepForever = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        await kept.sweep(signal);
      } catch (error) {
        if (!signal.aborted) log.warn('recordings could not be swept', { error });
      }
      await clock.sleep(SWEEP_MS, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  };

  return {
    name: 'recordings',
    migrations: [recordingsMigration],
    routes: (server) => recordingRoutes(server, { store, recordings: kept, blobs, unending }),
    follow: (about, show) => new TalkFollower(about, { recordings: kept, log, signal: unending, consents, show }),
    async *blobsOf(personId, signal) {
      for await (const { key } of blobs.list(folderOf(personId), signal)) yield key;
    },
    async forgetConversation(personId, conversation) {
      await kept.forget(personId, { conversation }, unending);
    },
    async start(signal) {
      void sweepForever(signal);
    },
  };
}
