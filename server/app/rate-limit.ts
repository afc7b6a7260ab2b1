import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../wire/refusals.ts';
import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { networkOf } from '../kit/network-address.ts';
import type { HotState } from '../ports/hot-state/port.ts';

export interface RateRule {
  requests: number;
  windowMs: number;
}

/** Doors that are counted together, beside all doors together. */
export interface RateGroup extends RateRule {
  name: string;
  covers(method: string, url: string): boolean;
}

export interface RateLimitOptions {
  hotState: HotState;
  clock: Clock;
  log: Log;
  /** For all doors together. */
  rule: RateRule;
  groups: readonly RateGroup[];
}

/** A page and its API make some dozens of requests a minute; a loop makes thousands. */
export const addressRate: Pick<RateLimitOptions, 'rule' | 'groups'> = {
  rule: { requests: 1_200, windowMs: 60_000 },
  groups: [
    {
      name: 'tokens',
      requests: 240,
      windowMs: 60_000,
      covers: (_, url) => ['/auth/refresh', '/auth/logout', '/auth/options'].includes(url),
    },
    // Each of these hashes a password or sends a letter. A class that signs in at once has one address.
    {
      name: 'sign-in',
      requests: 40,
      windowMs: 60_000,
      covers: (method, url) =>
        method === 'POST' && url.startsWith('/auth/') && !['/auth/refresh', '/auth/logout'].includes(url),
    },
  ],
};

export const personRate: Pick<RateLimitOptions, 'rule' | 'groups'> = {
  rule: { requests: 900, windowMs: 60_000 },
  groups: [
    { name: 'export', requests: 10, windowMs: 3_600_000, covers: (_, url) => url === '/v1/me/export' },
    {
      name: 'letters',
      requests: 100,
      windowMs: 3_600_000,
      covers: (method, url) => method === 'POST' && url === '/v1/people/invitations',
    },
  ],
};

/**
 * Counts requests by address in hot state, so that several replicas count together, and refuses what is over with 429 and
 * the standard headers. Doors that say `door: 'open'` are not counted. Without hot state nobody is refused: it is a guard, not a fact.
 */
export function limitRate(server: FastifyInstance, options: RateLimitOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.door !== 'open')
      await count(options, `address/${networkOf(request.ip)}`, request, reply);
  });
}

/** The same by person, however many addresses and keys they have; after it is known who asks. */
export function limitPeople(server: FastifyInstance, options: RateLimitOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access !== undefined && access !== 'open') {
      await count(options, `person/${request.actor.personId}`, request, reply);
    }
  });
}

async function count(
  options: RateLimitOptions,
  who: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const url = request.routeOptions.url ?? '';
  const groups = options.groups.filter((group) => group.covers(request.method, url));
  for (const { name, requests, windowMs } of [{ name: 'all', ...options.rule }, ...groups]) {
    await countOne(options, `requests/${who}/${name}`, { requests, windowMs }, reply);
  }
}

async function countOne(
  { hotState, clock, log }: RateLimitOptions,
  key: string,
  { requests, windowMs }: RateRule,
  reply: FastifyReply,
): Promise<void> {
  const window = Math.floor(clock.wall() / windowMs);
  const resetSeconds = Math.ceil(((window + 1) * windowMs - clock.wall()) / 1_000);
  let used: number;
  try {
    used = await hotState.increment(`${key}/${window}`, 1, windowMs * 2);
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    log.warn('requests are not counted: hot state is away', { error: error.message });
    return;
  }
  const remaining = Math.max(0, requests - used);
  const told = Number(reply.getHeader('ratelimit-remaining') ?? Number.POSITIVE_INFINITY);
  // Of several limits the nearest is told.
  if (remaining < told) {
    void reply.headers({
      'ratelimit-limit': requests,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': resetSeconds,
    });
  }
  if (used <= requests) return;
  void reply.header('retry-after', resetSeconds);
  throw new Refusal(
    'rate-limited',
    `Too many requests: this server takes ${requests} in ${windowMs / 1_000} s here. Wait ${resetSeconds} s.`,
  );
}
