import type { FastifyReply } from 'fastify';
import { Aborted } from '../../kit/errors.ts';

/** Aborts when the client leaves before its answer is complete. Fastify's own `request.signal` aborts once a body has been read. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Aborted('the client left'));
  });
  return gone.signal;
}
