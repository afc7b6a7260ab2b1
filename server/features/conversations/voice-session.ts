import { type ClientEvent, type CloseReason, clientEvents } from '../../../wire/realtime.ts';
import type { Session } from '../../../wire/realtime-session.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Conversation, ConversationSnapshot } from '../../turn/conversation-api.ts';
import type { ConversationEvent } from '../../turn/events.ts';
import { ClientActions } from './client-actions.ts';
import { EventLog, type EventLogLimits, type Outlet } from './event-log.ts';
import { IdleTimeout } from './idle-timeout.ts';
import { ItemList } from './items.ts';
import { ClientError, errorEvent, type Outgoing } from './outgoing.ts';
import {
  engineSettings,
  idleTimeout,
  mergeSession,
  newSession,
  outputRate,
  repliesByItself,
  voiceName,
} from './session-state.ts';
import { Translation } from './translate.ts';

/** What a session needs of the rest of the server. */
export interface SessionWorld {
  clock: Clock;
  newId(prefix: string): string;
  voiceOf(name: string): string | undefined;
  /** The tutor's speed until the client names another. */
  speed?: number;
  /** Opens the conversation on the scene the client named, or the one that fits it. Throws ClientError for an unknown scene. */
  begin(session: VoiceSession, onEvent: (event: ConversationEvent) => void): Begun;
  /** The client cut a reply: history holds this much of it. */
  onCut?(turnId: string, heardText: string): void;
  /** A bug in the session's own code: it is logged, and the session ends. */
  onBug(error: unknown, session: VoiceSession): void;
}

export interface Begun {
  conversation: Conversation;
  scene: { id: string; title: string; language: string; level: string; from: string; description: string };
  hearing: { dictation: boolean; languages: readonly string[] };
  /** Of an earlier conversation that goes on. */
  restored: ConversationSnapshot | undefined;
}

export interface SessionOptions {
  id: string;
  /** Who talks. */
  personId: string;
  token: string;
  model: string;
  /** From the handshake: scene, conversation to reopen, language. */
  wishes: {
    scene?: string | undefined;
    conversation?: string | undefined;
    language?: string | undefined;
    accepted?: readonly string[];
  };
  resumeWindowMs: number;
  sessionMs: number;
  logLimits?: EventLogLimits;
}

/** A client that says nothing after the handshake is answered with the scene's opening after this. */
const SETTLE_MS = 400;
/** A stock client sends its configuration in two updates; the conversation begins when they are in. */
const SETTLE_AFTER_UPDATE_MS = 150;

/** Objects in objects of one client event. */
const MAX_DEPTH = 40;

/** One realtime session: what a client configured, its conversation, and the events between them. It outlives its connection. */
export class VoiceSession {
  readonly id: string;
  readonly personId: string;
  readonly token: string;
  readonly wishes: SessionOptions['wishes'];
  readonly log: EventLog;
  readonly #world: SessionWorld;
  readonly #options: SessionOptions;
  readonly #items = new ItemList();
  readonly #translation: Translation;
  readonly #actions: ClientActions;
  readonly #idle: IdleTimeout;
  #session: Session;
  #begun: Begun | undefined;
  #opened = false;
  /** Items of an earlier conversation: they do not keep the scene from opening anew where it was. */
  #restoredItems = 0;
  /** The client sent a tutor part: it expects the scene to begin by itself. */
  #knowsTutor = false;
  #settle: Disposable | undefined;
  #ended: Promise<void> | undefined;
  /** Called when the session ends by itself; the socket closes with this reason. */
  onEnd: ((why: CloseReason) => void) | undefined;

