import { type Kysely, sql } from 'kysely';
import type { Role } from '../../../wire/access.ts';
import type { Settings } from '../../../wire/settings.ts';
import type { AnyTransaction, Database } from '../../ports/database/port.ts';
import type { LearningEvent } from './learning-event.ts';

export interface Person {
  id: string;
  /** Empty when nobody gave one. */
  name: string;
  role: Role;
  createdAt: Date;
}

export type LearnersTables = {
  people: { id: string; name: string; role: Role; created_at: Date };
  settings: { person_id: string; changed: unknown; updated_at: Date };
  learning_events: { person_id: string; id: string; at: Date; kind: string; data: unknown; written_at: Date };
};

/**
 * Until the transaction ends nobody else writes for this person. It does not conflict with the foreign keys of rows that others
 * write meanwhile: two that had each written one, and then asked for more, would wait for each other for ever.
 */
async function lockPerson(tx: AnyTransaction, personId: string): Promise<void> {
  await tx
    .$extendTables<LearnersTables>()
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export class LearnersStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (tx: AnyTransaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  async person(id: string): Promise<Person | undefined> {
    const row = await this.#db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
    return row && { id: row.id, name: row.name, role: row.role, createdAt: row.created_at };
  }

  async addPerson(tx: AnyTransaction, { id, name, role, createdAt }: Person): Promise<void> {
    await tx
      .$extendTables<LearnersTables>()
      .insertInto('people')
      .values({ id, name, role, created_at: createdAt })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#db.updateTable('people').set({ name }).where('id', '=', id).execute();
  }

  /** What the person changed of the settings; unchecked. */
  async changedSettings(personId: string, tx?: AnyTransaction): Promise<unknown> {
    const row = await (tx?.$extendTables<LearnersTables>() ?? this.#db)
      .selectFrom('settings')
      .select('changed')
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return row?.changed;
  }

  /** Two devices of one person change settings one after the other: `change` reads what the other has left. */
  saveSettings(
    personId: string,
    updatedAt: Date,
    change: (tx: AnyTransaction) => Promise<{ changed: object; all: Settings }>,
  ): Promise<Settings> {
    return this.#database.transaction(async (tx) => {
      await lockPerson(tx, personId);
      const { changed, all } = await change(tx);
      const values = { changed: JSON.stringify(changed), updated_at: updatedAt };
      await tx
        .$extendTables<LearnersTables>()
        .insertInto('settings')
        .values({ person_id: personId, ...values })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
        .execute();
      return all;
    });
  }

  /** Appends in the caller's transaction, one writer a person at a time. Answers the ids that were new. */
  async append(
    tx: AnyTransaction,
    personId: string,
    events: readonly LearningEvent[],
    writtenAt: Date,
  ): Promise<ReadonlySet<string>> {
    const own = tx.$extendTables<LearnersTables>();
    // Two devices of one person wait for each other here, so that a projection reads what the other has written.
    await lockPerson(tx, personId);
    const rows = events.map(({ id, at, kind, data }) => ({
      person_id: personId,
      id,
      at,
      kind,
      data: JSON.stringify(data),
      written_at: writtenAt,
    }));
    const written = await own
      .insertInto('learning_events')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['person_id', 'id']).doNothing())
      .returning('id')
      .execute();
    return new Set(written.map(({ id }) => id));
  }

  /** Of all answers, those right at the first try and without help. */
  async answeredWell(personId: string): Promise<Map<string, Set<string>>> {
    const rows = await this.#db
      .selectFrom('learning_events')
      .select([sql<string>`data->>'lesson'`.as('lesson'), sql<string>`data->>'exchange'`.as('exchange')])
      .distinct()
      .where('person_id', '=', personId)
      .where('kind', '=', 'answer')
      .where(sql<boolean>`data @> '{"verdict": "right", "attempt": 1, "hints": 0, "shown": false}'`)
      .execute();
    const well = new Map<string, Set<string>>();
    for (const { lesson, exchange } of rows) well.set(lesson, (well.get(lesson) ?? new Set()).add(exchange));
    return well;
  }

  /** Newest first; `after` is the id of the last one of the page before. */
  async events(personId: string, wanted: { limit: number; after?: string; kind?: string }): Promise<LearningEvent[]> {
    const { limit, after, kind } = wanted;
    let query = this.#db
      .selectFrom('learning_events')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(limit);
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (after !== undefined) {
      const last = await this.#db
        .selectFrom('learning_events')
        .select(['at', 'id'])
        .where('person_id', '=', personId)
        .where('id', '=', after)
        .executeTakeFirst();
      if (last) {
        query = query.where((e) =>
          e.or([e('at', '<', last.at), e.and([e('at', '=', last.at), e('id', '>', last.id)])]),
        );
      }
    }
    const rows = await query.execute();
    // Checked by their schema when they were written.
    return rows.map(({ id, at, kind: known, data }) => ({ id, at, kind: known, data }) as LearningEvent);
  }

  get #db(): Kysely<LearnersTables> {
    return this.#database.db.$extendTables<LearnersTables>();
  }
}
