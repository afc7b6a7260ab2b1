import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../wire/refusals.ts';

/** Files with a hash in their name never change. */
const HASHED = /-[\w-]{8,}\.[a-z0-9]+$/;

/** First parts of addresses that are doors of the server: what is missing there is told to a program. */
const DOORS = new Set([
  'v1',
  'auth',
  'api',
  'docs',
  'openapi.json',
  'chat',
  'agent',
  'user',
  'tts',
  'ws',
  'mcp',
  'health',
  'metrics',
  'assets',
]);

/** Serves the built page at `/` and at the addresses of its own pages. Its files hold nothing of anybody, so they are open; what they ask for is not. */
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
    scope.get('/*', { schema: { hide: true } }, (request, reply) => {
      if (!isVisit(request)) throw new Refusal('not-found', 'There is nothing here.');
      return reply.sendFile('index.html');
    });
  });
}

/** A browser goes to one of the app's own pages, which the app itself tells apart. */
function isVisit({ url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  const parts = path.split('/').slice(1);
  if (DOORS.has(parts[0] ?? '') || (parts.at(-1) ?? '').includes('.')) return false;
  return headers['sec-fetch-mode'] === 'navigate' || (headers.accept ?? '').includes('text/html');
}
