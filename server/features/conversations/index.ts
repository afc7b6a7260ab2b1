import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { realtime } from '../../../wire/api/conversations.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Feature } from '../../feature.ts';
import { newTraceId, traceId } from '../../kit/trace.ts';
import { defaultConnectionLimits } from './connection.ts';
import { type ConversationsDeps, usualPace } from './conversations-deps.ts';
import { conversationsMigration } from './migrations/0001-conversations.ts';
import { conversationsPeopleMigration } from './migrations/0003-conversations-people.ts';
import { openSession } from './open-session.ts';
import { serveClient } from './realtime-door.ts';
import { Recorder } from './recorder.ts';
import { conversationRoutes } from './routes.ts';
import { acceptedLanguages } from './scene-choice.ts';
import { defaultSessionLimits, Sessions } from './sessions.ts';
import { ConversationStore } from './store.ts';
import type { VoiceSession } from './voice-session.ts';

export interface ConversationsFeature extends Feature, AsyncDisposable {
  readonly sessions: Sessions;
}

/** The voice socket, and the conversations held on it. */
export function conversations(deps: ConversationsDeps): ConversationsFeature {
  const { clock, log, newId, meter } = deps;
  const store = new ConversationStore(deps.database);
  const recorders = new Map<VoiceSession, Recorder>();

  const sessions = new Sessions(
    { ...defaultSessionLimits, ...deps.limits?.sessions },
    clock,
    newId,
    async (session) => {
      try {
        await session.end();
        await recorders.get(session)?.settle();
      } catch (error) {
        log.error('a session did not end cleanly', { session: session.id, error });
      }
      recorders.delete(session);
      meter.sessions(sessions.size);
    },
  );

  const worldFor = async ({ personId, wishes }: Pick<VoiceSession, 'personId' | 'wishes'>) => {
    const { conversation } = wishes;
    const mine = conversation === undefined ? undefined : await store.find(personId, conversation);
    // Where it is held now it is ended, and saved, before it is read.
    if (mine) await sessions.endConversation(mine.conversation.id);
    const stored = mine && (await store.find(personId, mine.conversation.id));
    const scenes = (await deps.scenes.forPerson?.(personId)) ?? deps.scenes;
    const pace = (await deps.paceOf?.(personId)) ?? usualPace;
    return openSession({
      ...deps,
      scenes,
      pace,
      personId,
      stored,
      record: (about, session) => {
        sessions.claim(about.id, session);
        const recorder = new Recorder(about, {
          store,
          clock,
          log,
          newId,
          ...(deps.learn ? { learn: deps.learn } : {}),
        });
        recorders.set(session, recorder);
        return recorder;
      },
    });
  };

  const mountSocket = (server: FastifyInstance): void => {
    const limits = { ...defaultConnectionLimits, ...deps.limits?.connection };
    const door = { sessions, worldFor, limits, clock, onClosed: (why: string) => meter.socketClosed(why) };
    const handler = (): never => {
      throw new Refusal('bad-request', 'This door is a WebSocket; docs/spec/realtime.md tells what is said on it.');
    };
    const wsHandler = (socket: WebSocket, request: FastifyRequest): void => {
      const query = request.query as Record<string, string | string[] | undefined>;
      const asked = (name: string): string | undefined => {
        const value = query[name];
        return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
      };
      const model = asked('model') ?? asked('scene') ?? 'parlando';
      const wishes = {
        scene: asked('scene'),
        conversation: asked('conversation'),
        language: asked('language'),
        accepted: acceptedLanguages(request.headers['accept-language']),
      };
      const trace = traceId() ?? newTraceId();
      serveClient(socket, { personId: request.actor.personId, model, wishes }, trace, door).then(
        () => meter.sessions(sessions.size),
        (error: unknown) => log.error('a client could not be served', { error }),
      );
    };
    server.route({ ...realtime, config: { access: realtime.access }, handler, wsHandler });
  };

  return {
    name: 'conversations',
    migrations: [conversationsMigration, conversationsPeopleMigration],
    sessions,
    routes(server) {
      mountSocket(server);
      conversationRoutes(server, {
        ...{ store, scenes: deps.scenes },
        endConversation: (id) => sessions.endConversation(id),
        ...(deps.forgotten ? { forgotten: deps.forgotten } : {}),
      });
    },
    [Symbol.asyncDispose]: () => sessions[Symbol.asyncDispose](),
  };
}
