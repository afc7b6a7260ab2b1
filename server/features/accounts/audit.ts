import type { PersonActor } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { IdSource } from '../../kit/ids.ts';
import { networkOf } from '../../kit/network-address.ts';
import { traceId } from '../../kit/trace.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import type { ServerKeys } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

/** Who did it: somebody known, nobody yet (signing in), or the server by itself. */
export type AuditActor = PersonActor | 'nobody' | 'system';

export interface AuditEvent {
  actor: AuditActor;
  /** For example `login.failed`. */
  action: AuditAction;
  /** Id of the person or thing it was done to. */
  target?: string | undefined;
  /** Never a secret, a name, an address or a text. */
  detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Where it came from; kept as a keyed hash. */
  address?: string | undefined;
}

export type AuditAction =
  | 'account.registered'
  | 'account.verified'
  | 'account.first-admin'
  | 'login.succeeded'
  | 'login.failed'
  | 'login.locked-out'
  | 'session.ended'
  | 'session.reuse'
  | 'password.changed'
  | 'password.reset'
  | 'password.reset-asked'
  | 'api-key.created'
  | 'api-key.deleted'
  | 'person.role'
  | 'person.locked'
  | 'person.unlocked'
  | 'person.exported'
  | 'person.erased'
  | 'invitation.made'
  | 'invitation.withdrawn'
  | 'server.started';

export interface AuditRow {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  target_id: string | null;
  detail: unknown;
  trace_id: string | null;
  address_hash: string | null;
}

export interface Audit {
  /** Written with `tx` when what it tells of is; without it at once. */
  write(event: AuditEvent, tx?: AnyTransaction): Promise<void>;
  read(wanted: {
    limit: number;
    after?: string | undefined;
    action?: string | undefined;
    person?: string | undefined;
  }): Promise<AuditRow[]>;
}

export function createAudit(deps: {
  database: Database;
  clock: Pick<Clock, 'wall'>;
  newId: IdSource;
  keys: () => ServerKeys;
}): Audit {
  const { database, clock, newId, keys } = deps;
  return {
    async write({ actor, action, target, detail = {}, address }, tx) {
      await (tx ?? database.db)
        .$extendTables<AccountsTables>()
        .insertInto('audit_log')
        .values({
          id: newId('audit'),
          at: new Date(clock.wall()),
          ...whoIs(actor),
          action,
          target_id: target ?? null,
          detail: JSON.stringify(detail),
          trace_id: traceId() ?? null,
          address_hash:
            address === undefined
              ? null
              : keys()
                  .digest('subject', `address/${networkOf(address)}`)
                  .slice(0, 16),
        })
        .execute();
    },
    async read({ limit, after, action, person }) {
      let query = database.db
        .$extendTables<AccountsTables>()
        .selectFrom('audit_log')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit);
      if (after !== undefined) query = query.where('id', '<', after);
      if (action !== undefined) query = query.where('action', '=', action);
      if (person !== undefined) {
        query = query.where((e) => e.or([e('actor_id', '=', person), e('target_id', '=', person)]));
      }
      return await query.execute();
    },
  };
}

function whoIs(actor: AuditActor): { actor_kind: string; actor_id: string | null } {
  if (typeof actor === 'string') return { actor_kind: actor, actor_id: null };
  if (actor.kind === 'api-key') return { actor_kind: 'api-key', actor_id: actor.keyId };
  // Nobody signed in: the server's own key, or the person at its own machine.
  return { actor_kind: actor.sessionId === null ? 'operator' : 'person', actor_id: actor.personId };
}
