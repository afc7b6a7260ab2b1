import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import {
  type AgentSession,
  deleteAgentSession,
  getAgentHistory,
  openAgentSession,
  postChat,
  streamChat,
} from '../../../wire/api/chat.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { SpeechJobs } from './speech-jobs.ts';
import type { ChatSession, ChatStore, ChatTurn } from './store.ts';
import { streamed } from './stream.ts';
import type { Talks } from './talks.ts';

export interface ChatRouteDeps {
  talks: Talks;
  store: ChatStore;
  speech: SpeechJobs;
  log: Log;
  clock: Clock;
}

export function chatRoutes(bare: FastifyInstance, { talks, store, speech, log, clock }: ChatRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  server.route({
    ...postChat,
    config: { access: postChat.access },
    handler: ({ actor, body }) => talks.say(actor.personId, body),
  });

  server.route({
    ...streamChat,
    config: { access: streamChat.access },
    async handler({ actor, body }, reply) {
      const { session_id, lesson_id, prefs, turn_context } = body;
      // What cannot be begun is refused by its status, before the stream is.
      const { session } = await talks.sessionFor(actor.personId, {
        session_id,
        lesson_id,
        translate_to: prefs?.translate_to,
        turn_id: turn_context?.turn_id,
      });
      const message = { ...body, session_id: session.id, lesson_id: undefined };
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(streamed({ talks, speech, log, clock }, actor.personId, message)));
    },
  });

  server.route({
    ...openAgentSession,
    config: { access: openAgentSession.access },
    async handler({ actor, body }) {
      const { session, created } = await talks.sessionFor(actor.personId, body);
      return sessionView(session, created);
    },
  });

  server.route({
    ...deleteAgentSession,
    config: { access: deleteAgentSession.access },
    async handler({ actor, params }) {
      const { session_id: id } = params;
      if (!(await talks.forget(actor.personId, id))) {
        throw new Refusal('not-found', 'There is no such session.', 'session_id');
      }
      return { id, deleted: true as const };
    },
  });

  server.route({
    ...getAgentHistory,
    config: { access: getAgentHistory.access },
    async handler({ actor, params, query }) {
      const session = await store.find(actor.personId, params.session_id);
      if (!session) throw new Refusal('not-found', 'There is no such session.', 'session_id');
      // A turn is at most two messages; `after` may name either of them.
      const turns = await store.turns(session.id, query.limit, query.after?.replace(/\/(learner|tutor)$/, ''));
      const page = turns.slice(0, query.limit);
      return { object: 'list' as const, data: page.flatMap(messagesOf), has_more: turns.length > query.limit };
    },
  });
}

function sessionView(session: ChatSession, created: boolean): AgentSession {
  return {
    session_id: session.id,
    lesson_id: session.sceneId,
    title: session.title,
    language: session.language,
    from: session.translateTo,
    created,
    turns: session.turns,
    active_dialogue_id: session.exchange,
    finished: session.finished,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
  };
}

function messagesOf({ id, said, reply, createdAt }: ChatTurn) {
  const at = createdAt.toISOString();
  const learner = {
    id: `${id}/learner`,
    turn_id: id,
    speaker: 'learner' as const,
    text: said,
    score: reply.score,
    verdict: reply.feedback?.verdict ?? null,
    created_at: at,
  };
  const tutor = {
    ...learner,
    id: `${id}/tutor`,
    speaker: 'tutor' as const,
    text: reply.text,
    score: null,
    verdict: null,
  };
  return said === '' ? [tutor] : [learner, tutor];
}
