import type { Clock } from '../../kit/clock.ts';
import type { Core } from './core.ts';
import { FORGET_MS } from './lockout.ts';
import type { AccountsTables } from './tables.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 6 * 3_600_000;
/** Ended sessions show in no list, and their tokens are told from made-up ones without them. */
const ENDED_MS = 7 * DAY_MS;
const UNPROVED_MS = 7 * DAY_MS;
const AUDIT_MS = 365 * DAY_MS;

/** Removes what is over: nothing of people is kept longer than it is of use. Runs until `signal` aborts. */
export async function pruneForever(core: Core, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await prune(core);
    } catch (error) {
      core.log.warn('what is over could not be removed and will be later', { error });
    }
    await core.clock.sleep(EVERY_MS, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

export async function prune(core: Pick<Core, 'database'> & { clock: Pick<Clock, 'wall'> }): Promise<void> {
  const db = core.database.db.$extendTables<AccountsTables>();
  const ago = (ms: number): Date => new Date(core.clock.wall() - ms);
  await db.deleteFrom('one_time_tokens').where('expires_at', '<', ago(0)).execute();
  await db.deleteFrom('invitations').where('expires_at', '<', ago(0)).execute();
  await db.deleteFrom('login_failures').where('last_at', '<', ago(FORGET_MS)).execute();
  await db
    .deleteFrom('sessions')
    .where((e) => e.or([e('ended_at', '<', ago(ENDED_MS)), e('expires_at', '<', ago(ENDED_MS))]))
    .execute();
  await db
    .deleteFrom('people')
    .where('id', 'in', (e) =>
      e
        .selectFrom('accounts')
        .select('person_id')
        .where('verified_at', 'is', null)
        .where('created_at', '<', ago(UNPROVED_MS)),
    )
    .execute();
  await db.deleteFrom('audit_log').where('at', '<', ago(AUDIT_MS)).execute();
}
