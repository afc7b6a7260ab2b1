import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'parlando_refresh';

export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  options: { secure: boolean; maxAgeMs: number },
): void {
  setCookie(reply, NAME, token, options);
}

export function clearRefreshCookie(reply: FastifyReply, { secure }: { secure: boolean }): void {
  setRefreshCookie(reply, '', { secure, maxAgeMs: 0 });
}

export const refreshCookieOf = (request: FastifyRequest): string | undefined => cookieOf(request, NAME);

/** Scripts cannot read it, other sites cannot send it, and only the doors of accounts get it. */
export function setCookie(
  reply: FastifyReply,
  name: string,
  value: string,
  { secure, maxAgeMs }: { secure: boolean; maxAgeMs: number },
): void {
  const seconds = Math.floor(maxAgeMs / 1_000);
  const parts = [`${name}=${value}`, 'Path=/auth', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  void reply.header('set-cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
}

export function cookieOf(request: FastifyRequest, wanted: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === wanted && value) return value;
  }
  return undefined;
}
