import { z } from 'zod';
import { staff } from '../access.ts';

export const health = {
  method: 'GET',
  url: '/health',
  access: 'open',
  schema: {
    summary: 'Is the process alive',
    tags: ['operations'],
    response: { 200: z.object({ ok: z.boolean() }) },
  },
} as const;

export const healthDetailed = {
  method: 'GET',
  url: '/health/detailed',
  access: staff.readServer,
  schema: {
    summary: 'How each part of the server is; 503 when one is not well',
    tags: ['operations'],
    response: {
      '2xx': z.object({
        ok: z.boolean(),
        parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
      }),
      503: z.object({
        ok: z.boolean(),
        parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
      }),
    },
  },
} as const;

export const metrics = { method: 'GET', url: '/metrics', access: staff.readServer, schema: { hide: true } } as const;
