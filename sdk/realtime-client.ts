// SPDX-License-Identifier: Apache-2.0
import type { AnyServerEvent, ClientEvent, CloseReason, ServerEvent } from '../wire/realtime.ts';
import type { SessionPatch } from '../wire/realtime-session.ts';
import { backoffMs } from './backoff.ts';
import { pcmToBase64 } from './base64.ts';
import { OPEN, type OpenSocket, openWebSocket, type RealtimeSocket } from './realtime-socket.ts';

/** `unreachable`: never connected. `lost`: it could not be resumed. Others are the server's reason, or `closed` by us. */
export type EndReason = CloseReason | 'closed' | 'unreachable' | 'lost';

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  /** The connection dropped; it is being resumed. */
  | { kind: 'resuming' }
  /** For good. `message` is what the server said, when it said something. */
  | { kind: 'ended'; reason: EndReason; message?: string };

type Received<T extends ServerEvent['type']> = Extract<ServerEvent, { type: T }>;

export interface RealtimeOptions {
  /** Address of the voice socket, `ws:` or `wss:`. */
  url: string;
  /** What is asked of the session; sent first on a new conversation. */
  session: SessionPatch;
  /** Access key of a server that asks for one, or token of a person; a function is asked at each connection, since tokens end. */
  key?: string | (() => string | undefined);
  onEvent(event: AnyServerEvent): void;
  onState(state: ConnectionState): void;
  openSocket?: OpenSocket;
}

/** Bytes waiting to be sent above which microphone frames are left out: old sound is of no use to a conversation. */
const MOST_WAITING = 192 * 1024;
/** A try to connect takes no longer. */
const CONNECT_MS = 10_000;

/** After these the conversation is over: coming back would only be refused again. */
const final: ReadonlySet<string> = new Set([
  'not-allowed',
  'too-many-errors',
  'too-large',
  'replaced',
  'session-expired',
  'idle',
  'rate-limited',
] satisfies CloseReason[]);

/**
 * One conversation on the voice socket. A dropped connection is resumed where it broke off, without losing or repeating
 * an event, for as long as the server keeps it; `onState` tells.
 */
export class RealtimeClient implements Disposable {
  readonly #options: RealtimeOptions;
  #socket: RealtimeSocket | undefined;
  #state: ConnectionState = { kind: 'connecting' };
  #token: string | undefined;
  #windowMs = 0;
  #lastEvent: { id: string; log: string; number: number } | undefined;
  #droppedAt = 0;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refusal: string | undefined;

  /** Connects at once. */
  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.#connect();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Sends an event; false when there is no connection now, and then it is not kept. */
  send(event: ClientEvent): boolean {
    if (this.#state.kind !== 'open' || this.#socket?.readyState !== OPEN) return false;
    this.#socket.send(JSON.stringify(event));
    return true;
  }

  /** Microphone sound in the session's input format. */
  appendAudio(samples: Int16Array): boolean {
    if ((this.#socket?.bufferedAmount ?? 0) > MOST_WAITING) return false;
    return this.send({ type: 'input_audio_buffer.append', audio: pcmToBase64(samples) });
  }

  /** Says something in writing and asks for the answer. */
  say(text: string): boolean {
    const item = { type: 'message' as const, role: 'user' as const, content: [{ type: 'input_text' as const, text }] };
    return this.send({ type: 'conversation.item.create', item }) && this.send({ type: 'response.create' });
  }

  command(command: string): boolean {
    return this.send({ type: 'tutor.command', command });
  }

  /** Where the ear is in a reply. */
  played(itemId: string, playedMs: number): boolean {
    return this.send({ type: 'tutor.playback', item_id: itemId, played_ms: Math.max(0, Math.round(playedMs)) });
  }

  /** Playback was stopped here: the rest of the reply was not heard. */
  truncate(itemId: string, playedMs: number): boolean {
    const audio_end_ms = Math.max(0, Math.round(playedMs));
    return this.send({ type: 'conversation.item.truncate', item_id: itemId, content_index: 0, audio_end_ms });
  }

  /** Stops the reply that is running. */
  cancel(): boolean {
    return this.send({ type: 'response.cancel' });
  }

  update(session: SessionPatch): boolean {
    return this.send({ type: 'session.update', session: { type: 'realtime', ...session } });
  }

  /** Ends the conversation's connection for good. */
  [Symbol.dispose](): void {
    this.#end('closed');
  }

  #connect(): void {
    const { url, key: given } = this.#options;
    const key = typeof given === 'function' ? given() : given;
    const protocols = key === undefined ? ['realtime'] : ['realtime', `openai-insecure-api-key.${key}`];
    let socket: RealtimeSocket;
    try {
      socket = (this.#options.openSocket ?? openWebSocket)(url, protocols);
    } catch (error) {
      this.#end('unreachable', error instanceof Error ? error.message : undefined);
      return;
    }
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lose(socket, 0, ''), CONNECT_MS);
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === 'string') this.#receive(data);
    };
    socket.onclose = ({ code, reason }) => this.#lose(socket, code, reason);
  }

