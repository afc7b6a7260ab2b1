import type { FastifyRequest } from 'fastify';
import type { Caller } from './guard.ts';

const proxyHeaders = ['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip'];

export function callerOf(request: FastifyRequest): Caller {
  const { headers, socket } = request.raw;
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return {
    method: request.method,
    host: headers.host,
    origin: headers.origin,
    remoteAddress: socket.remoteAddress ?? '',
    forwarded: Object.keys(headers).some((name) => name.startsWith('x-forwarded-') || proxyHeaders.includes(name)),
    fetchSite: one('sec-fetch-site'),
    fetchMode: one('sec-fetch-mode'),
    fetchDest: one('sec-fetch-dest'),
  };
}
