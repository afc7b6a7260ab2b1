import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf, setCookie } from './refresh-cookie.ts';
import { randomText, type ServerKeys, sameText } from './server-keys.ts';

const NAME = 'parlando_device';
const KEEP_MS = 180 * 86_400_000;

/** Notes in the browser that this account was signed in to with it. It lets nobody in. */
export function rememberDevice(keys: ServerKeys, reply: FastifyReply, email: string, secure: boolean): void {
  const id = deviceOf(keys, reply.request, email) ?? randomText();
  setCookie(reply, NAME, `${id}.${tagOf(keys, email, id)}`, { secure, maxAgeMs: KEEP_MS });
}

/** The browser's id if the account was signed in to with it before. */
export function deviceOf(keys: ServerKeys, request: FastifyRequest, email: string): string | undefined {
  const [id = '', tag = ''] = (cookieOf(request, NAME) ?? '').split('.');
  return sameText(tag, tagOf(keys, email, id)) ? id : undefined;
}

const tagOf = (keys: ServerKeys, email: string, id: string): string => keys.digest('subject', `device/${email}/${id}`);
