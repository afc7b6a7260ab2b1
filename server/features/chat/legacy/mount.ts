import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as legacy from '../../../../wire/api/legacy.ts';
import type { ChatDeps } from '../chat-deps.ts';
import type { SpeechJobs } from '../speech-jobs.ts';
import type { Talks } from '../talks.ts';
import { audioPaths } from './audio-paths.ts';
import { authPaths } from './auth-paths.ts';
import { lessonPaths } from './lesson-paths.ts';
import { succeeded, tellErrorsAsBefore, tellNothingHereAsBefore } from './old-envelope.ts';
import { personPaths } from './person-paths.ts';
import { reviewPaths } from './review-paths.ts';
import { v2Paths } from './v2-paths.ts';

const { apiIndex } = legacy;

/** The earlier tutor's paths, in a scope of their own: there errors are told as it told them. */
export async function mountLegacy(
  server: FastifyInstance,
  deps: ChatDeps,
  { talks, speech }: { talks: Talks; speech: SpeechJobs },
): Promise<void> {
  await server.register(async (bare) => tellNothingHereAsBefore(bare), { prefix: '/api' });
  await server.register(async (bare) => {
    tellErrorsAsBefore(bare, deps.log);
    const scope = bare.withTypeProvider<ZodTypeProvider>();
    scope.route({
      ...apiIndex,
      config: { access: apiIndex.access },
      handler: async () => succeeded({ endpoints: paths }, 'Parlando, in the shapes of the earlier tutor.'),
    });
    authPaths(bare);
    lessonPaths(bare, deps, talks);
    reviewPaths(bare);
    personPaths(bare, deps);
    audioPaths(bare, deps, speech);
    v2Paths(bare, deps);
  });
}

const paths = Object.values(legacy).map(({ method, url }) => `${method} ${url}`);
