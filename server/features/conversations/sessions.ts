import { randomBytes } from 'node:crypto';
import type { CloseReason } from '../../../wire/realtime.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Connection } from './connection.ts';
import type { SessionOptions, SessionWorld } from './voice-session.ts';
import { VoiceSession } from './voice-session.ts';

export interface SessionLimits {
  /** Sessions at once, with those that wait for their client to come back. */
  maxSessions: number;
  /** How long a session waits for a client whose line broke. */
  resumeWindowMs: number;
  /** The longest a session may last. */
  sessionMs: number;
}

export const defaultSessionLimits: SessionLimits = {
  maxSessions: 500,
  resumeWindowMs: 60_000,
  sessionMs: 2 * 3_600_000,
};

interface Live {
  session: VoiceSession;
  connection: Connection | undefined;
  /** Ends the session when its client does not come back. */
  waiting: Disposable | undefined;
  expiry: Disposable;
}

/** All sessions of this process, by the token their client resumes them with. */
export class Sessions implements AsyncDisposable {
  readonly #limits: SessionLimits;
  readonly #clock: Clock;
  readonly #newId: (prefix: string) => string;
  readonly #live = new Map<string, Live>();
  readonly #ending = new Set<Promise<void>>();
  readonly #onEnded: (session: VoiceSession) => Promise<void>;

  constructor(
    limits: SessionLimits,
    clock: Clock,
    newId: (prefix: string) => string,
    onEnded: (session: VoiceSession) => Promise<void>,
  ) {
    this.#limits = limits;
    this.#clock = clock;
    this.#newId = newId;
    this.#onEnded = onEnded;
  }

  get size(): number {
    return this.#live.size;
  }

  /** A new session for `connection`; undefined when there are too many. */
  open(
    options: Pick<SessionOptions, 'personId' | 'model' | 'wishes'>,
    world: SessionWorld,
    connection: Connection,
  ): VoiceSession | undefined {
    if (this.#live.size >= this.#limits.maxSessions && !this.#endOldestWaiting()) return undefined;
    const token = randomBytes(32).toString('base64url');
    const { resumeWindowMs, sessionMs } = this.#limits;
    const session = new VoiceSession({ ...options, id: this.#newId('sess'), token, resumeWindowMs, sessionMs }, world);
    const expiry = this.#clock.after(sessionMs, () => this.#expire(token));
    this.#live.set(token, { session, connection, waiting: undefined, expiry });
    session.onEnd = (why) => this.#end(token, why);
    return session;
  }

  /**
   * The session that `token` stands for, now on `connection`; the connection it was on is replaced. Undefined, and nothing
   * changes, when there is none or `lastEventId` is no event of it.
   */
  resume(
    personId: string,
    token: string,
    connection: Connection,
    lastEventId?: string | null,
  ): VoiceSession | undefined {
    const live = this.#live.get(token);
    if (!live || live.session.personId !== personId) return undefined;
    if (lastEventId != null && !live.session.log.owns(lastEventId)) return undefined;
    live.waiting?.[Symbol.dispose]();
    live.waiting = undefined;
    const before = live.connection;
    live.connection = connection;
    if (before && before !== connection) {
      live.session.log.detach(before);
      before.close('replaced');
    }
    return live.session;
  }

  /** The line to the client is gone. `forGood`: it said goodbye, so nobody waits for it. */
  leave(session: VoiceSession, connection: Connection, forGood: boolean): void {
    const live = this.#live.get(session.token);
    if (!live || live.connection !== connection) return;
    live.connection = undefined;
    session.log.detach(connection);
    if (forGood || !session.conversation) this.#end(session.token, undefined);
    else live.waiting = this.#clock.after(this.#limits.resumeWindowMs, () => this.#end(session.token, undefined));
  }

  /** Ends the session of a conversation that is opened anew, and waits until it is saved. */
  async endConversation(conversationId: string): Promise<void> {
    this.claim(conversationId, undefined);
    await Promise.all(this.#ending);
  }

  /** Ends the sessions of a person, and waits until they are saved: nothing writes for them any more. */
  async endPerson(personId: string): Promise<void> {
    for (const [token, live] of [...this.#live])
      if (live.session.personId === personId) this.#end(token, 'not-allowed');
    await Promise.all(this.#ending);
  }

  /** Two that open one conversation at the same time would write over each other: `session` alone has it from here on. */
  claim(conversationId: string, session: VoiceSession | undefined): void {
    for (const [token, live] of this.#live) {
      if (live.session !== session && live.session.conversation?.id === conversationId) this.#end(token, 'replaced');
    }
  }

  /** Ends all, and waits until everything is saved. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const token of [...this.#live.keys()]) this.#end(token, 'server-stopping');
    await Promise.all(this.#ending);
  }

  #expire(token: string): void {
    this.#live.get(token)?.session.refuse('session_expired', 'The session has lasted as long as one may.', null);
    this.#end(token, 'session-expired');
  }

  #end(token: string, why: CloseReason | undefined): void {
    const live = this.#live.get(token);
    if (!live) return;
    this.#live.delete(token);
    live.waiting?.[Symbol.dispose]();
    live.expiry[Symbol.dispose]();
    if (why) live.connection?.close(why);
    const ending = this.#onEnded(live.session).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  #endOldestWaiting(): boolean {
    for (const [token, live] of this.#live) {
      if (live.connection) continue;
      this.#end(token, undefined);
      return true;
    }
    return false;
  }
}
