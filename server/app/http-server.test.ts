import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { own } from '../../wire/access.ts';
import { Refusal } from '../../wire/refusals.ts';
import { realClock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { createLog } from '../kit/log.ts';
import { Secret } from '../kit/secret.ts';
import { authoriseRoutes } from './authorise.ts';
import { admit, type Caller } from './guard.ts';
import { createHttpServer } from './http-server.ts';
import { createIdentify } from './identify.ts';

const open: FastifyInstance[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
}, 5_000);

async function boot(setup: { key?: string; origins?: string[] } = {}) {
  const stream = new PassThrough();
  const lines: string[] = [];
  stream.on('data', (chunk) => lines.push(String(chunk)));
  let port = 0;
  const server = await createHttpServer({
    policy: {
      singleLearner: setup.key === undefined,
      origins: setup.origins ?? [],
      port: () => port,
    },
    log: createLog({ level: 'debug', stream, clock: realClock }),
    clock: realClock,
    maxFrameBytes: 1_000,
    onAnswer: () => undefined,
  });
  const accessKey = setup.key ? new Secret(setup.key) : undefined;
  authoriseRoutes(server, createIdentify({ accounts: { actorOf: async () => undefined }, accessKey }));
  const closed = { config: { access: own.read } };
  server.get('/v1/thing', closed, async () => ({ secret: 'the thing' }));
  server.get('/health', { config: { door: 'open' } }, async () => ({ ok: true }));
  server.get('/v1/refused', closed, async () => {
    throw new Refusal('no-dictation', 'Say what to expect.', 'prompt');
  });
  server.get('/v1/outage', closed, async () => {
    throw new Outage({ port: 'text-to-speech', provider: 'x', retryable: true }, 'secret detail');
  });
  server.get('/v1/bug', closed, async () => {
    throw new Error('secret detail of a bug');
  });
  server.post('/v1/body', { ...closed, schema: { body: z.object({ n: z.number() }) } }, async () => ({}));
  server.get('/v1/socket', { ...closed, websocket: true }, (socket) => socket.send('let in'));
  open.push(server);
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as AddressInfo).port;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
      const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const dial = (options: { headers?: Record<string, string>; protocols?: string[] } = {}) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/socket`, options.protocols ?? [], {
        headers: options.headers ?? {},
      });
      socket.on('message', (data) => {
        resolve(`${data} ${socket.protocol}`.trim());
        socket.close();
      });
      socket.on('unexpected-response', (_, answer) => resolve(String(answer.statusCode)));
      socket.on('error', () => undefined);
    });
  return { port, ask, dial, lines };
}

test('[D1] a single learner needs no key, and one that is not ours says nothing', async () => {
  const { ask, dial } = await boot();
  expect((await ask('/v1/thing')).status).toBe(200);
  expect((await ask('/v1/thing', { authorization: 'Bearer whatever' })).status).toBe(200);
  expect(await dial()).toBe('let in');
});

test('[D2] without a key, a page of another origin gets nothing on any door', async () => {
  const { port, ask, dial } = await boot();
  for (const origin of ['https://evil.example', 'null', `http://localhost:${port + 1}`, 'file://', 'garbage']) {
    const answer = await ask('/v1/thing', { origin });
    expect([origin, answer.status]).toEqual([origin, 403]);
    expect(answer.text).not.toContain('the thing');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(await dial({ headers: { origin } })).toBe('403');
  }
  expect((await ask('/v1/thing', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403);
  const own = { origin: `http://127.0.0.1:${port}` };
  expect((await ask('/v1/thing', own)).status).toBe(200);
  expect(await dial({ headers: own })).toBe('let in');
});

