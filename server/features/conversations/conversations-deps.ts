import type { SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { AnyTransaction, Database } from '../../ports/database/port.ts';
import type { Conversation, ConversationSnapshot } from '../../turn/conversation-api.ts';
import type { ConversationEvent, TurnRecord, TurnRef } from '../../turn/events.ts';
import type { Scene } from '../../turn/scene.ts';
import type { ConnectionLimits } from './connection.ts';
import type { EventLogLimits } from './event-log.ts';
import type { SessionLimits } from './sessions.ts';
import type { StoredConversation, StoredTurn } from './store.ts';

export interface ConversationsDeps {
  clock: Clock;
  log: Log;
  newId(prefix: string): string;
  database: Database;
  scenes: SceneSource;
  /** The scene of a language, or of another when there is none. */
  defaultSceneFor(language: string): string;
  /** A voice of this server by the name a client gave; undefined for the scene's own. */
  voiceOf(name: string): string | undefined;
  hearing: { dictation: boolean; languages: readonly string[] };
  /** The engine. */
  openConversation(request: {
    id: string;
    scene: Scene;
    restored: ConversationSnapshot | undefined;
    pace: Pace;
    emit(event: ConversationEvent): void;
  }): Conversation;
  /** How a person wants to be talked with; asked when a session begins. */
  paceOf?(personId: string): Promise<Pace>;
  meter: ConversationMeter;
  /** Told in the transaction that writes turns which have ended; it may come again for the same turn. */
  learn?(tx: AnyTransaction, ended: EndedTurns): Promise<void>;
  /** Follows a talk beside its being written; `show` sends an effect of a turn to the client and to history. */
  follow?(about: TalkAbout, show: ShowBeside): TalkFollower;
  /** A conversation has been deleted. */
  forgotten?(personId: string, conversationId: string): Promise<void>;
  limits?: { connection?: Partial<ConnectionLimits>; sessions?: Partial<SessionLimits>; log?: EventLogLimits };
}

export interface TalkAbout {
  personId: string;
  conversationId: string;
  sceneId: string;
  language: string;
}

export type ShowBeside = (turn: TurnRef, name: string, data: Record<string, unknown>) => void;

export interface TalkFollower {
  note(event: ConversationEvent): void;
  /** Resolves when nothing of what was noted is pending. */
  settle(): Promise<void>;
}

export interface Pace {
  /** The tutor's speed until the client names another. */
  speed: number;
  /** How many times the usual silence a turn's end takes; 1 or more. */
  patience: number;
}

export const usualPace: Pace = { speed: 1, patience: 1 };

/** Turns that have ended, with all that was shown in them. */
export interface EndedTurns {
  conversation: Omit<StoredConversation, 'turnCount'>;
  turns: readonly StoredTurn[];
}

export interface ConversationMeter {
  turn(record: TurnRecord): void;
  sessions(count: number): void;
  socketClosed(why: string): void;
}
