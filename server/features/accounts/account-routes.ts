import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  createApiKey as createKeyDoor,
  deleteApiKey as deleteKeyDoor,
  endOtherSessions,
  endSession,
  listApiKeys as listKeysDoor,
  listSessions,
} from '../../../wire/api/accounts.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import { type ApiKeyRow, createApiKey, deleteApiKey, listApiKeys } from './api-keys.ts';
import { callerInfo } from './caller-info.ts';
import type { Core } from './core.ts';

/** A person's own sessions and API keys. */
export function accountRoutes(bare: FastifyInstance, core: Core): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listSessions,
    config: { access: listSessions.access },
    async handler({ actor }) {
      const rows = await core.sessions.list(actor.personId);
      const data = rows.map((row) => ({
        id: row.id,
        current: row.id === sessionOf(actor),
        device: row.device,
        created_at: row.createdAt.toISOString(),
        last_used_at: row.usedAt.toISOString(),
        expires_at: row.expiresAt.toISOString(),
      }));
      return { object: 'list' as const, data, has_more: false };
    },
  });

  server.route({
    ...endSession,
    config: { access: endSession.access },
    async handler({ actor, params, ip }) {
      const ended = await core.sessions.end(actor.personId, { id: params.id });
      if (ended === 0) throw new Refusal('not-found', 'There is no such session.');
      await core.audit.write({ actor, action: 'session.ended', target: params.id, address: ip });
      return { id: params.id, deleted: true as const };
    },
  });

  server.route({
    ...endOtherSessions,
    config: { access: endOtherSessions.access },
    async handler({ actor, ip }) {
      const ended = await core.sessions.end(actor.personId, { but: sessionOf(actor) });
      const detail = { sessions_ended: ended };
      await core.audit.write({ actor, action: 'session.ended', target: actor.personId, detail, address: ip });
      return { sessions_ended: ended };
    },
  });

  server.route({
    ...listKeysDoor,
    config: { access: listKeysDoor.access },
    async handler({ actor }) {
      const rows = await listApiKeys(core, actor.personId);
      return { object: 'list' as const, data: rows.map(keyToWire), has_more: false };
    },
  });

  server.route({
    ...createKeyDoor,
    config: { access: createKeyDoor.access },
    async handler(request, reply) {
      const { name, scopes, expires_in_days: days } = request.body;
      const made = await createApiKey(core, request.actor, { name, scopes, days }, callerInfo(request));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...keyToWire(made), key: made.key });
    },
  });

  server.route({
    ...deleteKeyDoor,
    config: { access: deleteKeyDoor.access },
    async handler(request) {
      await deleteApiKey(core, request.actor, request.params.id, callerInfo(request));
      return { id: request.params.id, deleted: true as const };
    },
  });
}

const sessionOf = (actor: PersonActor): string | null => (actor.kind === 'person' ? actor.sessionId : null);

const keyToWire = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  expires_at: row.expiresAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});
