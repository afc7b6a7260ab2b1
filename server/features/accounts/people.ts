import { sql } from 'kysely';
import type { Role } from '../../../wire/access.ts';
import type { PersonOnWire } from '../../../wire/api/people.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { PersonActor } from '../../feature.ts';
import { type AnyTransaction, LOCAL_PERSON } from '../learners/index.ts';
import type { CallerInfo, Core } from './core.ts';
import type { AccountsTables } from './tables.ts';

export interface PeopleWanted {
  limit: number;
  after?: string | undefined;
  search?: string | undefined;
  role?: Role | undefined;
}

/** People with their accounts, newest first. Addresses are for admins. */
export async function listPeople(core: Core, actor: PersonActor, wanted: PeopleWanted): Promise<PersonOnWire[]> {
  const { limit, after, search, role } = wanted;
  const sees = actor.role === 'admin';
  let query = selectPeople(core).orderBy('people.created_at', 'desc').orderBy('people.id', 'desc').limit(limit);
  if (role !== undefined) query = query.where('people.role', '=', role);
  if (search !== undefined && search !== '') {
    const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((e) =>
      sees
        ? e.or([e('people.name', 'ilike', part), e('accounts.email', 'ilike', part)])
        : e('people.name', 'ilike', part),
    );
  }
  if (after !== undefined) {
    const last = await core.database.db
      .$extendTables<AccountsTables>()
      .selectFrom('people')
      .select(['created_at', 'id'])
      .where('id', '=', after)
      .executeTakeFirst();
    if (last) {
      query = query.where((e) =>
        e.or([
          e('people.created_at', '<', last.created_at),
          e.and([e('people.created_at', '=', last.created_at), e('people.id', '<', last.id)]),
        ]),
      );
    }
  }
  return (await query.execute()).map((row) => toWire(row, sees));
}

export async function getPerson(core: Core, actor: PersonActor, id: string): Promise<PersonOnWire> {
  const row = await selectPeople(core).where('people.id', '=', id).executeTakeFirst();
  if (!row) throw nobody();
  return toWire(row, actor.role === 'admin');
}

/** Changes the role, or locks and unlocks; who is locked is signed out. */
export async function updatePerson(
  core: Core,
  actor: PersonActor,
  id: string,
  change: { role?: Role | undefined; locked?: boolean | undefined },
  caller: CallerInfo,
): Promise<void> {
  const { address } = caller;
  if (change.role !== undefined) requireOneself(actor, change.role);
  await core.database.transaction(async (tx) => {
    const own = tx.$extendTables<AccountsTables>();
    await oneAfterTheOther(tx);
    const person = await own.selectFrom('people').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!person) throw nobody();
    const account = await core.accounts.of(id, tx);
    if (change.role !== undefined && change.role !== person.role) {
      if (change.role !== 'admin') await requireAnotherAdmin(tx, id);
      await core.accounts.setPerson(tx, id, { role: change.role });
      const detail = { from: person.role, to: change.role };
      await core.audit.write({ actor, action: 'person.role', target: id, detail, address }, tx);
    }
    if (change.locked !== undefined && change.locked !== (account?.locked_at != null)) {
      if (!account) throw new Refusal('conflict', 'This person has no account that could be locked.');
      if (change.locked) await requireAnotherAdmin(tx, id);
      await own
        .updateTable('accounts')
        .set({ locked_at: change.locked ? new Date(core.clock.wall()) : null })
        .where('person_id', '=', id)
        .execute();
      if (change.locked) await core.sessions.end(id, { but: null }, tx);
      const action = change.locked ? 'person.locked' : 'person.unlocked';
      await core.audit.write({ actor, action, target: id, address }, tx);
    }
  });
}

/** A key is good for its scopes alone; making an admin would make it good for all. Throws a Refusal. */
export function requireOneself(actor: PersonActor, role: Role): void {
  if (role !== 'admin' || actor.kind !== 'api-key') return;
  throw new Refusal('forbidden', 'Sign in to make somebody an admin: an API key is not good for it.');
}

/** Throws a Refusal when nobody but this person could look after the server; two who leave at once come one after the other. */
export async function requireAnotherAdmin(tx: AnyTransaction, id: string): Promise<void> {
  const own = tx.$extendTables<AccountsTables>();
  await oneAfterTheOther(tx);
  const admins = await own
    .selectFrom('people')
    .innerJoin('accounts', 'accounts.person_id', 'people.id')
    .select('people.id')
    .where('people.role', '=', 'admin')
    .where('accounts.locked_at', 'is', null)
    .where('accounts.verified_at', 'is not', null)
    .limit(2)
    .execute();
  if (admins.some((one) => one.id === id) && admins.length === 1) {
    throw new Refusal('conflict', 'This is the last admin. Make somebody else one first.');
  }
}

/** Any fixed number: who is an admin changes in one transaction at a time. Taken before rows are, or two could wait for each other. */
const ADMINS = 4_117_220_583;

async function oneAfterTheOther(tx: AnyTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(ADMINS)})`.execute(tx);
}

const nobody = (): Refusal => new Refusal('not-found', 'There is no such person.');

function selectPeople(core: Core) {
  return (
    core.database.db
      .$extendTables<AccountsTables>()
      .selectFrom('people')
      .leftJoin('accounts', 'accounts.person_id', 'people.id')
      .select(['people.id', 'people.name', 'people.role', 'people.created_at'])
      .select(['accounts.email', 'accounts.verified_at', 'accounts.locked_at'])
      .select(
        sql<Date | null>`(select max(sessions.rotated_at) from sessions where sessions.person_id = people.id)`.as(
          'seen_at',
        ),
      )
      // The single learner of before, whom no account has taken over.
      .where((e) =>
        e.or([e('people.id', '!=', LOCAL_PERSON), e('accounts.email', 'is not', null), e.lit(core.singleLearner)]),
      )
  );
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof selectPeople>['execute']>>[number];

function toWire(row: PersonRow, sees: boolean): PersonOnWire {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    email: sees ? row.email : null,
    email_verified: row.verified_at !== null,
    locked: row.locked_at !== null,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.seen_at?.toISOString() ?? null,
  };
}
