import type { FastifyRequest } from 'fastify';
import { Refusal, type RefusalCode, refusals } from '../../../wire/refusals.ts';

/** What another door of this server is asked. */
export interface Errand {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  body?: object;
  form?: FormData;
}

/** Headers that tell who asks and from where; the rest belongs to the request they came with. */
const carried = [
  'authorization',
  'cookie',
  'host',
  'origin',
  'sec-fetch-site',
  'x-csrf-token',
  'accept-language',
  'user-agent',
];

/**
 * Asks another door of this server as whoever asks here, and answers its body. The door itself decides whether they may: an adapter has
 * no rights of its own. A refusal there is one here.
 */
export async function forwarded(request: FastifyRequest, { method, url, body, form }: Errand): Promise<unknown> {
  const headers: Record<string, string> = {};
  for (const name of carried) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const filled = form && new Response(form);
  if (filled) headers['content-type'] = filled.headers.get('content-type') ?? '';
  const answer = await request.server.inject({
    method,
    url,
    headers,
    remoteAddress: request.ip,
    ...(body === undefined ? {} : { payload: body }),
    ...(filled ? { payload: Buffer.from(await filled.arrayBuffer()) } : {}),
  });
  const told: unknown = answer.body === '' ? undefined : answer.json();
  if (answer.statusCode < 400) return told;
  const { error } = told as { error?: { code?: string; message?: string; param?: string } };
  const code: RefusalCode = isCode(error?.code) ? error.code : 'internal';
  throw new Refusal(code, error?.message ?? 'This cannot be done.', error?.param);
}

const isCode = (code: string | undefined): code is RefusalCode => code !== undefined && Object.hasOwn(refusals, code);
