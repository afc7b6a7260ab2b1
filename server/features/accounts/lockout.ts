import { Refusal } from '../../../wire/refusals.ts';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { HotState } from '../../ports/hot-state/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import type { ServerKeys } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

/** From the `free`th failure on, each next try waits twice as long as the one before. */
export interface LockoutRule {
  free: number;
  baseMs: number;
  maxMs: number;
}

export const accountRule: LockoutRule = { free: 5, baseMs: 15_000, maxMs: 900_000 };
/** A school or a family has one address. */
export const addressRule: LockoutRule = { free: 50, baseMs: 15_000, maxMs: 900_000 };

/** Failures this old do not count any more. */
export const FORGET_MS = 24 * 3_600_000;

/** How long the next try waits after this many failures. */
export function waitAfter(failures: number, rule: LockoutRule): number {
  if (failures < rule.free) return 0;
  return Math.min(rule.maxMs, rule.baseMs * 2 ** Math.min(failures - rule.free, 20));
}

export interface Lockout {
  /**
   * Counts a try before it is made, so that tries at once are all counted. Throws a Refusal while locked; `tellWait` hears the seconds first,
   * and whether the lock is refusing for the first time. An address that nobody has counts like any other.
   */
  beforeTry(
    who: { account: string; address: string },
    tellWait: (seconds: number, first: boolean) => void,
  ): Promise<void>;
  /** The try was right: the account begins anew, and the address, where one was counted, has one try less. */
  forgive(who: { account: string; address?: string }): Promise<void>;
  /** The account is no more. */
  forget(tx: AnyTransaction, account: string): Promise<void>;
}

export function createLockout(deps: {
  database: Database;
  hotState: HotState;
  clock: Clock;
  log: Log;
  keys: () => ServerKeys;
}): Lockout {
  const { database, hotState, clock, log, keys } = deps;
  /** Addresses are kept as what they hash to. */
  const subjectOf = (kind: string, value: string): string => `${kind}/${keys().digest('subject', `${kind}/${value}`)}`;

  const hot = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Outage)) throw error;
      log.warn('lockouts are read from the database: hot state is away', { error: error.message });
      return undefined;
    }
  };

  /** Until when the subject is locked, having counted this try if it is not. */
  const countTry = (subject: string, rule: LockoutRule): Promise<number> =>
    database.transaction(async (tx) => {
      const own = tx.$extendTables<AccountsTables>();
      const now = clock.wall();
      const first = { count: 0, last_at: new Date(now), locked_until: null };
      await own
        .insertInto('login_failures')
        .values({ subject, ...first })
        .onConflict((conflict) => conflict.column('subject').doNothing())
        .execute();
      const row = await own
        .selectFrom('login_failures')
        .selectAll()
        .where('subject', '=', subject)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const until = row.locked_until?.getTime() ?? 0;
      if (until > now) return until;
      const count = (row.last_at.getTime() < now - FORGET_MS ? 0 : row.count) + 1;
      const wait = waitAfter(count, rule);
      await own
        .updateTable('login_failures')
        .set({ count, last_at: new Date(now), locked_until: wait > 0 ? new Date(now + wait) : null })
        .where('subject', '=', subject)
        .execute();
      return 0;
    });

  const lockedUntil = async (subject: string, rule: LockoutRule): Promise<{ until: number; first: boolean }> => {
    // A hammered lock is answered from hot state; only the database locks.
    const known = await hot(() => hotState.get(`lockout/${subject}`));
    if (known !== undefined && Number(known) > clock.wall()) return { until: Number(known), first: false };
    const until = await countTry(subject, rule);
    if (until > clock.wall()) {
      await hot(() => hotState.set(`lockout/${subject}`, String(until), until - clock.wall()));
    }
    return { until, first: true };
  };

  return {
    async beforeTry({ account, address }, tellWait) {
      // The address first: what it may not try at all does not lock the account.
      const rules = [
        [subjectOf('address', address), addressRule],
        [subjectOf('account', account), accountRule],
      ] as const;
      for (const [subject, rule] of rules) {
        const { until, first } = await lockedUntil(subject, rule);
        if (until <= clock.wall()) continue;
        const seconds = Math.ceil((until - clock.wall()) / 1_000);
        tellWait(seconds, first);
        throw new Refusal('rate-limited', `Too many wrong tries. Wait ${seconds} s, or set a new password by mail.`);
      }
    },
    async forget(tx, account) {
      const subject = subjectOf('account', account);
      await tx.$extendTables<AccountsTables>().deleteFrom('login_failures').where('subject', '=', subject).execute();
    },
    async forgive({ account, address }) {
      const db = database.db.$extendTables<AccountsTables>();
      const ofAccount = subjectOf('account', account);
      await db.deleteFrom('login_failures').where('subject', '=', ofAccount).execute();
      await hot(() => hotState.delete(`lockout/${ofAccount}`));
      if (address === undefined) return;
      const ofAddress = subjectOf('address', address);
      // Not all of its tries: whoever has one account here could clear what they tried at others.
      await db
        .updateTable('login_failures')
        .set((e) => ({ count: e('count', '-', 1), locked_until: null }))
        .where('subject', '=', ofAddress)
        .where('count', '>', 0)
        .execute();
      await hot(() => hotState.delete(`lockout/${ofAddress}`));
    },
  };
}
