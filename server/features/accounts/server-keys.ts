import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../kit/clock.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AccountsTables } from './tables.ts';

/** One purpose a key, so that a value made for one is worth nothing to another. */
type Purpose = 'access' | 'refresh' | 'welcome' | 'subject';

/** Keys made of one secret, which is made once and kept in the database: all replicas have the same. */
export interface ServerKeys {
  key(purpose: Purpose): Uint8Array;
  /** A keyed digest as base64url: to know a value again without keeping it. */
  digest(purpose: Purpose, value: string): string;
}

export async function openServerKeys(database: Database, clock: Pick<Clock, 'wall'>): Promise<ServerKeys> {
  const secret = Buffer.from(await onceMade(database, clock, 'root'), 'base64url');
  const key = (purpose: Purpose): Buffer => createHmac('sha256', secret).update(`parlando/${purpose}`).digest();
  return { key, digest: (purpose, value) => createHmac('sha256', key(purpose)).update(value).digest('base64url') };
}

/** The secret of this name; whoever asks first makes it. */
async function onceMade(database: Database, clock: Pick<Clock, 'wall'>, name: string): Promise<string> {
  const db = database.db.$extendTables<AccountsTables>();
  await db
    .insertInto('server_secrets')
    .values({ name, value: randomText(), created_at: new Date(clock.wall()) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db.selectFrom('server_secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return row.value;
}

/** 256 random bits. */
export const randomText = (): string => randomBytes(32).toString('base64url');

/** For random texts alone: a password takes more. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}
