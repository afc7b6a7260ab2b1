import type { Role } from '../../../wire/access.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import type { CallerInfo, Core } from './core.ts';
import { linkTo, mayPost, post } from './letters.ts';
import { requireOneself } from './people.ts';
import { hashOf, randomText } from './server-keys.ts';
import type { AccountsTables } from './tables.ts';

const INVITATION_MS = 14 * 86_400_000;

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
}

/** Invites an address; an earlier invitation of it is worth nothing then. */
export async function invite(
  core: Core,
  actor: PersonActor,
  { email, role }: { email: string; role: Role },
  caller: CallerInfo,
): Promise<Invitation & { url: string }> {
  requireOneself(actor, role);
  if (core.registration === 'closed')
    throw new Refusal('conflict', 'REGISTRATION=closed on this server takes nobody in.');
  if ((await core.accounts.byEmail(email))?.verified_at)
    throw new Refusal('conflict', 'This address has an account.', 'email');
  const token = randomText();
  const now = core.clock.wall();
  const made = {
    id: core.newId('invitation'),
    email,
    role,
    createdAt: new Date(now),
    expiresAt: new Date(now + INVITATION_MS),
  };
  await core.database.transaction(async (tx) => {
    const own = tx.$extendTables<AccountsTables>();
    const row = {
      id: made.id,
      token_hash: hashOf(token),
      role,
      invited_by: actor.personId,
      created_at: made.createdAt,
      expires_at: made.expiresAt,
    };
    await own
      .insertInto('invitations')
      .values({ ...row, email })
      .onConflict((conflict) => conflict.column('email').doUpdateSet(row))
      .execute();
    await core.audit.write(
      { actor, action: 'invitation.made', target: made.id, detail: { role }, address: caller.address },
      tx,
    );
  });
  const url = linkTo(core, 'invite', token);
  const { language } = await core.learners.settingsOf(actor.personId);
  core.background.run('an invitation', async (signal) => {
    if (await mayPost(core, email, 'invite')) await post(core, 'invite', { to: email, link: url, language }, signal);
  });
  return { ...made, url };
}

export async function listInvitations(core: Core): Promise<Invitation[]> {
  const rows = await core.database.db
    .$extendTables<AccountsTables>()
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'created_at', 'expires_at'])
    .where('expires_at', '>', new Date(core.clock.wall()))
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export async function withdrawInvitation(
  core: Core,
  actor: PersonActor,
  id: string,
  caller: CallerInfo,
): Promise<void> {
  await core.database.transaction(async (tx) => {
    const row = await tx
      .$extendTables<AccountsTables>()
      .deleteFrom('invitations')
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'There is no such invitation.');
    await core.audit.write({ actor, action: 'invitation.withdrawn', target: id, address: caller.address }, tx);
  });
}