  constructor(options: SessionOptions, world: SessionWorld) {
    this.id = options.id;
    this.personId = options.personId;
    this.token = options.token;
    this.wishes = options.wishes;
    this.#options = options;
    this.#world = world;
    this.log = new EventLog(options.id, options.logLimits);
    const expiresAt = Math.round((world.clock.wall() + options.sessionMs) / 1_000);
    this.#session = newSession(options.id, options.model, expiresAt, world.speed);
    const emit = (event: Outgoing, audioOf?: string): void => this.log.append(event, audioOf);
    const newId = (prefix: string): string => world.newId(prefix);
    this.#translation = new Translation(this.#items, emit, newId, {
      quietOverlap: () => {
        const settings = engineSettings(this.#session, world.voiceOf);
        return settings.interruptible && !settings.clientDucks;
      },
      shape: () => ({
        conversationId: this.#begun?.conversation.id ?? '',
        rate: outputRate(this.#session),
        voice: voiceName(this.#session),
      }),
      endResponse: (responseId, dropUnsent) => this.log.endResponse(responseId, dropUnsent),
    });
    this.#actions = new ClientActions({
      session: () => this.#session,
      updateSession: (event) => this.#update(event),
      conversation: () => this.#begin().conversation,
      openIfUntouched: () => this.#openIfUntouched(),
      items: this.#items,
      translation: this.#translation,
      onCut: (turnId, heardText) => world.onCut?.(turnId, heardText),
      emit,
      newId,
    });
    this.#idle = new IdleTimeout(
      world.clock,
      () => idleTimeout(this.#session),
      () => this.#safely(() => this.#actions.onSilence(idleTimeout(this.#session) ?? 0)),
    );
    emit({ type: 'session.created', session: this.#session });
    this.#settleIn(SETTLE_MS);
  }

  get session(): Session {
    return this.#session;
  }

  get conversation(): Conversation | undefined {
    return this.#begun?.conversation;
  }

  attach(outlet: Outlet, lastSeenId?: string | null): number {
    return this.log.attach(outlet, lastSeenId);
  }

  /** Takes one text frame. What is wrong with it becomes an `error` event; answers false then. */
  receive(text: string): boolean {
    let eventId: string | null = null;
    try {
      const raw = parseJson(text);
      eventId = typeof raw.event_id === 'string' ? raw.event_id.slice(0, 512) : null;
      const event = parseEvent(raw);
      if (event.type !== 'session.update') this.#begin();
      this.#actions.do(event);
      return true;
    } catch (error) {
      if (error instanceof ClientError) {
        this.log.append(errorEvent('invalid_request_error', error.code, error.message, error.param, eventId));
        return false;
      }
      this.#bug(error);
      return true;
    }
  }

  /** A resume that could not be: the connection goes on as a session of its own. */
  refuse(code: string, message: string, eventId: string | null): void {
    this.log.append(errorEvent('invalid_request_error', code, message, null, eventId));
  }

  /** Tells the client what it is in; `missed` are the events lost in a resume. */
  tellSession(resumed: boolean, missed: number): void {
    const begun = this.#begin();
    this.log.append({
      type: 'tutor.session',
      conversation_id: begun.conversation.id,
      token: this.token,
      resume_window_ms: this.#options.resumeWindowMs,
      resumed,
      missed,
      scene: { ...begun.scene },
      hearing: { dictation: begun.hearing.dictation, languages: [...begun.hearing.languages] },
    });
  }

  /** Ends the conversation; returns when nothing of it is pending. */
  end(): Promise<void> {
    this.#ended ??= (async () => {
      this.#settle?.[Symbol.dispose]();
      this.#idle[Symbol.dispose]();
      await this.#begun?.conversation[Symbol.asyncDispose]();
    })();
    return this.#ended;
  }

  #update(event: Extract<ClientEvent, { type: 'session.update' }>): void {
    const { scene } = event.session.tutor ?? {};
    if (this.#begun && scene !== undefined && scene !== this.#begun.scene.id) {
      throw new ClientError(
        'scene_fixed',
        'The scene cannot change once the conversation has begun.',
        'session.tutor.scene',
      );
    }
    const merged = mergeSession(this.#session, event.session);
    this.#configure(merged);
    this.#session = merged;
    this.#knowsTutor ||= event.session.tutor !== undefined;
    this.log.append({ type: 'session.updated', session: this.#session });
    if (event.session.tutor) this.#settled();
    else if (!this.#opened) this.#settleIn(SETTLE_AFTER_UPDATE_MS);
  }

  #configure(session: Session): void {
    try {
      this.#begun?.conversation.configure(engineSettings(session, this.#world.voiceOf));
    } catch (error) {
      if (error instanceof RangeError) throw new ClientError('invalid_value', error.message, 'session');
      throw error;
    }
  }

  #settleIn(ms: number): void {
    this.#settle?.[Symbol.dispose]();
    this.#settle = this.#world.clock.after(ms, () => this.#settled());
  }

  /** The client has said how it wants it. A client that asks for every reply itself is not spoken to unasked. */
  #settled(): void {
    this.#safely(() => {
      this.#begin();
      if (repliesByItself(this.#session) || this.#knowsTutor) this.#openIfUntouched();
    });
  }

  #openIfUntouched(): boolean {
    const begun = this.#begin();
    if (this.#opened || this.#items.size > this.#restoredItems) return false;
    this.#opened = true;
    this.#settle?.[Symbol.dispose]();
    begun.conversation.open();
    return true;
  }

  #begin(): Begun {
    if (this.#begun) return this.#begun;
    if (this.#ended) throw new ClientError('session_ended', 'The session has ended.');
    const begun = this.#world.begin(this, (event) => this.#take(event));
    this.#begun = begun;
    this.#session = { ...this.#session, tutor: { ...this.#session.tutor, scene: begun.scene.id } };
    for (const line of begun.restored?.history ?? []) this.#restore(line.who, line.text);
    this.#restoredItems = this.#items.size;
    begun.conversation.configure(engineSettings(this.#session, this.#world.voiceOf));
    this.tellSession(false, 0);
    return begun;
  }

  /** What was said before is there as items; it is not told again as events. */
  #restore(who: 'learner' | 'tutor', text: string): void {
    this.#items.add({
      id: this.#world.newId('item'),
      object: 'realtime.item',
      type: 'message',
      status: 'completed',
      role: who === 'learner' ? 'user' : 'assistant',
      content: [who === 'learner' ? { type: 'input_text', text } : { type: 'output_text', text }],
    });
  }

  #take(event: ConversationEvent): void {
    if (event.kind === 'broken') {
      this.#bug(new Error(event.message));
      return;
    }
    try {
      this.#translation.take(event);
    } catch (error) {
      this.#bug(error);
    }
    // The engine is in the middle of its step here; what answers it comes after.
    if (event.kind === 'turn-end') {
      this.#world.clock.after(0, () => this.#safely(() => this.#actions.replyEnded()));
    }
    this.#idle.note(event);
  }

  /** What a timer does has no client event to blame, and nothing above it that would catch a bug. */
  #safely(task: () => void): void {
    if (this.#ended) return;
    try {
      task();
    } catch (error) {
      if (error instanceof ClientError) {
        this.log.append(errorEvent('invalid_request_error', error.code, error.message, error.param, null));
      } else this.#bug(error);
    }
  }

  #bug(error: unknown): void {
    this.log.append(errorEvent('server_error', 'internal', 'The server made a mistake; the session ends.', null, null));
    this.#world.onBug(error, this);
    this.onEnd?.('internal');
  }
}

function parseJson(text: string): Record<string, unknown> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new ClientError('invalid_json', 'The message is not JSON.');
  }
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Record<string, unknown>;
  throw new ClientError('invalid_json', 'A message is a JSON object.');
}

/** What is kept and echoed of a client's own objects must be writable as JSON, which recurses. */
function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((inner) => isShallow(inner, left - 1));
}

function parseEvent(raw: Record<string, unknown>): ClientEvent {
  const { type } = raw;
  if (typeof type !== 'string' || !Object.hasOwn(clientEvents, type)) {
    throw new ClientError(
      'invalid_value',
      `There is no client event ${JSON.stringify(String(type).slice(0, 60))}.`,
      'type',
    );
  }
  if (!isShallow(raw, MAX_DEPTH)) throw new ClientError('invalid_value', 'The event is nested too deeply.', 'type');
  const parsed = clientEvents[type as keyof typeof clientEvents].safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ClientError('invalid_value', issue?.message ?? 'The event is not valid.', issue?.path.join('.') || 'type');
}
