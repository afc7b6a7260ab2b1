import { type Kysely, sql } from 'kysely';
import type { Database } from '../../ports/database/port.ts';

/** One spoken answer, without its sound. */
export interface StoredRecording {
  id: string;
  personId: string;
  conversationId: string;
  sceneId: string;
  exchange: string | null;
  heard: string;
  answer: string;
  language: string;
  durationMs: number;
  bytes: number;
  words: readonly RecordedWord[];
  createdAt: Date;
}

/** Times are milliseconds from the start of the sound. */
export interface RecordedWord {
  text: string;
  start_ms: number;
  end_ms: number;
  verdict: 'good' | 'unsure' | 'missed' | null;
}

type Tables = {
  recordings: {
    id: string;
    person_id: string;
    conversation_id: string;
    scene_id: string;
    exchange: string | null;
    heard: string;
    answer: string;
    language: string;
    duration_ms: number;
    bytes: number;
    words: unknown;
    created_at: Date;
  };
};

/** Which of a person's recordings. */
export interface Wanted {
  conversation?: string | undefined;
  scene?: string | undefined;
}

export class RecordingStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(one: StoredRecording): Promise<void> {
    await this.#db
      .insertInto('recordings')
      .values({
        id: one.id,
        person_id: one.personId,
        conversation_id: one.conversationId,
        scene_id: one.sceneId,
        exchange: one.exchange,
        heard: one.heard,
        answer: one.answer,
        language: one.language,
        duration_ms: one.durationMs,
        bytes: one.bytes,
        words: JSON.stringify(one.words),
        created_at: one.createdAt,
      })
      .execute();
  }

  async find(personId: string, id: string): Promise<StoredRecording | undefined> {
    const row = await this.#db
      .selectFrom('recordings')
      .selectAll()
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && recordingOf(row);
  }

  /** Newest first; `after` is the id of the last one of the page before. Ids sort by time. */
  async list(personId: string, limit: number, after: string | undefined, wanted: Wanted): Promise<StoredRecording[]> {
    const { conversation, scene } = wanted;
    let query = this.#db
      .selectFrom('recordings')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (conversation !== undefined) query = query.where('conversation_id', '=', conversation);
    if (scene !== undefined) query = query.where('scene_id', '=', scene);
    const last = after === undefined ? undefined : await this.find(personId, after);
    if (last) {
      query = query.where((e) =>
        e.or([
          e('created_at', '<', last.createdAt),
          e.and([e('created_at', '=', last.createdAt), e('id', '<', last.id)]),
        ]),
      );
    }
    return (await query.execute()).map(recordingOf);
  }

  /** Answers whose they were and how they are called. */
  async remove(personId: string, which: { id?: string; conversation?: string } = {}): Promise<string[]> {
    let query = this.#db.deleteFrom('recordings').where('person_id', '=', personId);
    if (which.id !== undefined) query = query.where('id', '=', which.id);
    if (which.conversation !== undefined) query = query.where('conversation_id', '=', which.conversation);
    return (await query.returning('id').execute()).map(({ id }) => id);
  }

  /** Takes away the oldest of a person's that do not fit in `bytes` any more. */
  async removeBeyond(personId: string, bytes: number): Promise<string[]> {
    const counted = this.#db
      .selectFrom('recordings')
      .select(['id', sql<number>`sum(bytes) over (order by created_at desc, id desc)`.as('total')])
      .where('person_id', '=', personId);
    const removed = await this.#db
      .with('counted', () => counted)
      .deleteFrom('recordings')
      .where('id', 'in', (e) => e.selectFrom('counted').select('id').where('total', '>', bytes))
      .returning('id')
      .execute();
    return removed.map(({ id }) => id);
  }

  /** Takes away what is older, of whoever it is. */
  async removeOlder(than: Date): Promise<{ id: string; personId: string }[]> {
    const removed = await this.#db
      .deleteFrom('recordings')
      .where('created_at', '<', than)
      .returning(['id', 'person_id'])
      .execute();
    return removed.map(({ id, person_id }) => ({ id, personId: person_id }));
  }

  /** Which of these there are. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#db.selectFrom('recordings').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map(({ id }) => id));
  }

  get #db(): Kysely<Tables> {
    return this.#database.db.$extendTables<Tables>();
  }
}

function recordingOf(row: Tables['recordings']): StoredRecording {
  return {
    id: row.id,
    personId: row.person_id,
    conversationId: row.conversation_id,
    sceneId: row.scene_id,
    exchange: row.exchange,
    heard: row.heard,
    answer: row.answer,
    language: row.language,
    durationMs: row.duration_ms,
    bytes: row.bytes,
    words: row.words as RecordedWord[],
    createdAt: row.created_at,
  };
}
