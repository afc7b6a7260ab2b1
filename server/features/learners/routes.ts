import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  getMe,
  type Me,
  readLearning,
  resetSettings,
  updateMe,
  updateSettings,
  writeLearning,
} from '../../../wire/api/learners.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import type { LearnersDeps, LearnersFeature } from './index.ts';
import type { LearningEvent } from './learning-event.ts';
import type { LearnersStore } from './store.ts';
import { toldAt } from './told-at.ts';

export interface LearnerRouteDeps {
  store: LearnersStore;
  learners: Pick<LearnersFeature, 'settingsOf' | 'changeSettings' | 'resetSettings' | 'record'>;
  emailOf: LearnersDeps['emailOf'];
  now(): Date;
}

export function learnerRoutes(bare: FastifyInstance, { store, learners, emailOf, now }: LearnerRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  const meOf = async (actor: PersonActor): Promise<Me> => {
    const person = await store.person(actor.personId);
    if (!person) throw new Refusal('unauthenticated', 'This person is not here any more. Sign in again.');
    const account = await emailOf(person.id);
    return {
      id: person.id,
      name: person.name,
      role: person.role,
      email: account?.email ?? null,
      email_verified: account?.verified ?? false,
      signed_in: actor.kind === 'api-key' || actor.sessionId !== null,
      created_at: person.createdAt.toISOString(),
      settings: await learners.settingsOf(person.id),
    };
  };

  server.route({ ...getMe, config: { access: getMe.access }, handler: ({ actor }) => meOf(actor) });

  server.route({
    ...updateMe,
    config: { access: updateMe.access },
    async handler({ actor, body }) {
      await store.rename(actor.personId, body.name);
      return meOf(actor);
    },
  });

  server.route({
    ...updateSettings,
    config: { access: updateSettings.access },
    handler: ({ actor, body }) => learners.changeSettings(actor.personId, body),
  });

  server.route({
    ...resetSettings,
    config: { access: resetSettings.access },
    handler: ({ actor }) => learners.resetSettings(actor.personId),
  });

  server.route({
    ...writeLearning,
    config: { access: writeLearning.access },
    async handler({ actor, body }) {
      const events = body.events.map((event) => ({ ...event, at: toldAt(event.at, now()) }) as LearningEvent);
      const written = await store.transaction((tx) => learners.record(tx, actor.personId, events));
      return { written: written.length, known: events.length - written.length };
    },
  });

  server.route({
    ...readLearning,
    config: { access: readLearning.access },
    async handler({ actor, query }) {
      const { limit, after, kind } = query;
      const found = await store.events(actor.personId, {
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
        ...(kind === undefined ? {} : { kind }),
      });
      const data = found
        .slice(0, limit)
        .map(({ id, at, kind: what, data: told }) => ({ id, at: at.toISOString(), kind: what, data: { ...told } }));
      return { object: 'list' as const, data, has_more: found.length > limit };
    },
  });
}
