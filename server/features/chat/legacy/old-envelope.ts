import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal, refusals } from '../../../../wire/refusals.ts';
import type { Log } from '../../../kit/log.ts';
import { toldError } from '../told-error.ts';

export interface OldEnvelope<T> {
  status: 'success' | 'error';
  message: string;
  data: T;
  metadata: Record<string, unknown>;
}

export const succeeded = <T>(data: T, message = 'OK', metadata: Record<string, unknown> = {}): OldEnvelope<T> => ({
  status: 'success',
  message,
  data,
  metadata,
});

/** From here on errors are told as the earlier tutor told them. */
export function tellErrorsAsBefore(scope: FastifyInstance, log: Log): void {
  scope.setErrorHandler(async (error, _request, reply) => {
    const { code, message } = toldError(refusalOf(error), log);
    return failed(reply, refusals[code], message, code);
  });
}

/** The same of addresses at which there is nothing. */
export function tellNothingHereAsBefore(scope: FastifyInstance): void {
  scope.setNotFoundHandler((_, reply) => failed(reply, refusals['not-found'], 'There is nothing here.', 'not-found'));
  // Else the page, which has every address that nothing else has, would answer.
  scope.get('/*', { config: { door: 'open' }, schema: { hide: true } }, (_, reply) => reply.callNotFound());
}

function failed(reply: FastifyReply, status: number, message: string, code: string): FastifyReply {
  const body: OldEnvelope<null> = { status: 'error', message, data: null, metadata: { code } };
  return reply.code(status).type('application/json').serializer(JSON.stringify).send(body);
}

/** What Fastify itself found wrong with a request is a refusal too. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  if ('validation' in error) return new Refusal('invalid-value', error.message);
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return status < 500 ? new Refusal('bad-request', error.message) : error;
}
