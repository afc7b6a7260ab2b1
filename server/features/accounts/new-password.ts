import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import type { CallerInfo, Core } from './core.ts';
import { linkTo, mayPost, post } from './letters.ts';
import { requireGoodPassword, usedUp } from './register.ts';
import { hashOf, randomText } from './server-keys.ts';

const RESET_MS = 3_600_000;

/** Sends a letter with a link if the address has an account; the answer is out by then. */
export function forgotPassword(core: Core, email: string, caller: CallerInfo): void {
  core.background.run('a letter to set a password', async (signal) => {
    const account = await core.accounts.byEmail(email);
    if (!account || !(await mayPost(core, email, 'reset'))) return;
    const token = randomText();
    await core.database.transaction(async (tx) => {
      const { person_id: personId } = account;
      await core.accounts.keepToken(tx, { hash: hashOf(token), purpose: 'reset', personId, ttlMs: RESET_MS });
      await core.audit.write(
        { actor: 'nobody', action: 'password.reset-asked', target: personId, address: caller.address },
        tx,
      );
    });
    const { language } = caller;
    await post(core, 'reset', { to: email, link: linkTo(core, 'reset', token), language }, signal);
  });
}

/** Sets a password with the token from a letter, which proves the address too. Whoever is signed in is signed out. */
export async function resetPassword(core: Core, token: string, password: string, caller: CallerInfo): Promise<void> {
  const hash = hashOf(token);
  const personId = await core.accounts.tokenOwner(hash, 'reset');
  const account = personId === undefined ? undefined : await core.accounts.of(personId);
  const person = personId === undefined ? undefined : await core.learners.person(personId);
  if (!account || !person) throw usedUp();
  requireGoodPassword(password, [account.email, person.name]);
  const passwordHash = await core.passwords.hash(password);
  await core.database.transaction(async (tx) => {
    if (!(await core.accounts.takeToken(tx, hash))) throw usedUp();
    await core.accounts.setPassword(tx, person.id, passwordHash);
    await core.accounts.setVerified(tx, person.id);
    await core.accounts.dropTokens(tx, person.id, 'verify');
    const ended = await core.sessions.end(person.id, { but: null }, tx);
    await core.audit.write(
      {
        actor: 'nobody',
        action: 'password.reset',
        target: person.id,
        detail: { sessions_ended: ended },
        address: caller.address,
      },
      tx,
    );
  });
  // No try of the address was counted here, so none is taken back.
  await core.lockout.forgive({ account: account.email });
}

/** Sets a new password for who knows the old one. Every other session ends; answers how many. */
export async function changePassword(
  core: Core,
  actor: PersonActor,
  { current, password }: { current: string; password: string },
  caller: CallerInfo,
  tellWait: (seconds: number) => void,
): Promise<number> {
  const { email, name } = await requirePassword(core, actor, current, caller, tellWait, 'current_password');
  requireGoodPassword(password, [email, name]);
  const passwordHash = await core.passwords.hash(password);
  return await core.database.transaction(async (tx) => {
    await core.accounts.setPassword(tx, actor.personId, passwordHash);
    await core.accounts.dropTokens(tx, actor.personId, 'reset');
    const own = actor.kind === 'person' ? actor.sessionId : null;
    const ended = await core.sessions.end(actor.personId, { but: own }, tx);
    await core.audit.write(
      {
        actor,
        action: 'password.changed',
        target: actor.personId,
        detail: { sessions_ended: ended },
        address: caller.address,
      },
      tx,
    );
    return ended;
  });
}

/**
 * Throws a Refusal unless this is the person's password. Tries are counted like those of signing in, but apart from them: else whoever
 * knows the address could keep its owner from changing the password.
 */
export async function requirePassword(
  core: Core,
  actor: PersonActor,
  password: string,
  caller: CallerInfo,
  tellWait: (seconds: number) => void,
  param: string,
): Promise<{ email: string; name: string }> {
  const account = await core.accounts.of(actor.personId);
  const person = await core.learners.person(actor.personId);
  if (!account || !person) throw new Refusal('conflict', 'There is no account here, so there is no password.');
  const who = { account: person.id, address: caller.address };
  await core.lockout.beforeTry(who, tellWait);
  if (!(await core.passwords.matches(account.password_hash, password))) {
    await core.audit.write({ actor, action: 'login.failed', target: person.id, address: caller.address });
    throw new Refusal('forbidden', 'The password is wrong.', param);
  }
  await core.lockout.forgive(who);
  return { email: account.email, name: person.name };
}
