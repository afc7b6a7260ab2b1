import type { Kysely, Selectable } from 'kysely';
import type { Role } from '../../../wire/access.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Database } from '../../ports/database/port.ts';
import type { AnyTransaction } from '../learners/index.ts';
import type { AccountsTables } from './tables.ts';

export type Account = Selectable<AccountsTables['accounts']>;

export interface NewAccount {
  personId: string;
  email: string;
  passwordHash: string;
  verified: boolean;
}

/** The rows of accounts and of the tokens in letters. With `tx` inside a transaction, else by themselves. */
export class AccountStore {
  readonly #database: Database;
  readonly #clock: Pick<Clock, 'wall'>;

  constructor(database: Database, clock: Pick<Clock, 'wall'>) {
    this.#database = database;
    this.#clock = clock;
  }

  byEmail(email: string): Promise<Account | undefined> {
    return this.#in().selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst();
  }

  /** The same, and nobody else changes it until the transaction ends. */
  holdByEmail(tx: AnyTransaction, email: string): Promise<Account | undefined> {
    return this.#in(tx).selectFrom('accounts').selectAll().where('email', '=', email).forUpdate().executeTakeFirst();
  }

  of(personId: string, tx?: AnyTransaction): Promise<Account | undefined> {
    return this.#in(tx).selectFrom('accounts').selectAll().where('person_id', '=', personId).executeTakeFirst();
  }

  async anyAdmin(tx?: AnyTransaction): Promise<boolean> {
    const row = await this.#in(tx)
      .selectFrom('accounts')
      .innerJoin('people', 'people.id', 'accounts.person_id')
      .select('people.id')
      .where('people.role', '=', 'admin')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Whether anybody else has an account. */
  async anyBut(personId: string, tx: AnyTransaction): Promise<boolean> {
    const query = this.#in(tx).selectFrom('accounts').select('person_id').where('person_id', '!=', personId);
    return (await query.limit(1).executeTakeFirst()) !== undefined;
  }

  async forgetAddress(tx: AnyTransaction, email: string): Promise<void> {
    await this.#in(tx).deleteFrom('invitations').where('email', '=', email).execute();
  }

  /** False when the address, or the person, has an account already. */
  async add(tx: AnyTransaction, account: NewAccount): Promise<boolean> {
    const now = this.#now();
    const row = await this.#in(tx)
      .insertInto('accounts')
      .values({
        person_id: account.personId,
        email: account.email,
        verified_at: account.verified ? now : null,
        password_hash: account.passwordHash,
        password_at: now,
        locked_at: null,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  async setPerson(tx: AnyTransaction, id: string, change: { name?: string; role?: Role }): Promise<void> {
    await this.#in(tx).updateTable('people').set(change).where('id', '=', id).execute();
  }

  async setPassword(tx: AnyTransaction, personId: string, passwordHash: string): Promise<void> {
    await this.#in(tx)
      .updateTable('accounts')
      .set({ password_hash: passwordHash, password_at: this.#now() })
      .where('person_id', '=', personId)
      .execute();
  }

  /** A token in a letter came back, so the address is the person's. */
  async setVerified(tx: AnyTransaction, personId: string): Promise<void> {
    await this.#in(tx)
      .updateTable('accounts')
      .set({ verified_at: this.#now() })
      .where('person_id', '=', personId)
      .where('verified_at', 'is', null)
      .execute();
  }

  /** The only good token of its purpose from now on. */
  async keepToken(
    tx: AnyTransaction,
    token: { hash: string; purpose: 'verify' | 'reset'; personId: string; ttlMs: number },
  ): Promise<void> {
    await this.dropTokens(tx, token.personId, token.purpose);
    await this.#in(tx)
      .insertInto('one_time_tokens')
      .values({
        token_hash: token.hash,
        purpose: token.purpose,
        person_id: token.personId,
        expires_at: new Date(this.#clock.wall() + token.ttlMs),
      })
      .execute();
  }

  async dropTokens(tx: AnyTransaction, personId: string, purpose: 'verify' | 'reset'): Promise<void> {
    await this.#in(tx)
      .deleteFrom('one_time_tokens')
      .where('person_id', '=', personId)
      .where('purpose', '=', purpose)
      .execute();
  }

  /** Whose the token is. */
  async tokenOwner(hash: string, purpose: 'verify' | 'reset'): Promise<string | undefined> {
    const row = await this.#in()
      .selectFrom('one_time_tokens')
      .select('person_id')
      .where('token_hash', '=', hash)
      .where('purpose', '=', purpose)
      .where('expires_at', '>', this.#now())
      .executeTakeFirst();
    return row?.person_id;
  }

  /** Uses the token up; false when another was faster. */
  async takeToken(tx: AnyTransaction, hash: string): Promise<boolean> {
    const row = await this.#in(tx)
      .deleteFrom('one_time_tokens')
      .where('token_hash', '=', hash)
      .where('expires_at', '>', this.#now())
      .returning('person_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  #in(tx?: AnyTransaction): Kysely<AccountsTables> {
    return (tx ?? this.#database.db).$extendTables<AccountsTables>();
  }

  #now(): Date {
    return new Date(this.#clock.wall());
  }
}
