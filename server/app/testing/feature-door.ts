import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../../wire/access.ts';
import type { Feature, PersonActor } from '../../feature.ts';
import { LOCAL_PERSON } from '../../features/learners/index.ts';
import { realClock } from '../../kit/clock.ts';
import { type Log, silentLog } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import { authoriseRoutes } from '../authorise.ts';
import { createHttpServer } from '../http-server.ts';

export interface Who {
  personId?: string;
  role?: Role;
}

/** A test's caller says who it is in its bearer key, as `person_a/teacher`; without one it is the single learner. */
export function actorOf(authorization: string | undefined): PersonActor {
  const [personId, role] = authorization?.replace('Bearer ', '').split('/') ?? [];
  if (!personId) return { kind: 'person', personId: LOCAL_PERSON, role: 'admin', sessionId: null };
  return { kind: 'person', personId, role: (role as Role | undefined) ?? 'learner', sessionId: `session_${personId}` };
}

export interface FeatureDoor extends AsyncDisposable {
  readonly http: FastifyInstance;
  readonly port: number;
  /** Asks with a JSON body when there is one; `body` of the answer is parsed when it is JSON. */
  ask(path: string, options?: { method?: string; body?: unknown; as?: Who }): Promise<Answer>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  body: any;
  headers: Headers;
}

/** Features on a real HTTP server and a migrated database, whoever asks being believed. */
export async function openFeatureDoor(
  features: readonly Feature[],
  options: { database: Database; log?: Log },
): Promise<FeatureDoor> {
  const { database, log = silentLog } = options;
  const migrations = features.flatMap((feature) => feature.migrations ?? []);
  await database.migrate(migrations.sort((a, b) => (a.id < b.id ? -1 : 1)));
  let port = 0;
  const http = await createHttpServer({
    policy: { singleLearner: true, origins: [], port: () => port },
    log,
    clock: realClock,
    maxFrameBytes: 1_000_000,
    onAnswer: () => undefined,
  });
  authoriseRoutes(http, async ({ headers }) => actorOf(headers.authorization));
  const stop = new AbortController();
  for (const feature of features) await feature.routes?.(http);
  for (const feature of features) await feature.start?.(stop.signal);
  await http.listen({ host: '127.0.0.1', port: 0 });
  port = (http.server.address() as AddressInfo).port;
  return {
    http,
    port,
    async ask(path, { method, body, as } = {}) {
      const headers: Record<string, string> = {};
      if (as) headers.authorization = `Bearer ${as.personId ?? LOCAL_PERSON}/${as.role ?? 'learner'}`;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = answer.headers.get('content-type')?.includes('json') ?? false;
      return { status: answer.status, body: json && text !== '' ? JSON.parse(text) : text, headers: answer.headers };
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await http.close();
    },
  };
}
