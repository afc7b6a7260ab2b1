import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { health, healthDetailed, metrics as metricsDoor } from '../../../wire/api/operations.ts';
import type { Feature } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import { gatherHealth, type Health } from '../../kit/health.ts';
import type { Metrics } from './metrics.ts';

export { createMetrics, type Metrics } from './metrics.ts';

export interface OperationsDeps {
  clock: Clock;
  metrics: Metrics;
  /** Each part of the server, by name, and how it is. */
  parts: Readonly<Record<string, () => Promise<Health>>>;
}

/** A part that does not say how it is within this is not well. */
const ANSWER_MS = 3_000;

/** How the server is: for people, for probes, and for Prometheus. */
export function operations({ clock, metrics, parts }: OperationsDeps): Feature {
  return {
    name: 'operations',
    routes(bare: FastifyInstance) {
      const server = bare.withTypeProvider<ZodTypeProvider>();
      server.route({ ...health, config: { access: health.access }, handler: async () => ({ ok: true }) });
      server.route({
        ...healthDetailed,
        config: { access: healthDetailed.access },
        async handler(_, reply) {
          const found = await gatherHealth(parts, clock, ANSWER_MS, new AbortController().signal);
          return reply.code(found.ok ? 200 : 503).send(found);
        },
      });
      bare.route({
        ...metricsDoor,
        config: { access: metricsDoor.access },
        handler: async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
      });
    },
  };
}
