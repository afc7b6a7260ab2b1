import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../../kit/network-address.ts';
import type { CallerInfo } from './core.ts';
import { deviceName } from './device-name.ts';

export function callerInfo(request: FastifyRequest): CallerInfo {
  return {
    address: networkOf(request.ip),
    device: deviceName(request.headers['user-agent']),
    language: /^\s*pl\b/i.test(request.headers['accept-language'] ?? '') ? 'pl' : 'en',
  };
}

/** Tells the client when a try makes sense again. */
export const waitIn =
  (reply: FastifyReply) =>
  (seconds: number): void => {
    void reply.header('retry-after', seconds);
  };
