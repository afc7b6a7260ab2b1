import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { SignedIn } from '../../../wire/api/accounts.ts';
import { createUser, deleteUser, getUser, getUserProgress, loginUser, updateUser } from '../../../wire/api/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Settings } from '../../../wire/settings.ts';
import { profilePresets } from '../../../wire/settings.ts';
import type { ChatDeps } from './chat-deps.ts';
import { forwarded } from './forwarded.ts';
import { personOf } from './old-user.ts';

type Profile = Settings['profile_template'];

/** People as the earlier tutor had them: oneself, or anybody for an admin. */
export function userRoutes(bare: FastifyInstance, { learners, database, clock, newId, overviewOf }: ChatDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  const userOf = async (personId: string) => {
    const person = await learners.person(personId);
    if (!person) throw new Refusal('not-found', 'There is no such person.', 'id');
    const { profile_template } = await learners.settingsOf(personId);
    return {
      id: person.id,
      name: person.name,
      role: person.role,
      profile_template,
      created_at: person.createdAt.toISOString(),
    };
  };
  const choose = (personId: string, profile: Profile) =>
    learners.changeSettings(personId, { ...profilePresets[profile], profile_template: profile });

  server.route({
    ...createUser,
    config: { access: createUser.access },
    async handler({ body }, reply) {
      const { name, role, profile_template } = body;
      const id = newId('person');
      const createdAt = new Date(clock.wall());
      await database.transaction((tx) => learners.addPerson(tx, { id, name, role, createdAt }));
      if (profile_template) await choose(id, profile_template);
      return reply.code(201).send(await userOf(id));
    },
  });

  server.route({
    ...loginUser,
    config: { access: loginUser.access },
    handler: async (request) =>
      (await forwarded(request, { method: 'POST', url: '/auth/login', body: request.body })) as SignedIn,
  });

  server.route({
    ...getUser,
    config: { access: getUser.access },
    handler: ({ actor, params }) => userOf(personOf(actor, params.id, 'people:read')),
  });

  server.route({
    ...updateUser,
    config: { access: updateUser.access },
    async handler({ actor, params, body }) {
      const id = personOf(actor, params.id, 'people:write');
      await userOf(id);
      if (body.name !== undefined) await learners.rename(id, body.name);
      if (body.profile_template) await choose(id, body.profile_template);
      return userOf(id);
    },
  });

  server.route({
    ...deleteUser,
    config: { access: deleteUser.access },
    async handler(request) {
      const id = personOf(request.actor, request.params.id, 'people:write');
      await forwarded(request, { method: 'DELETE', url: `/v1/people/${encodeURIComponent(id)}` });
      return { id, deleted: true as const };
    },
  });

  server.route({
    ...getUserProgress,
    config: { access: getUserProgress.access },
    async handler({ actor, params }) {
      const id = personOf(actor, params.id, 'people:read');
      await userOf(id);
      return overviewOf(id);
    },
  });
}
