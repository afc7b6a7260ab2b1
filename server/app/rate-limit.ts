import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../wire/refusals.ts';
import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { HotState } from '../ports/hot-state/port.ts';

export interface RateLimitOptions {
  hotState: HotState;
  clock: Clock;
  log: Log;
  /** Requests that one address may make in a window. */
  requests: number;
  windowMs: number;
}

/**
 * Counts requests by address in hot state, so that several replicas count together, and refuses what is over with 429 and
 * the standard headers. Doors that say `door: 'open'` are not counted. Without hot state nobody is refused: it is a guard, not a fact.
 */
export function limitRate(server: FastifyInstance, options: RateLimitOptions): void {
  const { hotState, clock, log, requests, windowMs } = options;
  server.addHook('onRequest', async (request, reply) => {
    if ((request.routeOptions.config.door ?? 'closed') === 'open') return;
    const window = Math.floor(clock.wall() / windowMs);
    const resetSeconds = Math.ceil(((window + 1) * windowMs - clock.wall()) / 1_000);
    let used: number;
    try {
      used = await hotState.increment(`requests/${request.ip}/${window}`, 1, windowMs * 2);
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      log.warn('requests are not counted: hot state is away', { error: error.message });
      return;
    }
    void reply.headers({
      'ratelimit-limit': requests,
      'ratelimit-remaining': Math.max(0, requests - used),
      'ratelimit-reset': resetSeconds,
    });
    if (used <= requests) return;
    void reply.header('retry-after', resetSeconds);
    throw new Refusal(
      'rate-limited',
      `Too many requests: this server takes ${requests} in ${windowMs / 1_000} s. Wait ${resetSeconds} s.`,
    );
  });
}
