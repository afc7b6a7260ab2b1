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
} from '../../../wire/api/conversations.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { SceneSource } from '../../feature.ts';
import type { ConversationStore, StoredConversation, StoredTurn } from './store.ts';

export interface RouteDeps {
  store: ConversationStore;
  scenes: SceneSource;
  /** Ends it where it is being held now. */
  endConversation(id: string): Promise<void>;
  /** It has been deleted. */
  forgotten?(personId: string, id: string): Promise<void>;
}

export function conversationRoutes(
  bare: FastifyInstance,
  { store, scenes, endConversation, forgotten }: RouteDeps,
): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listScenes,
    config: { access: listScenes.access },
    async handler({ actor }) {
      const mine = (await scenes.forPerson?.(actor.personId)) ?? scenes;
      return { object: 'list' as const, data: [...mine.list()] };
    },
  });

  server.route({
    ...listConversations,
    config: { access: listConversations.access },
    async handler(request) {
      const { limit, after } = request.query;
      const found = await store.list(request.actor.personId, limit + 1, after);
      return { object: 'list' as const, data: found.slice(0, limit).map(summaryOf), has_more: found.length > limit };
    },
  });

  server.route({
    ...getConversation,
    config: { access: getConversation.access },
    async handler(request) {
      const found = await store.find(request.actor.personId, request.params.id);
      if (!found) throw noSuchConversation();
      const turns = await store.turns(found.conversation.id);
      return { ...summaryOf(found.conversation), history: turns.map(turnOf) };
    },
  });

  server.route({
    ...deleteConversation,
    config: { access: deleteConversation.access },
    async handler(request) {
      const { id } = request.params;
      const { personId } = request.actor;
      if (await store.find(personId, id)) await endConversation(id);
      if (!(await store.delete(personId, id))) throw noSuchConversation();
      await forgotten?.(personId, id);
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

function turnOf({ id, origin, said, verdict, replied, outcome, corrections, effects, createdAt }: StoredTurn) {
  return {
    id,
    origin,
    said,
    verdict,
    replied,
    outcome,
    corrections: corrections.map((finding) => ({ ...finding })),
    effects: [...effects],
    created_at: createdAt.toISOString(),
  } satisfies z.infer<typeof conversationTurn>;
}
