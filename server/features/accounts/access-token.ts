import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { Refusal } from '../../../wire/refusals.ts';
import type { Clock } from '../../kit/clock.ts';
import type { ServerKeys } from './server-keys.ts';

export const ACCESS_SECONDS = 15 * 60;
const ISSUER = 'parlando';
const AUDIENCE = 'parlando/api';

export interface AccessClaims {
  personId: string;
  sessionId: string;
}

export function signAccess(keys: ServerKeys, clock: Pick<Clock, 'wall'>, claims: AccessClaims): Promise<string> {
  const now = Math.floor(clock.wall() / 1_000);
  return new SignJWT({ sid: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(claims.personId)
    .setIssuedAt(now)
    .setExpirationTime(now + ACCESS_SECONDS)
    .sign(keys.key('access'));
}

/** True for what claims to be ours, whether it is or not. */
export function looksLikeAccess(text: string): boolean {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) return false;
  try {
    return decodeJwt(text).iss === ISSUER;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Throws a Refusal for what is not ours, changed or over. */
export async function readAccess(keys: ServerKeys, clock: Pick<Clock, 'wall'>, text: string): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(text, keys.key('access'), {
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ['HS256'],
      currentDate: new Date(clock.wall()),
      requiredClaims: ['sub', 'sid', 'exp'],
    });
    return { personId: String(payload.sub), sessionId: String(payload.sid) };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    const over = error instanceof errors.JWTExpired;
    throw new Refusal(
      'unauthenticated',
      over ? 'The access token is over. Refresh it.' : 'The access token is not valid.',
    );
  }
}
