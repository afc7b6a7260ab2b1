import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRefusal } from './error-envelope.ts';
import { mountPage } from './page.ts';

const HTML = { accept: 'text/html,application/xhtml+xml' };

describe('the page of the app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-page-'));
  let server: FastifyInstance;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<title>Parlando</title>');
    writeFileSync(join(folder, 'sw.js'), 'self');
    writeFileSync(join(folder, 'assets/main-0123abcd.js'), 'main');
    server = Fastify();
    server.setErrorHandler((error, _, reply) => reply.code(asRefusal(error)?.code === 'not-found' ? 404 : 500).send());
    server.get('/v1/known', async () => 'known');
    await mountPage(server, folder);
    await server.ready();
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['/', '/library', '/lesson/cafe-pl', '/history/c_1?from=home', '/reset-password'])(
    '[D14] a visit to %s is answered with the app',
    async (url) => {
      const answer = await server.inject({ url, headers: HTML });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('Parlando');
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  it.each([
    '/v1/unknown',
    '/auth/unknown',
    '/api/x',
    '/docs/x',
    '/chat/x',
    '/agent/x',
    '/user/x',
    '/tts/x',
    '/ws/x',
    '/health/x',
    '/metrics/x',
    '/assets/gone-0123abcd.js',
    '/favicon.png',
  ])('[D14] %s is not a page, even for a browser', async (url) => {
    expect((await server.inject({ url, headers: HTML })).statusCode).toBe(404);
  });

  it('[D14] a program that asks for no page is told that there is nothing', async () => {
    expect((await server.inject({ url: '/library', headers: { accept: 'application/json' } })).statusCode).toBe(404);
    expect((await server.inject({ method: 'POST', url: '/library', headers: HTML })).statusCode).toBe(404);
    expect((await server.inject('/v1/known')).body).toBe('known');
  });

  it('[D15] files named after their content are kept for ever, the service worker is asked for each time', async () => {
    const hashed = await server.inject('/assets/main-0123abcd.js');
    expect(hashed.headers['cache-control']).toContain('immutable');
    const worker = await server.inject('/sw.js');
    expect(worker.headers['cache-control']).toBe('no-cache');
    expect(worker.headers['content-type']).toContain('javascript');
  });
});
