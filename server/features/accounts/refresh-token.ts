import { isId } from '../../kit/ids.ts';
import { hashOf, randomText, type ServerKeys, sameText } from './server-keys.ts';

/** A refresh token is `<session>.<secret>.<tag>`; only the hash of the secret is kept, and the tag tells ours from made-up ones. */
export interface RefreshToken {
  sessionId: string;
  secret: string;
}

export function firstToken(sessionId: string): RefreshToken {
  return { sessionId, secret: randomText() };
}

/** The same for the same parent, and for nobody without the parent: a retry gets it again although it is not kept. */
export function successorOf(keys: ServerKeys, { sessionId, secret }: RefreshToken): RefreshToken {
  return { sessionId, secret: keys.digest('refresh', `next/${sessionId}/${secret}`) };
}

export function writeToken(keys: ServerKeys, { sessionId, secret }: RefreshToken): string {
  return `${sessionId}.${secret}.${tagOf(keys, sessionId, secret)}`;
}

/** Undefined for what this server never issued. */
export function readToken(keys: ServerKeys, text: string): RefreshToken | undefined {
  const [sessionId = '', secret = '', tag = '', ...more] = text.split('.');
  if (more.length > 0 || !isId('session', sessionId)) return undefined;
  return sameText(tag, tagOf(keys, sessionId, secret)) ? { sessionId, secret } : undefined;
}

/** What is kept of a token. */
export const keptOf = ({ secret }: RefreshToken): string => hashOf(secret);

const tagOf = (keys: ServerKeys, sessionId: string, secret: string): string =>
  keys.digest('refresh', `tag/${sessionId}/${secret}`).slice(0, 22);
