import { z } from 'zod';
import { roles, staff } from '../access.ts';
import { at, deleted, errorBody, idParams, listOf, page } from './shapes.ts';

export const person = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Null: no account, or none of the asker's business (teachers). */
  email: z.string().nullable(),
  email_verified: z.boolean(),
  /** By an admin; a locked person is signed out and cannot sign in. */
  locked: z.boolean(),
  created_at: at,
  last_seen_at: at.nullable(),
});
export type PersonOnWire = z.output<typeof person>;

const people = { tags: ['people'] };

export const listPeople = {
  method: 'GET',
  url: '/v1/people',
  access: staff.readPeople,
  schema: {
    ...people,
    summary: 'People of this server, newest first',
    querystring: page.extend({
      /** Part of a name; for admins, of an address too. */
      search: z.string().trim().max(100).optional(),
      role: z.enum(roles).optional(),
    }),
    response: { 200: listOf(person) },
  },
} as const;

export const getPerson = {
  method: 'GET',
  url: '/v1/people/:id',
  access: staff.readPeople,
  schema: { ...people, summary: 'One person', params: idParams, response: { 200: person, 404: errorBody } },
} as const;

export const updatePerson = {
  method: 'PATCH',
  url: '/v1/people/:id',
  access: staff.writePeople,
  schema: {
    ...people,
    summary: 'Change the role, lock or unlock',
    description: 'The last admin who can sign in stays one (409).',
    params: idParams,
    body: z
      .strictObject({ role: z.enum(roles).optional(), locked: z.boolean().optional() })
      .refine(({ role, locked }) => role !== undefined || locked !== undefined, 'names nothing to change'),
    response: { 200: person, 404: errorBody, 409: errorBody },
  },
} as const;

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  created_at: at,
  expires_at: at,
});

export const listInvitations = {
  method: 'GET',
  url: '/v1/people/invitations',
  access: staff.writePeople,
  schema: { ...people, summary: 'Invitations that nobody has taken up', response: { 200: listOf(invitation) } },
} as const;

export const invite = {
  method: 'POST',
  url: '/v1/people/invitations',
  access: staff.writePeople,
  schema: {
    ...people,
    summary: 'Invite somebody by mail',
    body: z.strictObject({
      email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
      role: z.enum(roles).default('learner'),
    }),
    response: {
      /** The link too, to be handed over where no mail is set up. It is told this once. */
      201: invitation.extend({ url: z.string() }),
      409: errorBody,
    },
  },
} as const;

export const withdrawInvitation = {
  method: 'DELETE',
  url: '/v1/people/invitations/:id',
  access: staff.writePeople,
  schema: {
    ...people,
    summary: 'Withdraw an invitation',
    params: idParams,
    response: { 200: deleted, 404: errorBody },
  },
} as const;

export const auditEntry = z.object({
  id: z.string(),
  at,
  /** `person`, `api-key`, `operator` (with the server's own key, or at its machine), `system` or `nobody`. */
  actor_kind: z.string(),
  actor_id: z.string().nullable(),
  /** For example `login.failed`, `person.role`, `api-key.created`, `person.erased`. */
  action: z.string(),
  target_id: z.string().nullable(),
  /** Never a secret, a name or a text. */
  detail: z.record(z.string(), z.unknown()),
  trace_id: z.string().nullable(),
  /** Same for the same address; the address itself is not kept. */
  address_hash: z.string().nullable(),
});

export const readAudit = {
  method: 'GET',
  url: '/v1/audit',
  access: staff.readServer,
  schema: {
    ...people,
    summary: 'Who did what, newest first',
    querystring: page.extend({
      action: z.string().max(60).optional(),
      /** Who did it, or to whom it was done. */
      person: z.string().max(200).optional(),
    }),
    response: { 200: listOf(auditEntry) },
  },
} as const;
