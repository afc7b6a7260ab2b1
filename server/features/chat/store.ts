import type { Kysely } from 'kysely';
import type { ChatReply } from '../../../wire/chat.ts';
import type { Database } from '../../ports/database/port.ts';
import { storable, storableJson } from '../../ports/database/storable-text.ts';
import type { AnyTransaction } from '../learners/index.ts';

export interface ChatSession {
  id: string;
  personId: string;
  sceneId: string;
  title: string;
  language: string;
  translateTo: string;
  snapshot: unknown;
  /** The tutor's first words were said. */
  opened: boolean;
  /** The lesson is over; what is said now is after its end. */
  finished: boolean;
  /** The tutor's line that waits for an answer. */
  exchange: string | null;
  /** Goes up with each turn, so that a turn of another server in between is noticed. */
  version: number;
  turns: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ChatTurn {
  id: string;
  clientId: string | null;
  origin: 'opening' | 'typed' | 'asked';
  said: string;
  reply: ChatReply;
  createdAt: Date;
}

type SessionRow = {
  id: string;
  person_id: string;
  scene_id: string;
  title: string;
  language: string;
  translate_to: string;
  snapshot: unknown;
  opened: boolean;
  finished: boolean;
  exchange: string | null;
  version: number;
  turn_count: number;
  created_at: Date;
  updated_at: Date;
};

/** jsonb goes in as text and comes out parsed. */
export type ChatTables = {
  chat_sessions: SessionRow;
  chat_turns: {
    id: string;
    session_id: string;
    person_id: string;
    client_id: string | null;
    origin: string;
    said: string;
    reply: unknown;
    created_at: Date;
  };
};

/** What is sent again was sent a moment ago: it is looked for in so many sessions, the latest. */
const SENT_TO = 5;

export class ChatStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(personId: string, id: string): Promise<ChatSession | undefined> {
    const row = await this.#db
      .selectFrom('chat_sessions')
      .selectAll()
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return row && sessionOf(row);
  }

  /** The latest session that is not over, of one scene or of any. */
  async latest(personId: string, sceneId: string | undefined): Promise<ChatSession | undefined> {
    let query = this.#db
      .selectFrom('chat_sessions')
      .selectAll()
      .where('person_id', '=', personId)
      .where('finished', '=', false)
      .orderBy('updated_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1);
    if (sceneId !== undefined) query = query.where('scene_id', '=', sceneId);
    const row = await query.executeTakeFirst();
    return row && sessionOf(row);
  }

  /** The session, of one scene or of any, that a turn of the client's own id was sent to: the first of several. */
  async sentTo(personId: string, sceneId: string | undefined, clientId: string): Promise<ChatSession | undefined> {
    let latest = this.#db
      .selectFrom('chat_sessions')
      .selectAll()
      .where('person_id', '=', personId)
      .orderBy('updated_at', 'desc')
      .limit(SENT_TO);
    if (sceneId !== undefined) latest = latest.where('scene_id', '=', sceneId);
    const row = await this.#db
      .selectFrom(latest.as('session'))
      .innerJoin('chat_turns', 'chat_turns.session_id', 'session.id')
      .selectAll('session')
      .where('chat_turns.client_id', '=', clientId)
      .orderBy('chat_turns.id')
      .limit(1)
      .executeTakeFirst();
    return row && sessionOf(row);
  }

  async add(session: ChatSession): Promise<void> {
    await this.#db.insertInto('chat_sessions').values(rowOf(session)).execute();
  }

  /** False when there was none. */
  async delete(personId: string, id: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('chat_sessions')
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    return Number(result.numDeletedRows) > 0;
  }

  /** The turn that a client already sent under this id. */
  async turnOf(sessionId: string, clientId: string): Promise<ChatReply | undefined> {
    const row = await this.#db
      .selectFrom('chat_turns')
      .select('reply')
      .where('session_id', '=', sessionId)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    return row?.reply as ChatReply | undefined;
  }

  /** The session after a turn, the turn and what `also` writes, all or nothing. False when another turn came in between. */
  save(
    before: number,
    after: ChatSession,
    turn: ChatTurn,
    also: (tx: AnyTransaction) => Promise<void>,
  ): Promise<boolean> {
    return this.#database.transaction(async (plain) => {
      const tx = plain.$extendTables<ChatTables>();
      const { id, person_id, created_at, ...changes } = rowOf(after);
      const updated = await tx
        .updateTable('chat_sessions')
        .set(changes)
        .where('id', '=', id)
        .where('version', '=', before)
        .executeTakeFirst();
      if (Number(updated.numUpdatedRows) === 0) return false;
      await tx
        .insertInto('chat_turns')
        .values({
          id: turn.id,
          session_id: id,
          person_id,
          client_id: turn.clientId,
          origin: turn.origin,
          said: storable(turn.said),
          reply: storableJson(turn.reply),
          created_at: turn.createdAt,
        })
        .execute();
      await also(plain);
      return true;
    });
  }

  /** In order; one more than asked for when there are more. */
  async turns(sessionId: string, limit: number, after: string | undefined): Promise<ChatTurn[]> {
    let query = this.#db
      .selectFrom('chat_turns')
      .selectAll()
      .where('session_id', '=', sessionId)
      .orderBy('id')
      .limit(limit + 1);
    if (after !== undefined) query = query.where('id', '>', after);
    const rows = await query.execute();
    return rows.map(({ id, client_id, origin, said, reply, created_at }) => ({
      id,
      clientId: client_id,
      origin: origin as ChatTurn['origin'],
      said,
      reply: reply as ChatReply,
      createdAt: created_at,
    }));
  }

  get #db(): Kysely<ChatTables> {
    return this.#database.db.$extendTables<ChatTables>();
  }
}

function sessionOf(row: SessionRow): ChatSession {
  return {
    id: row.id,
    personId: row.person_id,
    sceneId: row.scene_id,
    title: row.title,
    language: row.language,
    translateTo: row.translate_to,
    snapshot: row.snapshot,
    opened: row.opened,
    finished: row.finished,
    exchange: row.exchange,
    version: row.version,
    turns: row.turn_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function rowOf(session: ChatSession): SessionRow {
  return {
    id: session.id,
    person_id: session.personId,
    scene_id: session.sceneId,
    title: session.title,
    language: session.language,
    translate_to: session.translateTo,
    snapshot: session.snapshot === undefined || session.snapshot === null ? null : storableJson(session.snapshot),
    opened: session.opened,
    finished: session.finished,
    exchange: session.exchange,
    version: session.version,
    turn_count: session.turns,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}
