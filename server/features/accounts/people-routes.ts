import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  getPerson as getDoor,
  invite as inviteDoor,
  listPeople as listDoor,
  listInvitations as listInvitationsDoor,
  readAudit,
  updatePerson as updateDoor,
  withdrawInvitation as withdrawDoor,
} from '../../../wire/api/people.ts';
import type { AuditRow } from './audit.ts';
import { callerInfo } from './caller-info.ts';
import type { Core } from './core.ts';
import { type Invitation, invite, listInvitations, withdrawInvitation } from './invitations.ts';
import { getPerson, listPeople, updatePerson } from './people.ts';

/** What staff sees and does. */
export function peopleRoutes(bare: FastifyInstance, core: Core): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...listDoor,
    config: { access: listDoor.access },
    async handler({ actor, query }) {
      const found = await listPeople(core, actor, { ...query, limit: query.limit + 1 });
      return { object: 'list' as const, data: found.slice(0, query.limit), has_more: found.length > query.limit };
    },
  });

  server.route({
    ...listInvitationsDoor,
    config: { access: listInvitationsDoor.access },
    async handler() {
      return { object: 'list' as const, data: (await listInvitations(core)).map(invitationToWire), has_more: false };
    },
  });

  server.route({
    ...inviteDoor,
    config: { access: inviteDoor.access },
    async handler(request, reply) {
      const made = await invite(core, request.actor, request.body, callerInfo(request));
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...invitationToWire(made), url: made.url });
    },
  });

  server.route({
    ...withdrawDoor,
    config: { access: withdrawDoor.access },
    async handler(request) {
      await withdrawInvitation(core, request.actor, request.params.id, callerInfo(request));
      return { id: request.params.id, deleted: true as const };
    },
  });

  server.route({
    ...getDoor,
    config: { access: getDoor.access },
    handler: ({ actor, params }) => getPerson(core, actor, params.id),
  });

  server.route({
    ...updateDoor,
    config: { access: updateDoor.access },
    async handler(request) {
      const { actor, params, body } = request;
      await updatePerson(core, actor, params.id, body, callerInfo(request));
      return await getPerson(core, actor, params.id);
    },
  });

  server.route({
    ...readAudit,
    config: { access: readAudit.access },
    async handler({ query }) {
      const found = await core.audit.read({ ...query, limit: query.limit + 1 });
      const data = found.slice(0, query.limit).map(auditToWire);
      return { object: 'list' as const, data, has_more: found.length > query.limit };
    },
  });
}

const invitationToWire = ({ id, email, role, createdAt, expiresAt }: Invitation) => ({
  id,
  email,
  role,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
});

const auditToWire = (row: AuditRow) => ({
  ...row,
  at: row.at.toISOString(),
  detail: { ...(row.detail as Record<string, unknown>) },
});
