import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import {
  type ConversationSummary,
  type conversationTurn,
  deleteConversation,
  getConversation,
  listConversations,
  listScenes,
} from '../../../wire/api.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { SceneSource } from '../../feature.ts';
import type { ConversationStore, StoredConversation, StoredTurn } from './store.ts';

export interface RouteDeps {
  store: ConversationStore;
  scenes: SceneSource;
  /** Ends it where it is being held now. */
  endConversation(id: string): Promise<void>;
}

export function conversationRoutes(bare: FastifyInstance, { store, scenes, endConversation }: RouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listScenes,
    handler: async () => ({ object: 'list' as const, data: [...scenes.list()] }),
  });

  server.route({
    ...listConversations,
    async handler(request) {
      const { limit, after } = request.query;
      const found = await store.list(limit + 1, after);
      return { object: 'list' as const, data: found.slice(0, limit).map(summaryOf), has_more: found.length > limit };
    },
  });

  server.route({
    ...getConversation,
    async handler(request) {
      const found = await store.find(request.params.id);
      if (!found) throw noSuchConversation();
      const turns = await store.turns(found.conversation.id);
      return { ...summaryOf(found.conversation), history: turns.map(turnOf) };
    },
  });

  server.route({
    ...deleteConversation,
    async handler(request) {
      const { id } = request.params;
      await endConversation(id);
      if (!(await store.delete(id))) throw noSuchConversation();
      return { id, deleted: true as const };
    },
  });
}

function noSuchConversation(): Refusal {
  return new Refusal('not-found', 'There is no such conversation.', 'id');
}

function summaryOf(stored: StoredConversation): ConversationSummary {
  return {
    id: stored.id,
    scene: stored.sceneId,
    title: stored.title,
    language: stored.language,
    from: stored.translateTo,
    turns: stored.turnCount,
    created_at: stored.createdAt.toISOString(),
    updated_at: stored.updatedAt.toISOString(),
  };
}

function turnOf({ id, origin, said, verdict, replied, outcome, corrections, createdAt }: StoredTurn) {
  return {
    id,
    origin,
    said,
    verdict,
    replied,
    outcome,
    corrections: corrections.map((finding) => ({ ...finding })),
    created_at: createdAt.toISOString(),
  } satisfies z.infer<typeof conversationTurn>;
}
