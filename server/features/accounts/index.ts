import type { Feature, PersonActor } from '../../feature.ts';
import type { AnyTransaction } from '../learners/index.ts';
import { looksLikeAccess, readAccess } from './access-token.ts';
import { accountRoutes } from './account-routes.ts';
import { AccountStore } from './account-store.ts';
import { actorOfKey, asKeyNow, looksLikeApiKey } from './api-keys.ts';
import { type AuditEvent, createAudit } from './audit.ts';
import { authRoutes } from './auth-routes.ts';
import { createBackground } from './background.ts';
import type { AccountsDeps, CallerInfo, Core } from './core.ts';
import { createLockout } from './lockout.ts';
import { accountsMigration } from './migrations/0004-accounts.ts';
import { requirePassword } from './new-password.ts';
import { createPasswords } from './passwords.ts';
import { requireAnotherAdmin } from './people.ts';
import { peopleRoutes } from './people-routes.ts';
import { pruneForever } from './prune.ts';
import { openServerKeys, type ServerKeys } from './server-keys.ts';
import { createSessions, signInAgain } from './sessions.ts';
import { welcomeLink } from './welcome.ts';

export { callerInfo, waitIn } from './caller-info.ts';
export type { AccountsDeps, CallerInfo, Registration } from './core.ts';

export interface AccountsFeature extends Feature, AsyncDisposable {
  /** Who shows this credential: an access token or an API key of ours. Undefined when it is neither; a Refusal when it is and is no good. */
  actorOf(credential: string): Promise<PersonActor | undefined>;
  /** The same actor as they are by now; a Refusal when their session or key is over. */
  asNow(actor: PersonActor): Promise<PersonActor>;
  emailOf(personId: string): Promise<{ email: string; verified: boolean } | undefined>;
  /** The one-time link for the first admin, once the server listens; undefined when there is one, or none is needed. */
  welcomeLink(): Promise<string | undefined>;
  audit(event: AuditEvent, tx?: AnyTransaction): Promise<void>;
  /** Throws a Refusal unless this is the password of who asks. */
  requirePassword(
    actor: PersonActor,
    password: string,
    caller: CallerInfo,
    tellWait: (seconds: number) => void,
  ): Promise<void>;
  /** Throws a Refusal when others have accounts and nobody but this person could look after them. */
  requireSuccessor(tx: AnyTransaction, personId: string): Promise<void>;
  /** Removes what is kept of an address beside its account. */
  forgetAddress(tx: AnyTransaction, email: string): Promise<void>;
  /** Resolves when every letter is out. */
  settled(): Promise<void>;
}

/** Who people are: accounts, sessions, API keys, roles, and the log of what was done to them. */
export function accounts(deps: AccountsDeps): AccountsFeature {
  const { clock, log, newId, database, hotState } = deps;
  let opened: ServerKeys | undefined;
  const keys = (): ServerKeys => {
    if (!opened) throw new Error('accounts are used before they have started');
    return opened;
  };
  const core: Core = {
    ...deps,
    keys,
    accounts: new AccountStore(database, clock),
    passwords: createPasswords(),
    sessions: createSessions({ database, clock, newId, keys }),
    lockout: createLockout({ database, hotState, clock, log, keys }),
    audit: createAudit({ database, clock, newId, keys }),
    background: createBackground({ clock, log }),
  };

  return {
    name: 'accounts',
    migrations: [accountsMigration],
    async routes(server) {
      // Each in a scope of its own: forms are for one of them only.
      await server.register(async (scope) => authRoutes(scope, core));
      await server.register(async (scope) => accountRoutes(scope, core));
      await server.register(async (scope) => peopleRoutes(scope, core));
    },
    async start(signal) {
      opened = await openServerKeys(database, clock);
      const { registration, singleLearner } = deps;
      const detail = { registration, single_learner: singleLearner };
      await core.audit.write({ actor: 'system', action: 'server.started', detail });
      void pruneForever(core, signal);
    },
    async actorOf(credential) {
      if (looksLikeApiKey(credential)) return await actorOfKey(core, credential);
      if (!looksLikeAccess(credential)) return undefined;
      const { personId, sessionId } = await readAccess(keys(), clock, credential);
      const alive = await core.sessions.alive(sessionId);
      if (alive?.personId !== personId) throw signInAgain();
      return { kind: 'person', personId, role: alive.role, sessionId };
    },
    async asNow(actor) {
      if (actor.kind === 'api-key') return await asKeyNow(core, actor);
      if (actor.sessionId === null) return actor;
      const alive = await core.sessions.alive(actor.sessionId);
      if (!alive) throw signInAgain();
      return { ...actor, role: alive.role };
    },
    async emailOf(personId) {
      const account = await core.accounts.of(personId);
      return account && { email: account.email, verified: account.verified_at !== null };
    },
    welcomeLink: async () => (deps.singleLearner ? undefined : await welcomeLink(core)),
    audit: (event, tx) => core.audit.write(event, tx),
    async requirePassword(actor, password, caller, tellWait) {
      await requirePassword(core, actor, password, caller, tellWait, 'password');
    },
    async requireSuccessor(tx, personId) {
      if (await core.accounts.anyBut(personId, tx)) await requireAnotherAdmin(tx, personId);
    },
    async forgetAddress(tx, email) {
      await core.accounts.forgetAddress(tx, email);
      await core.lockout.forget(tx, email);
    },
    settled: () => core.background.settled(),
    [Symbol.asyncDispose]: () => core.background[Symbol.asyncDispose](),
  };
}