test('[D2] a link from elsewhere leads to the page, and to no door behind it', async () => {
  const { ask } = await boot();
  const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect((await ask('/health', visit)).status).toBe(200);
  // Some do work when they are only asked: the export is made, and noted in the log.
  expect((await ask('/v1/thing', visit)).status).toBe(403);
  expect((await ask('/v1/thing', { ...visit, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await ask('/v1/thing', { ...visit, 'sec-fetch-site': 'none' })).status).toBe(200);
});

test('[D3] a rebound DNS name gets nothing', async () => {
  const { port, ask, dial } = await boot();
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost:${port + 1}`,
  ]) {
    expect([host, (await ask('/v1/thing', { host })).status]).toEqual([host, 403]);
    expect(await dial({ headers: { host } })).toBe('403');
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
    expect([host, (await ask('/v1/thing', { host })).status]).toEqual([host, 200]);
  }
});

test('[D4] a forwarded request or a far address ends the single-learner mode', async () => {
  const { ask } = await boot();
  const names = ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip', 'x-original-forwarded-for'];
  for (const name of [...names, 'x-cluster-client-ip', 'fly-client-ip', 'cf-ray', 'x-envoy-external-address']) {
    expect([name, (await ask('/v1/thing', { [name]: '1.2.3.4' })).status]).toEqual([name, 401]);
  }
  const far: Caller = {
    method: 'GET',
    host: 'localhost:1',
    origin: undefined,
    remoteAddress: '192.168.1.7',
    forwarded: false,
    page: false,
    fetchSite: undefined,
    fetchMode: undefined,
    fetchDest: undefined,
  };
  const policy = { singleLearner: true, origins: [], port: () => 1 };
  expect(() => admit(far, policy)).toThrow(Refusal);
  expect(() => admit({ ...far, remoteAddress: '::ffff:127.0.0.1' }, policy)).not.toThrow();
});

test('[D5] nothing is framed, and the page talks to its own server only', async () => {
  const { ask } = await boot();
  const { headers } = await ask('/v1/thing');
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).toContain("connect-src 'self'");
  expect(headers['x-frame-options']).toBe('DENY');
  const frame = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
  expect((await ask('/v1/thing', frame)).status).toBe(403);
});

test('[D6] with an access key nothing works without it, however it is sent', async () => {
  const { ask, dial } = await boot({ key: 'correct horse battery' });
  expect((await ask('/v1/thing')).status).toBe(401);
  expect((await ask('/v1/thing', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await ask('/v1/thing', { authorization: 'Bearer correct horse battery' })).status).toBe(200);
  expect((await ask('/health')).status).toBe(200);
  expect(await dial()).toBe('401');
  expect(await dial({ headers: { authorization: 'Bearer correct horse battery' } })).toBe('let in');
});

test('[D6] a browser sends the key as a subprotocol, and `realtime` is the one chosen', async () => {
  const { dial } = await boot({ key: 'key-1' });
  expect(await dial({ protocols: ['realtime', 'openai-insecure-api-key.key-1'] })).toBe('let in realtime');
  expect(await dial({ protocols: ['realtime', 'openai-insecure-api-key.key-2'] })).toBe('401');
});

test('[D7] with a key, listed origins are let in and others are not', async () => {
  const { ask } = await boot({ key: 'k', origins: ['https://school.example'] });
  const authorization = 'Bearer k';
  const listed = await ask('/v1/thing', { authorization, origin: 'https://school.example' });
  expect([listed.status, listed.headers['access-control-allow-origin']]).toEqual([200, 'https://school.example']);
  expect((await ask('/v1/thing', { authorization, origin: 'https://evil.example' })).status).toBe(403);
  const preflight = { origin: 'https://school.example', 'access-control-request-method': 'POST' };
  expect((await ask('/v1/thing', preflight, 'OPTIONS')).status).toBe(204);
  expect((await ask('/v1/thing', {}, 'OPTIONS')).status).toBe(204);
});

test('[D8] every error has one envelope with a trace id, and a bug shows nothing of itself', async () => {
  const { ask, lines } = await boot();
  const cases: [string, number, string][] = [
    ['/v1/refused', 422, 'no-dictation'],
    ['/v1/outage', 503, 'outage'],
    ['/v1/bug', 500, 'internal'],
    ['/v1/nowhere', 404, 'not-found'],
    ['/%zz', 400, 'bad-request'],
  ];
  for (const [path, status, code] of cases) {
    const answer = await ask(path);
    const { error } = JSON.parse(answer.text) as { error: { code: string; trace_id: string } };
    expect([path, answer.status, error.code]).toEqual([path, status, code]);
    expect(error.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(answer.text).not.toContain('secret detail');
  }
  expect(lines.join('')).toContain('secret detail of a bug');
  const wrong = await ask('/v1/body', { 'content-type': 'application/json' }, 'POST', '{"n":"x"}');
  expect(JSON.parse(wrong.text)).toMatchObject({ error: { code: 'invalid-value', param: 'n' } });
  const broken = await ask('/v1/body', { 'content-type': 'application/json' }, 'POST', '{"n":');
  expect([broken.status, JSON.parse(broken.text).error.code]).toEqual([400, 'bad-request']);
  const large = await ask('/v1/body', { 'content-type': 'application/json' }, 'POST', `"${'x'.repeat(300_000)}"`);
  expect(large.status).toBe(413);
});

test('[D12] text that cannot be kept is refused wherever it stands, and so is nesting without end', async () => {
  const { ask } = await boot();
  const json = { 'content-type': 'application/json' };
  const post = async (body: string) => JSON.parse((await ask('/v1/body', json, 'POST', body)).text).error;
  expect(await post('{"n":1,"deep":[{"a":"x\\u0000"}]}')).toMatchObject({ code: 'invalid-value', param: 'deep.0.a' });
  expect(await post('{"n":1,"half":"\\ud800"}')).toMatchObject({ code: 'invalid-value', param: 'half' });
  expect(await post('{"n":1,"na\\u0000me":1}')).toMatchObject({ code: 'invalid-value' });
  expect(await post(`{"n":1,"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatchObject({
    code: 'bad-request',
  });
  expect((await ask('/v1/thing?x=%00')).status).toBe(400);
  expect((await ask('/v1/body', json, 'POST', '{"n":1,"whole":"\\ud83d\\ude00 ż"}')).status).toBe(200);
});
