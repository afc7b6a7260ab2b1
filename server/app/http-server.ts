import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { WebSocket } from 'ws';
import { type CloseReason, closeCodes } from '../../wire/realtime.ts';
import { Refusal, refusals } from '../../wire/refusals.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { newTraceId, parseTraceparent, traceId, withTrace } from '../kit/trace.ts';
import { callerOf } from './caller.ts';
import { asRefusal, envelope } from './error-envelope.ts';
import { admit, type GuardPolicy } from './guard.ts';
import { requireStorableText } from './storable-text.ts';

export interface HttpOptions {
  policy: GuardPolicy;
  log: Log;
  clock: Clock;
  /** Proxies whose word on the client's address is taken: how many, or their addresses. None by default. */
  trustProxy?: number | readonly string[];
  /** Largest WebSocket message in bytes; a larger one closes its socket with 1009. */
  maxFrameBytes: number;
  /** Adds what is to happen before anybody is let in: wrong keys count, too. */
  beforeGuard?(server: FastifyInstance): void;
  /** Told of every answered request. `route` is the pattern, never the address. */
  onAnswer(answer: { method: string; route: string; status: number; ms: number }): void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The page's own files and the liveness check, which hold nothing of anybody. */
    door?: 'open';
  }
}

/** Bytes of a JSON body; doors that take files say their own. */
const BODY_LIMIT = 256 * 1024;
/** Clients get this long to answer a close. */
const GOODBYE_MS = 1_000;
/** A request that trickles in is given up after this. */
const REQUEST_MS = 60_000;

/** The bare HTTP server: who may come in, headers, errors, traces; no doors yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
    trustProxy: trusted(options.trustProxy),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => sendError(options.log, error, request, reply as FastifyReply),
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => sendError(options.log, error, request, reply));
  server.setNotFoundHandler((request, reply) => {
    sendError(options.log, new Refusal('not-found', 'There is nothing here.'), request, reply);
  });

  const begun = new WeakMap<FastifyRequest, number>();
  server.addHook('onRequest', (request, reply, done) => {
    const { traceparent } = request.headers;
    const id = parseTraceparent(Array.isArray(traceparent) ? undefined : traceparent)?.traceId ?? newTraceId();
    begun.set(request, options.clock.now());
    void reply.header('x-trace-id', id);
    withTrace(id, done);
  });
  server.addHook('preValidation', async ({ params, query, body }) => {
    for (const part of [params, query, body]) requireStorableText(part);
  });
  server.addHook('onResponse', async (request, reply) => {
    const ms = options.clock.now() - (begun.get(request) ?? options.clock.now());
    const route = request.routeOptions.url ?? '(none)';
    options.onAnswer({ method: request.method, route, status: reply.statusCode, ms });
    const fields = { method: request.method, route, status: reply.statusCode, ms: Math.round(ms * 100) / 100 };
    options.log.debug('request', fields);
  });

  await server.register(helmet, helmetOptions);
  await server.register(websocket, {
    options: {
      maxPayload: options.maxFrameBytes,
      perMessageDeflate: false,
      // Browsers fail unless one of their protocols is chosen; the key among them never is.
      handleProtocols: (protocols: Set<string>) => (protocols.has('realtime') ? 'realtime' : false),
    },
    preClose: async () => hangUp(server.websocketServer.clients, options.clock),
  });
  options.beforeGuard?.(server);
  // After the sockets' plugin, which closes the connection of a refused upgrade, and before CORS, which answers by itself.
  server.addHook('onRequest', async (request) => {
    admit(callerOf(request), options.policy);
  });
  const origin = [...options.policy.origins];
  // OPTIONS that are no preflight are answered like one, not with an error of the plugin's own shape.
  await server.register(cors, { origin, credentials: false, maxAge: 600, strictPreflight: false });
  return server;
}

/** Proxies that are counted are the last ones before the server, whatever their addresses: nobody else may reach it then. */
export function trusted(proxies: HttpOptions['trustProxy']): string[] | ((address: string, hop: number) => boolean) {
  if (proxies === undefined) return [];
  if (typeof proxies === 'object') return [...proxies];
  return (_, hop) => hop < proxies;
}

/** Says goodbye to every socket, and leaves those that do not answer. */
async function hangUp(sockets: ReadonlySet<WebSocket>, clock: Clock): Promise<void> {
  const code = closeCodes['server-stopping'];
  for (const socket of sockets) socket.close(code, 'server-stopping' satisfies CloseReason);
  const endAt = clock.now() + GOODBYE_MS;
  while (sockets.size > 0 && clock.now() < endAt) await clock.sleep(20, new AbortController().signal);
  for (const socket of sockets) socket.terminate();
}

/** The page may talk to its own server only, and nobody may frame it. WebAssembly and workers are for sound. */
const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
    },
  },
  frameguard: { action: 'deny' as const },
  crossOriginResourcePolicy: { policy: 'same-origin' as const },
  crossOriginOpenerPolicy: { policy: 'same-origin' as const },
  referrerPolicy: { policy: 'no-referrer' as const },
  strictTransportSecurity: false,
};

function sendError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = asRefusal(error);
  const shown = refusal ?? new Refusal('internal', 'The server made a mistake. The trace id names it in its log.');
  if (!refusal) log.error('a request failed', { route: request.routeOptions?.url ?? '(none)', error });
  const id = traceId() ?? newTraceId();
  if (shown.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  void reply.code(refusals[shown.code]).type('application/json').serializer(JSON.stringify).send(envelope(shown, id));
}
