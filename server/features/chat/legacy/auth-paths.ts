import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { accountUser, SignedIn } from '../../../../wire/api/accounts.ts';
import { apiAuthLogin, apiAuthLogout, apiAuthMe, apiAuthRefresh } from '../../../../wire/api/legacy.ts';
import { forwarded } from '../forwarded.ts';
import { succeeded } from './old-envelope.ts';

/** Signing in, in the old envelope; whether one may is told by the doors of today, which count these calls as their own. */
export function authPaths(bare: FastifyInstance): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  // The earlier tutor took the form of OAuth2.
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });

  server.route({
    ...apiAuthLogin,
    config: { access: apiAuthLogin.access },
    handler: async (request) =>
      succeeded((await forwarded(request, { method: 'POST', url: '/auth/login', body: request.body })) as SignedIn),
  });

  server.route({
    ...apiAuthRefresh,
    config: { access: apiAuthRefresh.access },
    handler: async (request) =>
      succeeded((await forwarded(request, { method: 'POST', url: '/auth/refresh', body: request.body })) as SignedIn),
  });

  server.route({
    ...apiAuthLogout,
    config: { access: apiAuthLogout.access },
    handler: async (request) =>
      succeeded(await forwarded(request, { method: 'POST', url: '/auth/logout', body: request.body })),
  });

  server.route({
    ...apiAuthMe,
    config: { access: apiAuthMe.access },
    handler: async (request) =>
      succeeded((await forwarded(request, { method: 'GET', url: '/auth/me' })) as z.output<typeof accountUser>),
  });
}
