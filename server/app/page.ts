import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Files with a hash in their name never change. */
const HASHED = /-[\w-]{8,}\.[a-z0-9]+$/;

/** Serves the built page at `/`. Its files hold nothing of anybody, so they are open; what they ask for is not. */
export async function mountPage(server: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    server.get('/', { config: { door: 'open' }, schema: { hide: true } }, async (_, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send('The page is not built: run `npm run web:build`. The doors under /v1 are open.\n'),
    );
    return;
  }
  await server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, door: 'open' };
    });
    const files = {
      cacheControl: false,
      setHeaders(reply: FastifyReply, path: string) {
        void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    };
    await scope.register(fastifyStatic, {
      ...files,
      root: folder,
      wildcard: false,
      globIgnore: ['assets/**'],
      index: 'index.html',
    });
    // Looked for at each request: their names change when the page is built anew under a running server.
    await scope.register(fastifyStatic, {
      ...files,
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      decorateReply: false,
    });
  });
}
