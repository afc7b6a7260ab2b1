import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../../ports/database/port.ts';
import type { AnyTransaction } from '../../learners/index.ts';

export type EditorTables = {
  own_lessons: {
    id: string;
    author_id: string | null;
    /** Its author until it is published for the first time: it goes with that person. */
    unpublished_of: string | null;
    published: number | null;
    archived: boolean;
    created_at: Date;
    updated_at: Date;
  };
  lesson_drafts: { lesson_id: string; editor_id: string; version: number; content: string; updated_at: Date };
  lesson_versions: {
    lesson_id: string;
    number: number;
    content: string;
    note: string;
    author_id: string | null;
    published_at: Date;
  };
};

/** Heard by every replica when what learners have has changed. */
export const CHANGED = 'lessons_changed';

export interface OwnLesson {
  id: string;
  authorId: string | null;
  /** Who saved the draft last. */
  editorId: string | null;
  /** Number of the version that learners have. */
  published: number | null;
  archived: boolean;
  updatedAt: Date;
  version: number;
  /** The draft as text. */
  content: string;
  /** What is published, as text. */
  publishedContent: string | null;
}

export interface PublishedVersion {
  number: number;
  content: string;
  note: string;
  authorId: string | null;
  publishedAt: Date;
}

export class EditorStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  transaction<T>(work: (tx: AnyTransaction) => Promise<T>): Promise<T> {
    return this.#database.transaction(work);
  }

  /** What learners have, in no order. */
  async published(): Promise<{ id: string; content: string }[]> {
    return this.#db
      .selectFrom('own_lessons as own')
      .innerJoin('lesson_versions as version', (join) =>
        join.onRef('version.lesson_id', '=', 'own.id').onRef('version.number', '=', 'own.published'),
      )
      .select(['own.id', 'version.content'])
      .where('own.archived', '=', false)
      .execute();
  }

  /** The drafts that a person saved last. */
  async draftsOf(personId: string): Promise<{ id: string; content: string }[]> {
    const rows = await this.#db
      .selectFrom('lesson_drafts')
      .select(['lesson_id', 'content'])
      .where('editor_id', '=', personId)
      .orderBy('updated_at', 'desc')
      .limit(50)
      .execute();
    return rows.map(({ lesson_id: id, content }) => ({ id, content }));
  }

  async find(id: string, tx?: AnyTransaction): Promise<OwnLesson | undefined> {
    const row = await this.#selected(tx).where('own.id', '=', id).executeTakeFirst();
    return row && ownLesson(row);
  }

  /** Last changed first; one without a draft, whose editor is gone, shows what was published. */
  async list(wanted: { archived: boolean }): Promise<OwnLesson[]> {
    const rows = await this.#selected()
      .where('own.archived', '=', wanted.archived)
      .orderBy('own.updated_at', 'desc')
      .orderBy('own.id')
      .execute();
    return rows.map(ownLesson);
  }

  async has(tx: AnyTransaction, id: string): Promise<boolean> {
    const own = tx.$extendTables<EditorTables>();
    return (await own.selectFrom('own_lessons').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
  }

  async add(
    tx: AnyTransaction,
    { id, authorId, content, at }: { id: string; authorId: string; content: string; at: Date },
  ): Promise<void> {
    const own = tx.$extendTables<EditorTables>();
    await own
      .insertInto('own_lessons')
      .values({
        id,
        author_id: authorId,
        unpublished_of: authorId,
        published: null,
        archived: false,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await own
      .insertInto('lesson_drafts')
      .values({ lesson_id: id, editor_id: authorId, version: 1, content, updated_at: at })
      .execute();
  }

  /** Locks the lesson until the transaction ends, so that two who save wait for each other. */
  async lock(tx: AnyTransaction, id: string): Promise<OwnLesson | undefined> {
    const own = tx.$extendTables<EditorTables>();
    await own.selectFrom('own_lessons').select('id').where('id', '=', id).forUpdate().execute();
    return this.find(id, tx);
  }

  async saveDraft(
    tx: AnyTransaction,
    {
      id,
      editorId,
      version,
      content,
      at,
    }: { id: string; editorId: string; version: number; content: string; at: Date },
  ): Promise<void> {
    const own = tx.$extendTables<EditorTables>();
    const values = { editor_id: editorId, version, content, updated_at: at };
    await own
      .insertInto('lesson_drafts')
      .values({ lesson_id: id, ...values })
      .onConflict((conflict) => conflict.column('lesson_id').doUpdateSet(values))
      .execute();
    await own.updateTable('own_lessons').set({ updated_at: at }).where('id', '=', id).execute();
  }

  /** Adds the next version and makes it what learners have. */
  async publish(
    tx: AnyTransaction,
    { id, authorId, content, note, at }: { id: string; authorId: string; content: string; note: string; at: Date },
  ): Promise<void> {
    const own = tx.$extendTables<EditorTables>();
    const { last } = await own
      .selectFrom('lesson_versions')
      .select(({ fn }) => fn.max('number').as('last'))
      .where('lesson_id', '=', id)
      .executeTakeFirstOrThrow();
    const number = (last ?? 0) + 1;
    await own
      .insertInto('lesson_versions')
      .values({ lesson_id: id, number, content, note, author_id: authorId, published_at: at })
      .execute();
    await own
      .updateTable('own_lessons')
      .set({ published: number, unpublished_of: null, updated_at: at })
      .where('id', '=', id)
      .execute();
    await this.#tellAll(tx);
  }

  async archive(tx: AnyTransaction, id: string, archived: boolean, at: Date): Promise<void> {
    const own = tx.$extendTables<EditorTables>();
    await own.updateTable('own_lessons').set({ archived, updated_at: at }).where('id', '=', id).execute();
    await this.#tellAll(tx);
  }

  /** Newest first. */
  async versions(id: string): Promise<PublishedVersion[]> {
    const rows = await this.#db
      .selectFrom('lesson_versions')
      .selectAll()
      .where('lesson_id', '=', id)
      .orderBy('number', 'desc')
      .execute();
    return rows.map(({ number, content, note, author_id, published_at }) => ({
      number,
      content,
      note,
      authorId: author_id,
      publishedAt: published_at,
    }));
  }

  /** Says that learners have something else now, once the transaction has committed; ends when `signal` aborts. */
  changes(signal: AbortSignal): AsyncIterable<unknown> {
    return this.#database.listen(CHANGED, signal);
  }

  async #tellAll(tx: AnyTransaction): Promise<void> {
    await sql`select pg_notify(${CHANGED}, '')`.execute(tx);
  }

  #selected(tx?: AnyTransaction) {
    return (tx?.$extendTables<EditorTables>() ?? this.#db)
      .selectFrom('own_lessons as own')
      .leftJoin('lesson_drafts as draft', 'draft.lesson_id', 'own.id')
      .leftJoin('lesson_versions as version', (join) =>
        join.onRef('version.lesson_id', '=', 'own.id').onRef('version.number', '=', 'own.published'),
      )
      .select([
        'own.id',
        'own.author_id',
        'own.published',
        'own.archived',
        'own.updated_at',
        'draft.editor_id',
        'draft.version',
        'draft.content',
        'version.content as published_content',
      ])
      .where((e) => e.or([e('draft.content', 'is not', null), e('version.content', 'is not', null)]));
  }

  get #db(): Kysely<EditorTables> {
    return this.#database.db.$extendTables<EditorTables>();
  }
}

function ownLesson(row: {
  id: string;
  author_id: string | null;
  editor_id: string | null;
  published: number | null;
  archived: boolean;
  updated_at: Date;
  version: number | null;
  content: string | null;
  published_content: string | null;
}): OwnLesson {
  return {
    id: row.id,
    authorId: row.author_id,
    editorId: row.editor_id,
    published: row.published,
    archived: row.archived,
    updatedAt: row.updated_at,
    version: row.version ?? 0,
    content: row.content ?? row.published_content ?? '{}',
    publishedContent: row.published_content,
  };
}