  #opened(socket: RealtimeSocket): void {
    if (socket !== this.#socket) return;
    clearTimeout(this.#timer);
    const hello: ClientEvent =
      this.#token === undefined
        ? { type: 'session.update', session: { type: 'realtime', ...this.#options.session } }
        : { type: 'tutor.session.resume', token: this.#token, last_event_id: this.#lastEvent?.id ?? null };
    socket.send(JSON.stringify(hello));
    if (this.#token === undefined) this.#become({ kind: 'open' });
  }

  #receive(text: string): void {
    let event: AnyServerEvent;
    try {
      event = JSON.parse(text) as AnyServerEvent;
    } catch {
      this.#lose(this.#socket, 0, 'the server sent something that is not JSON');
      return;
    }
    if (event.type === 'tutor.session') this.#meet(event as Received<'tutor.session'>);
    else if (this.#state.kind === 'resuming') this.#whileResuming(event);
    else this.#pass(event);
  }

  /** The conversation has begun, or was found again; then its events go on after the last one that came. */
  #meet(event: Received<'tutor.session'>): void {
    this.#token = event.token;
    this.#windowMs = event.resume_window_ms;
    if (this.#state.kind !== 'resuming') {
      this.#pass(event);
      return;
    }
    this.#tries = 0;
    this.#become({ kind: 'open' });
    this.#options.onEvent(event);
  }

  /** A new connection has a session of its own, named in its event ids, until the old conversation is found. */
  #whileResuming(event: AnyServerEvent): void {
    if (placeOf(event).log === this.#lastEvent?.log) this.#pass(event);
    else if (event.type === 'error') this.#end('lost', (event as Received<'error'>).error.message);
  }

  /** Hands an event on, unless it came before: a resumed server may repeat some. */
  #pass(event: AnyServerEvent): void {
    const place = placeOf(event);
    const last = this.#lastEvent;
    if (last !== undefined && place.log === last.log && place.number <= last.number) return;
    this.#lastEvent = { id: event.event_id, ...place };
    if (event.type === 'error') this.#refusal = (event as Received<'error'>).error.message;
    this.#options.onEvent(event);
  }

  #lose(socket: RealtimeSocket | undefined, code: number, reason: string): void {
    if (socket === undefined || socket !== this.#socket) return;
    clearTimeout(this.#timer);
    this.#letGo();
    if (final.has(reason)) this.#end(reason as CloseReason, this.#refusal);
    else if (this.#token === undefined) this.#end(code === 1013 ? 'overloaded' : 'unreachable', this.#refusal);
    else this.#comeBack();
  }

  #comeBack(): void {
    const now = performance.now();
    if (this.#state.kind !== 'resuming') {
      this.#droppedAt = now;
      this.#tries = 0;
      this.#become({ kind: 'resuming' });
    }
    if (now - this.#droppedAt > this.#windowMs) this.#end('lost');
    else this.#timer = setTimeout(() => this.#connect(), backoffMs(this.#tries++));
  }

  #letGo(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  #end(reason: EndReason, message?: string): void {
    clearTimeout(this.#timer);
    this.#letGo();
    if (this.#state.kind === 'ended') return;
    this.#become({ kind: 'ended', reason, ...(message === undefined ? {} : { message }) });
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

/** Event ids are the name of a session's log and a number that rises in it. */
function placeOf(event: AnyServerEvent): { log: string; number: number } {
  const digits = /\d*$/.exec(event.event_id)?.[0] ?? '';
  return { log: event.event_id.slice(0, event.event_id.length - digits.length), number: Number(digits) };
}
