import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { type CloseReason, closeCodes } from '../../wire/realtime.ts';
import { Refusal } from '../../wire/refusals.ts';
import type { AccountsFeature } from '../features/accounts/index.ts';
import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import { authorise } from './authorise.ts';

/** How long a socket may outlive the session, the key or the role that opened it. */
const EVERY_MS = 15_000;

/** Requests are asked who they are each time; a socket is asked again and again, and hung up on when it may no longer. */
export function watchSockets(
  server: FastifyInstance,
  { accounts, clock }: { accounts: Pick<AccountsFeature, 'asNow'>; clock: Clock },
): void {
  const opening = new WeakMap<IncomingMessage, FastifyRequest>();
  server.addHook('onRequest', async (request) => {
    if (request.ws) opening.set(request.raw, request);
  });
  server.websocketServer.on('connection', (socket: WebSocket, raw: IncomingMessage) => {
    const request = opening.get(raw);
    const access = request?.routeOptions.config.access;
    if (!request || access === undefined || access === 'open') return;
    let next: Disposable | undefined;
    const look = async (): Promise<void> => {
      try {
        authorise(await accounts.asNow(request.actor), access);
      } catch (error) {
        if (error instanceof Refusal) {
          socket.close(closeCodes['not-allowed'], 'not-allowed' satisfies CloseReason);
          return;
        }
        // Who cannot be looked up now is looked up later.
        if (!(error instanceof Outage)) throw error;
      }
      if (socket.readyState === socket.OPEN) later();
    };
    const later = (): void => {
      next = clock.after(EVERY_MS, () => void look());
    };
    socket.once('close', () => next?.[Symbol.dispose]());
    later();
  });
}
