import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  deleteRecording,
  deleteRecordings,
  getRecordingAudio,
  listRecordings,
  type Recording,
} from '../../../wire/api/recordings.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import { sendSound } from '../lessons/index.ts';
import { blobOf, type Recordings } from './keep-recordings.ts';
import type { RecordingStore, StoredRecording } from './store.ts';

export interface RecordingRouteDeps {
  store: RecordingStore;
  recordings: Recordings;
  blobs: Blobs;
  unending: AbortSignal;
}

export function recordingRoutes(
  bare: FastifyInstance,
  { store, recordings, blobs, unending }: RecordingRouteDeps,
): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listRecordings,
    config: { access: listRecordings.access },
    async handler({ actor, query }) {
      const { limit, after, conversation, scene } = query;
      const found = await store.list(actor.personId, limit + 1, after, { conversation, scene });
      return { object: 'list' as const, data: found.slice(0, limit).map(told), has_more: found.length > limit };
    },
  });

  server.route({
    ...getRecordingAudio,
    config: { access: getRecordingAudio.access },
    async handler(request, reply) {
      const { actor, params, signal } = request;
      const found = await store.find(actor.personId, params.id);
      const bytes = found && (await blobs.get(blobOf(found.personId, found.id), signal));
      if (!bytes) throw noSuchRecording();
      return sendSound(request, reply, { bytes, type: 'audio/wav', tag: params.id, keep: false });
    },
  });

  server.route({
    ...deleteRecording,
    config: { access: deleteRecording.access },
    async handler({ actor, params: { id } }) {
      if ((await recordings.forget(actor.personId, { id }, unending)) === 0) throw noSuchRecording();
      return { id, deleted: true as const };
    },
  });

  server.route({
    ...deleteRecordings,
    config: { access: deleteRecordings.access },
    handler: async ({ actor }) => ({ deleted: await recordings.forget(actor.personId, {}, unending) }),
  });
}

const noSuchRecording = (): Refusal => new Refusal('not-found', 'There is no such recording.', 'id');

function told(one: StoredRecording): Recording {
  return {
    id: one.id,
    conversation: one.conversationId,
    scene: one.sceneId,
    exchange: one.exchange,
    heard: one.heard,
    answer: one.answer,
    language: one.language,
    duration_ms: one.durationMs,
    bytes: one.bytes,
    words: [...one.words],
    created_at: one.createdAt.toISOString(),
  };
}
