import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'parlando_refresh';

/** Scripts cannot read it, other sites cannot send it, and only the doors of accounts get it. */
export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  { secure, maxAgeMs }: { secure: boolean; maxAgeMs: number },
): void {
  const seconds = Math.floor(maxAgeMs / 1_000);
  const parts = [`${NAME}=${token}`, 'Path=/auth', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  void reply.header('set-cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
}

export function clearRefreshCookie(reply: FastifyReply, { secure }: { secure: boolean }): void {
  setRefreshCookie(reply, '', { secure, maxAgeMs: 0 });
}

export function refreshCookieOf(request: FastifyRequest): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === NAME && value) return value;
  }
  return undefined;
}
