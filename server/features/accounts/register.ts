import type { Role } from '../../../wire/access.ts';
import { Refusal } from '../../../wire/refusals.ts';
import { type AnyTransaction, LOCAL_PERSON } from '../learners/index.ts';
import type { CallerInfo, Core } from './core.ts';
import { linkTo, mayPost, post } from './letters.ts';
import { hashOf, randomText } from './server-keys.ts';
import { answerFor, type Opened } from './sign-in.ts';
import type { AccountsTables } from './tables.ts';
import { isWeakPassword } from './weak-password.ts';
import { isWelcome, spendWelcome } from './welcome.ts';

export interface Application {
  email: string;
  password: string;
  name: string;
  token?: string | undefined;
}

/** A letter's link is good this long. */
const VERIFY_MS = 48 * 3_600_000;

/**
 * Opens an account. With a token that proves the person it is there at once, and they are signed in; else undefined, and a letter goes
 * out after the answer, whether the address is known or not.
 */
export async function register(core: Core, wanted: Application, caller: CallerInfo): Promise<Opened | undefined> {
  const claim = await claimOf(core, wanted);
  requireGoodPassword(wanted.password, [wanted.email, wanted.name]);
  const passwordHash = await core.passwords.hash(wanted.password);
  if (claim === 'address') {
    core.background.run('a registration', (signal) =>
      registerAddress(core, { ...wanted, passwordHash }, caller, signal),
    );
    return undefined;
  }
  const { personId, session } = await core.database.transaction(async (tx) => {
    const opened =
      claim === 'invitation'
        ? await takeInvitation(core, tx, { ...wanted, passwordHash }, caller)
        : await takeOver(core, tx, { ...wanted, passwordHash }, caller);
    return { personId: opened, session: await core.sessions.open(tx, opened, caller.device) };
  });
  return await answerFor(core, personId, session.sessionId, session.refreshToken);
}

export function requireGoodPassword(password: string, own: readonly string[]): void {
  if (!isWeakPassword(password, own)) return;
  throw new Refusal(
    'invalid-value',
    'This password is made of what is tried first: common words, names, years, rows of keys. Take three or four words of your own.',
    'password',
  );
}

/** By what right somebody registers. */
async function claimOf(core: Core, wanted: Application): Promise<'first' | 'invitation' | 'address'> {
  if (wanted.token === undefined) {
    // At the machine itself, where the single learner may do everything anyway.
    if (core.singleLearner && !(await core.accounts.anyAdmin())) return 'first';
    if (core.registration === 'open') return 'address';
    throw new Refusal('forbidden', 'Accounts are by invitation here. Ask an admin of this server.', 'token');
  }
  if (await isWelcome(core, wanted.token)) return 'first';
  if (core.registration !== 'closed' && (await invitationOf(core, wanted.token))) return 'invitation';
  throw usedUp();
}

export const usedUp = (): Refusal =>
  new Refusal('invalid-value', 'This link is used up or too old. Ask for a new one.', 'token');

type Checked = Application & { passwordHash: string };

/** The first account is the admin's, and what the single learner did before is theirs. */
async function takeOver(core: Core, tx: AnyTransaction, wanted: Checked, caller: CallerInfo): Promise<string> {
  const allowed =
    wanted.token === undefined ? !(await core.accounts.anyAdmin(tx)) : await isWelcome(core, wanted.token, tx);
  if (!allowed) throw usedUp();
  const taken = await core.accounts.of(LOCAL_PERSON, tx);
  const personId = taken ? core.newId('person') : LOCAL_PERSON;
  // Adds nothing where the single learner is.
  await addPerson(core, tx, personId, wanted.name, 'admin');
  await core.accounts.setPerson(tx, personId, { role: 'admin', ...(wanted.name === '' ? {} : { name: wanted.name }) });
  await addAccount(core, tx, personId, wanted, true);
  await spendWelcome(tx);
  await core.audit.write(
    { actor: 'nobody', action: 'account.first-admin', target: personId, address: caller.address },
    tx,
  );
  return personId;
}

