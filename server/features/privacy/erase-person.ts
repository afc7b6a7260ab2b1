import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import type { Database } from '../../ports/database/port.ts';
import type { Mail } from '../../ports/mail/port.ts';
import type { AccountsFeature } from '../accounts/index.ts';
import { type LearnersFeature, LOCAL_PERSON } from '../learners/index.ts';
import { scrub } from './scrub.ts';

export interface EraseDeps {
  clock: Clock;
  log: Log;
  database: Database;
  blobs: Blobs;
  mail: Mail;
  accounts: Pick<AccountsFeature, 'audit' | 'emailOf' | 'requireSuccessor' | 'forgetAddress'>;
  learners: Pick<LearnersFeature, 'addPerson'>;
  filesOf(personId: string, signal: AbortSignal): AsyncIterable<string>;
  /** Ends every talk of the person, and resolves when nothing writes for them any more. */
  hangUp(personId: string): Promise<void>;
}

export type PrivacyTables = {
  people: { id: string };
  erasures: { person_id: string; asked_at: Date };
};

/** Erases a person: letters, rows, then files. What is left over after a crash goes at the next start. */
export async function erasePerson(
  deps: EraseDeps,
  actor: PersonActor,
  personId: string,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const { clock, database, accounts } = deps;
  const account = await accounts.emailOf(personId);
  // First, because nobody knows the address afterwards.
  if (account) await deps.mail.forget(account.email, signal);
  // Or a talk would write down again what has just gone.
  await deps.hangUp(personId);
  await database.transaction(async (tx) => {
    const own = tx.$extendTables<PrivacyTables>();
    await accounts.requireSuccessor(tx, personId);
    const gone = await own.deleteFrom('people').where('id', '=', personId).returning('id').executeTakeFirst();
    if (!gone) throw new Refusal('not-found', 'There is no such person.');
    if (account) await accounts.forgetAddress(tx, account.email);
    const now = new Date(clock.wall());
    await own
      .insertInto('erasures')
      .values({ person_id: personId, asked_at: now })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ asked_at: now }))
      .execute();
    // There is always a single learner, who now begins anew.
    if (personId === LOCAL_PERSON) {
      await deps.learners.addPerson(tx, { id: LOCAL_PERSON, name: '', role: 'admin', createdAt: now });
    }
    await accounts.audit({ actor, action: 'person.erased', target: personId, address }, tx);
  });
  await eraseFiles(deps, personId, signal);
  // Again, for what was on its way meanwhile; without the rows no more can begin.
  if (account) await deps.mail.forget(account.email, signal);
}

async function eraseFiles({ blobs, filesOf }: EraseDeps, personId: string, signal: AbortSignal): Promise<void> {
  const keys = await Array.fromAsync(filesOf(personId, signal));
  for (const key of keys) await blobs.delete(key, signal);
}

/** Finishes what was begun: files that are left, and what deleted rows leave on the disk. */
export async function finishErasures(deps: EraseDeps, signal: AbortSignal): Promise<void> {
  const db = deps.database.db.$extendTables<PrivacyTables>();
  const begun = await db.selectFrom('erasures').selectAll().execute();
  if (begun.length === 0) return;
  for (const { person_id } of begun) {
    // The single learner, who began anew, may have files again; what has no row goes by itself.
    if (person_id !== LOCAL_PERSON) await eraseFiles(deps, person_id, signal);
  }
  await scrub(deps.database, signal);
  for (const { person_id, asked_at } of begun) {
    await db.deleteFrom('erasures').where('person_id', '=', person_id).where('asked_at', '=', asked_at).execute();
  }
}
