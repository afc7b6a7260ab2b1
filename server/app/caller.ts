import type { FastifyRequest } from 'fastify';
import type { Caller } from './guard.ts';

/** What proxies, balancers and tunnels add, each in its own words; neither browsers nor plain programs send any of them. */
const ofProxies = /forwarded|client-ip|real-ip|connecting-ip|^via$|^cf-|external-address/;

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
    forwarded: Object.keys(headers).some((name) => ofProxies.test(name)),
    page: request.routeOptions.config?.door === 'open',
    fetchSite: one('sec-fetch-site'),
    fetchMode: one('sec-fetch-mode'),
    fetchDest: one('sec-fetch-dest'),
  };
}