async function takeInvitation(core: Core, tx: AnyTransaction, wanted: Checked, caller: CallerInfo): Promise<string> {
  const invitation = await tx
    .$extendTables<AccountsTables>()
    .deleteFrom('invitations')
    .where('token_hash', '=', hashOf(wanted.token ?? ''))
    .where('expires_at', '>', new Date(core.clock.wall()))
    .returning(['email', 'role'])
    .executeTakeFirst();
  if (!invitation) throw usedUp();
  if (invitation.email !== wanted.email) {
    throw new Refusal('invalid-value', 'The invitation is for another address.', 'email');
  }
  const known = await core.accounts.holdByEmail(tx, wanted.email);
  const personId = known && !known.verified_at ? known.person_id : core.newId('person');
  if (known && !known.verified_at) {
    // Somebody registered the address and never proved it; nobody was ever signed in there.
    await core.accounts.setPerson(tx, personId, { name: wanted.name, role: invitation.role });
    await core.accounts.setPassword(tx, personId, wanted.passwordHash);
    await core.accounts.setVerified(tx, personId);
    for (const purpose of ['verify', 'reset'] as const) await core.accounts.dropTokens(tx, personId, purpose);
  } else {
    await addPerson(core, tx, personId, wanted.name, invitation.role);
    await addAccount(core, tx, personId, wanted, true);
  }
  await core.audit.write(
    {
      actor: 'nobody',
      action: 'account.registered',
      target: personId,
      detail: { by: 'invitation', role: invitation.role },
      address: caller.address,
    },
    tx,
  );
  return personId;
}

async function invitationOf(core: Core, token: string): Promise<boolean> {
  const row = await core.database.db
    .$extendTables<AccountsTables>()
    .selectFrom('invitations')
    .select('id')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', new Date(core.clock.wall()))
    .executeTakeFirst();
  return row !== undefined;
}

/** Goes on after the answer: whoever owns the address is told how it is by letter alone. */
async function registerAddress(core: Core, wanted: Checked, caller: CallerInfo, signal: AbortSignal): Promise<void> {
  const { email: to } = wanted;
  const { language } = caller;
  if (!(await mayPost(core, to, 'register'))) return;
  const token = randomText();
  const kind = await core.database.transaction(async (tx) => {
    const known = await core.accounts.holdByEmail(tx, to);
    if (known?.verified_at) return 'known';
    const personId = known?.person_id ?? core.newId('person');
    if (known) {
      // Nobody has proved the address yet, and whoever opens the letter may be neither who asked first nor who asked last: no password that
      // was given counts any more, and the letter lets its reader choose one.
      await core.accounts.setPassword(tx, personId, await core.passwords.nobodys);
      await core.accounts.setPerson(tx, personId, { name: wanted.name });
      await core.accounts.dropTokens(tx, personId, 'verify');
    } else {
      await addPerson(core, tx, personId, wanted.name, 'learner');
      await addAccount(core, tx, personId, wanted, false);
      await core.audit.write(
        {
          actor: 'nobody',
          action: 'account.registered',
          target: personId,
          detail: { by: 'address', role: 'learner' },
          address: caller.address,
        },
        tx,
      );
    }
    const purpose = known ? 'reset' : 'verify';
    await core.accounts.keepToken(tx, { hash: hashOf(token), purpose, personId, ttlMs: VERIFY_MS });
    return known ? 'choose' : 'verify';
  });
  const links = {
    known: `${core.origin()}/`,
    choose: linkTo(core, 'reset', token),
    verify: linkTo(core, 'verify', token),
  };
  await post(core, kind, { to, link: links[kind], language }, signal);
}

async function addPerson(core: Core, tx: AnyTransaction, id: string, name: string, role: Role): Promise<void> {
  await core.learners.addPerson(tx, { id, name, role, createdAt: new Date(core.clock.wall()) });
}

async function addAccount(
  core: Core,
  tx: AnyTransaction,
  personId: string,
  { email, passwordHash }: Checked,
  verified: boolean,
): Promise<void> {
  if (await core.accounts.add(tx, { personId, email, passwordHash, verified })) return;
  throw new Refusal('conflict', 'This address has an account already. Sign in, or set a new password.', 'email');
}

/** Sends the letter that proves an address again, if there is what to prove. */
export function resendVerification(core: Core, email: string, { language }: CallerInfo): void {
  core.background.run('a letter to prove an address', async (signal) => {
    const account = await core.accounts.byEmail(email);
    if (!account || account.verified_at || !(await mayPost(core, email, 'verify'))) return;
    const token = randomText();
    const kept = { hash: hashOf(token), purpose: 'verify', personId: account.person_id, ttlMs: VERIFY_MS } as const;
    await core.database.transaction((tx) => core.accounts.keepToken(tx, kept));
    await post(core, 'verify', { to: email, link: linkTo(core, 'verify', token), language }, signal);
  });
}

export async function verifyEmail(core: Core, token: string, caller: CallerInfo): Promise<void> {
  const hash = hashOf(token);
  const personId = await core.accounts.tokenOwner(hash, 'verify');
  if (personId === undefined) throw usedUp();
  await core.database.transaction(async (tx) => {
    if (!(await core.accounts.takeToken(tx, hash))) throw usedUp();
    await core.accounts.setVerified(tx, personId);
    await core.audit.write(
      { actor: 'nobody', action: 'account.verified', target: personId, address: caller.address },
      tx,
    );
  });
}
