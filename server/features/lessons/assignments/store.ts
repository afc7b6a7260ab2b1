import type { Kysely } from 'kysely';
import type { Database } from '../../../ports/database/port.ts';

type AssignmentTables = {
  lesson_assignments: {
    id: string;
    person_id: string;
    lesson_id: string;
    assigned_by: string;
    note: string;
    due_at: Date | null;
    created_at: Date;
  };
};

export interface Assignment {
  id: string;
  personId: string;
  lessonId: string;
  assignedBy: string;
  note: string;
  dueAt: Date | null;
  createdAt: Date;
}

export class AssignmentStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add({ id, personId, lessonId, assignedBy, note, dueAt, createdAt }: Assignment): Promise<void> {
    await this.#db
      .insertInto('lesson_assignments')
      .values({
        id,
        person_id: personId,
        lesson_id: lessonId,
        assigned_by: assignedBy,
        note,
        due_at: dueAt,
        created_at: createdAt,
      })
      .execute();
  }

  /** Newest first; `after` is the id of the last one of the page before. */
  async list(of: { personId: string } | { assignedBy: string }, limit: number, after?: string): Promise<Assignment[]> {
    let query = this.#db.selectFrom('lesson_assignments').selectAll().orderBy('id', 'desc').limit(limit);
    query =
      'personId' in of ? query.where('person_id', '=', of.personId) : query.where('assigned_by', '=', of.assignedBy);
    if (after !== undefined) query = query.where('id', '<', after);
    return (await query.execute()).map(assignment);
  }

  async remove(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('lesson_assignments')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  get #db(): Kysely<AssignmentTables> {
    return this.#database.db.$extendTables<AssignmentTables>();
  }
}

const assignment = (row: AssignmentTables['lesson_assignments']): Assignment => ({
  id: row.id,
  personId: row.person_id,
  lessonId: row.lesson_id,
  assignedBy: row.assigned_by,
  note: row.note,
  dueAt: row.due_at,
  createdAt: row.created_at,
});
