import type { Kysely, Transaction } from 'kysely';
import type { AnyTransaction, Database } from '../../ports/database/port.ts';
import { storable, storableJson } from '../../ports/database/storable-text.ts';
import type { ConversationSnapshot } from '../../turn/conversation-api.ts';
import type { TurnRecord } from '../../turn/events.ts';

/** One turn: what the learner said and what was heard of the reply. `id` sorts by time. */
export interface StoredTurn {
  id: string;
  origin: string;
  /** Empty when nothing was said or understood. */
  said: string;
  verdict: string | null;
  replied: string;
  outcome: string;
  corrections: readonly object[];
  /** What was shown beside the speech, in order. */
  effects: readonly StoredEffect[];
  record: TurnRecord | null;
  createdAt: Date;
}

export interface StoredEffect {
  name: string;
  data: Record<string, unknown>;
}

export interface StoredConversation {
  id: string;
  /** Whose it is. */
  personId: string;
  sceneId: string;
  title: string;
  language: string;
  translateTo: string;
  turnCount: number;
  createdAt: Date;
  updatedAt: Date;
}

/** jsonb goes in as text and comes out parsed. */
type Tables = {
  conversations: {
    id: string;
    person_id: string;
    scene_id: string;
    title: string;
    language: string;
    translate_to: string;
    snapshot: unknown;
    turn_count: number;
    created_at: Date;
    updated_at: Date;
  };
  turns: {
    id: string;
    conversation_id: string;
    origin: string;
    said: string;
    verdict: string | null;
    replied: string;
    outcome: string;
    corrections: unknown;
    effects: unknown;
    record: unknown;
    created_at: Date;
  };
};

export class ConversationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The conversation, its snapshot, the turns that changed and what `also` writes, all or nothing. Writing the same again changes nothing. */
  async save(
    conversation: Omit<StoredConversation, 'turnCount'>,
    snapshot: ConversationSnapshot,
    turns: readonly StoredTurn[],
    also?: (tx: AnyTransaction) => Promise<void>,
  ): Promise<void> {
    await this.#database.transaction(async (plain) => {
      const tx = plain.$extendTables<Tables>();
      const { id, personId, sceneId, title, language, translateTo, createdAt, updatedAt } = conversation;
      const changes = { snapshot: storableJson(snapshot), updated_at: updatedAt };
      await tx
        .insertInto('conversations')
        .values({
          id,
          person_id: personId,
          scene_id: sceneId,
          title,
          language,
          translate_to: translateTo,
          turn_count: 0,
          created_at: createdAt,
          ...changes,
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
        .execute();
      for (const turn of turns) await saveTurn(tx, id, turn);
      const { count } = await tx
        .selectFrom('turns')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('conversation_id', '=', id)
        .executeTakeFirstOrThrow();
      await tx
        .updateTable('conversations')
        .set({ turn_count: Number(count) })
        .where('id', '=', id)
        .execute();
      await also?.(plain);
    });
  }

  /** Newest first; `before` is the id of the last one on the page before. */
  async list(personId: string, limit: number, before?: string): Promise<StoredConversation[]> {
    const query = this.#db
      .selectFrom('conversations')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('updated_at', 'desc')
      .orderBy('id')
      .limit(limit);
    const last = before === undefined ? undefined : await this.#row(personId, before);
    const rows = await (last
      ? query.where((e) =>
          e.or([
            e('updated_at', '<', last.updated_at),
            e.and([e('updated_at', '=', last.updated_at), e('id', '>', last.id)]),
          ]),
        )
      : query
    ).execute();
    return rows.map(conversationOf);
  }

  async find(
    personId: string,
    id: string,
  ): Promise<{ conversation: StoredConversation; snapshot: ConversationSnapshot } | undefined> {
    const row = await this.#row(personId, id);
    return row && { conversation: conversationOf(row), snapshot: row.snapshot as ConversationSnapshot };
  }

  async turns(conversationId: string): Promise<StoredTurn[]> {
    const rows = await this.#db
      .selectFrom('turns')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .orderBy('id')
      .execute();
    return rows.map(({ id, origin, said, verdict, replied, outcome, corrections, effects, record, created_at }) => ({
      id,
      origin,
      said,
      verdict,
      replied,
      outcome,
      corrections: corrections as object[],
      effects: effects as StoredEffect[],
      record: record as TurnRecord | null,
      createdAt: created_at,
    }));
  }

  /** False when there was none. */
  async delete(personId: string, id: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('conversations')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return Number(result.numDeletedRows) > 0;
  }

  get #db(): Kysely<Tables> {
    return this.#database.db.$extendTables<Tables>();
  }

  #row(personId: string, id: string) {
    return this.#db
      .selectFrom('conversations')
      .selectAll()
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
  }
}

async function saveTurn(tx: Transaction<Tables>, conversationId: string, turn: StoredTurn): Promise<void> {
  const changes = {
    said: storable(turn.said),
    verdict: turn.verdict,
    replied: storable(turn.replied),
    outcome: turn.outcome,
    corrections: storableJson(turn.corrections),
    effects: storableJson(turn.effects),
    record: turn.record === null ? null : storableJson(turn.record),
  };
  await tx
    .insertInto('turns')
    .values({
      id: turn.id,
      conversation_id: conversationId,
      origin: turn.origin,
      created_at: turn.createdAt,
      ...changes,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

function conversationOf(row: Tables['conversations']): StoredConversation {
  return {
    id: row.id,
    personId: row.person_id,
    sceneId: row.scene_id,
    title: row.title,
    language: row.language,
    translateTo: row.translate_to,
    turnCount: row.turn_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
