import type { Role } from '../../../wire/access.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Clock } from '../../kit/clock.ts';
import type { IdSource } from '../../kit/ids.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import { firstToken, keptOf, readToken, successorOf, writeToken } from './refresh-token.ts';
import { type ServerKeys, sameText } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

/** A session that is not refreshed ends by itself. */
export const IDLE_MS = 30 * 86_400_000;
/** A client that lost the answer may ask again with the same token. */
export const RETRY_MS = 10_000;

export interface SessionRow {
  id: string;
  device: string;
  createdAt: Date;
  usedAt: Date;
  expiresAt: Date;
}

export type Refreshed =
  | { kind: 'fresh'; personId: string; sessionId: string; refreshToken: string }
  /** A token that was used up came again: the session is over. */
  | { kind: 'reuse'; personId: string; sessionId: string }
  | { kind: 'over' };

export interface Sessions {
  open(tx: AnyTransaction, personId: string, device: string): Promise<{ sessionId: string; refreshToken: string }>;
  refresh(token: string): Promise<Refreshed>;
  /** The person of a session that goes on; one read by primary key. */
  alive(sessionId: string): Promise<{ personId: string; role: Role } | undefined>;
  ofToken(token: string): string | undefined;
  list(personId: string): Promise<SessionRow[]>;
  /** Answers how many there were. */
  end(personId: string, which: { id: string } | { but: string | null }, tx?: AnyTransaction): Promise<number>;
}

export function createSessions(deps: {
  database: Database;
  clock: Pick<Clock, 'wall'>;
  newId: IdSource;
  keys: () => ServerKeys;
}): Sessions {
  const { database, clock, newId, keys } = deps;
  const now = (): Date => new Date(clock.wall());
  const expiry = (): Date => new Date(clock.wall() + IDLE_MS);
  const db = () => database.db.$extendTables<AccountsTables>();

  return {
    async open(tx, personId, device) {
      const sessionId = newId('session');
      const token = firstToken(sessionId);
      const at = now();
      await tx
        .$extendTables<AccountsTables>()
        .insertInto('sessions')
        .values({
          id: sessionId,
          person_id: personId,
          refresh_hash: keptOf(token),
          previous_hash: null,
          rotated_at: at,
          device,
          created_at: at,
          expires_at: expiry(),
          ended_at: null,
        })
        .execute();
      return { sessionId, refreshToken: writeToken(keys(), token) };
    },

    async refresh(text) {
      const token = readToken(keys(), text);
      if (!token) return { kind: 'over' };
      return await database.transaction(async (tx): Promise<Refreshed> => {
        const own = tx.$extendTables<AccountsTables>();
        // Two at once come one after the other here, and the second is a retry of the first.
        const row = await own
          .selectFrom('sessions')
          .innerJoin('accounts', 'accounts.person_id', 'sessions.person_id')
          .selectAll('sessions')
          .select('accounts.locked_at')
          .where('sessions.id', '=', token.sessionId)
          .forUpdate('sessions')
          .executeTakeFirst();
        if (!row || row.ended_at || row.locked_at || row.expires_at.getTime() <= clock.wall()) return { kind: 'over' };
        const { person_id: personId, id: sessionId } = row;
        const next = successorOf(keys(), token);
        const fresh: Refreshed = { kind: 'fresh', personId, sessionId, refreshToken: writeToken(keys(), next) };
        const kept = keptOf(token);
        if (sameText(kept, row.refresh_hash)) {
          await own
            .updateTable('sessions')
            .set({ refresh_hash: keptOf(next), previous_hash: kept, rotated_at: now(), expires_at: expiry() })
            .where('id', '=', sessionId)
            .execute();
          return fresh;
        }
        const retried = row.previous_hash !== null && sameText(kept, row.previous_hash);
        if (retried && clock.wall() - row.rotated_at.getTime() <= RETRY_MS) return fresh;
        await own.updateTable('sessions').set({ ended_at: now() }).where('id', '=', sessionId).execute();
        return { kind: 'reuse', personId, sessionId };
      });
    },

    async alive(sessionId) {
      const row = await db()
        .selectFrom('sessions')
        .innerJoin('people', 'people.id', 'sessions.person_id')
        .leftJoin('accounts', 'accounts.person_id', 'sessions.person_id')
        .select(['sessions.person_id', 'people.role', 'sessions.ended_at', 'sessions.expires_at', 'accounts.locked_at'])
        .where('sessions.id', '=', sessionId)
        .executeTakeFirst();
      if (!row || row.ended_at || row.locked_at || row.expires_at.getTime() <= clock.wall()) return undefined;
      return { personId: row.person_id, role: row.role };
    },

    ofToken: (text) => readToken(keys(), text)?.sessionId,

    async list(personId) {
      const rows = await db()
        .selectFrom('sessions')
        .selectAll()
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now())
        .orderBy('rotated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(200)
        .execute();
      return rows.map(({ id, device, created_at, rotated_at, expires_at }) => ({
        id,
        device,
        createdAt: created_at,
        usedAt: rotated_at,
        expiresAt: expires_at,
      }));
    },

    async end(personId, which, tx) {
      let query = (tx ?? database.db)
        .$extendTables<AccountsTables>()
        .updateTable('sessions')
        .set({ ended_at: now() })
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null);
      if ('id' in which) query = query.where('id', '=', which.id);
      else if (which.but !== null) query = query.where('id', '!=', which.but);
      const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}

/** What a client that is not signed in any more is told. */
export const signInAgain = (): Refusal => new Refusal('unauthenticated', 'This session is over. Sign in again.');
