import type { SignedIn } from '../../../wire/api/accounts.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { ACCESS_SECONDS, signAccess } from './access-token.ts';
import type { CallerInfo, Core } from './core.ts';

type User = SignedIn['user'];

/** With the refresh token: whether it goes into a cookie is the door's business. */
export type Opened = SignedIn & { tokens: { refresh_token: string } };

export interface Credentials {
  email: string;
  password: string;
  /** Id of a browser with which the account was signed in to before. */
  device?: string | undefined;
}

/**
 * Signs in. Who is not known and who is wrong get the same answer after the same work; a try is counted before it is made.
 */
export async function signIn(
  core: Core,
  { email, password, device }: Credentials,
  caller: CallerInfo,
  tellWait: (seconds: number) => void,
): Promise<Opened> {
  // The owner's own browser has its own count, or others could keep the owner out by trying wrong passwords.
  const who = { account: device ?? email, address: caller.address };
  let toLog = false;
  const tell = (seconds: number, first: boolean): void => {
    // Once a lock: rows that anybody can have written without end would fill the disk.
    toLog = first;
    tellWait(seconds);
  };
  try {
    await core.lockout.beforeTry(who, tell);
  } catch (error) {
    if (toLog) {
      await core.audit.write({ actor: 'nobody', action: 'login.locked-out', address: caller.address });
    }
    throw error;
  }
  const account = await core.accounts.byEmail(email);
  const right = await core.passwords.matches(account?.password_hash, password);
  // An address that nobody proved is like one that nobody has: whoever registered it would else learn that it was free.
  if (!account?.verified_at || !right) {
    const target = account?.person_id;
    await core.audit.write({ actor: 'nobody', action: 'login.failed', target, address: caller.address });
    throw new Refusal('unauthenticated', 'The address or the password is wrong, or the address is not confirmed yet.');
  }
  await core.lockout.forgive(who);
  if (account.locked_at) throw new Refusal('forbidden', 'This account is locked. Ask an admin of this server.');
  const personId = account.person_id;
  const { sessionId, refreshToken } = await core.database.transaction(async (tx) => {
    const opened = await core.sessions.open(tx, personId, caller.device);
    await core.audit.write(
      { actor: 'nobody', action: 'login.succeeded', target: personId, address: caller.address },
      tx,
    );
    return opened;
  });
  return await answerFor(core, personId, sessionId, refreshToken);
}

/** A new pair of tokens for a refresh token. */
export async function refresh(core: Core, token: string, caller: CallerInfo): Promise<Opened> {
  const result = await core.sessions.refresh(token);
  if (result.kind === 'fresh') return await answerFor(core, result.personId, result.sessionId, result.refreshToken);
  if (result.kind === 'reuse') {
    const { personId: target, sessionId } = result;
    await core.audit.write({
      actor: 'nobody',
      action: 'session.reuse',
      target,
      detail: { session: sessionId },
      address: caller.address,
    });
  }
  throw new Refusal('unauthenticated', 'This session is over. Sign in again.');
}

/** What somebody is told who has just been let in. */
export async function answerFor(
  core: Core,
  personId: string,
  sessionId: string,
  refreshToken: string,
): Promise<Opened> {
  const access = await signAccess(core.keys(), core.clock, { personId, sessionId });
  return {
    user: await userOf(core, personId),
    tokens: {
      access_token: access,
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: ACCESS_SECONDS,
    },
  };
}

export async function userOf(core: Core, personId: string): Promise<User> {
  const person = await core.learners.person(personId);
  if (!person) throw new Refusal('unauthenticated', 'This person is not here any more. Sign in again.');
  const account = await core.accounts.of(personId);
  const { profile_template } = await core.learners.settingsOf(personId);
  return { id: person.id, name: person.name, email: account?.email ?? null, role: person.role, profile_template };
}
