import type { FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { chatSocket, chatStreamSocket } from '../../../wire/api/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Feature } from '../../feature.ts';
import type { ChatDeps } from './chat-deps.ts';
import { chatRoutes } from './chat-routes.ts';
import { mountLegacy } from './legacy/mount.ts';
import { chatMigration } from './migrations/0010-chat.ts';
import { chatSockets } from './socket.ts';
import { SpeechJobs } from './speech-jobs.ts';
import { ChatStore } from './store.ts';
import { talks as openTalks } from './talks.ts';
import { ttsRoutes } from './tts-routes.ts';
import { userRoutes } from './user-routes.ts';

export type { ChatDeps } from './chat-deps.ts';

export interface ChatFeature extends Feature, AsyncDisposable {}

/** Talk by text in every scene, over HTTP and a socket, and the earlier tutor's doors. */
export function chat(deps: ChatDeps): ChatFeature {
  const { log, clock } = deps;
  const store = new ChatStore(deps.database);
  const speech = new SpeechJobs(deps);
  const talks = openTalks(deps, store, speech);
  const serve = chatSockets({ talks, speech, log, clock });
  const handler = (): never => {
    throw new Refusal('bad-request', 'This door is a WebSocket; docs/spec/chat.md tells what is said on it.');
  };
  const wsHandler = (socket: WebSocket, request: FastifyRequest): void => serve(socket, request.actor);
  return {
    name: 'chat',
    migrations: [chatMigration],
    async routes(server) {
      chatRoutes(server, { talks, store, speech, log, clock });
      server.route({ ...chatSocket, config: { access: chatSocket.access }, handler, wsHandler });
      server.route({ ...chatStreamSocket, config: { access: chatStreamSocket.access }, handler, wsHandler });
      ttsRoutes(server, deps, speech);
      userRoutes(server, deps);
      await mountLegacy(server, deps, { talks, speech });
    },
    async start(signal) {
      void speech.forgetForever(signal);
    },
    async [Symbol.asyncDispose]() {
      await speech.close();
      talks.close();
    },
  };
}
