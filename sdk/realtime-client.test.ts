import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnyServerEvent } from '../wire/realtime.ts';
import { type ConnectionState, RealtimeClient, type RealtimeOptions } from './realtime-client.ts';
import type { RealtimeSocket } from './realtime-socket.ts';

/** One connection of a scripted server. */
class ScriptedSocket implements RealtimeSocket {
  readyState = 0;
  bufferedAmount = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly sent: { type: string; [field: string]: unknown }[] = [];
  closedWith: number | undefined;
  readonly protocols: string[];

  constructor(protocols: string[]) {
    this.protocols = protocols;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }

  say(event: object): void {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(event) }));
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.onclose?.(Object.assign(new Event('close'), { code, reason, wasClean: false }));
  }
}

const hello = { type: 'tutor.session', token: 'secret', resume_window_ms: 60_000, resumed: false, missed: 0 };

function talk(options: Pick<RealtimeOptions, 'key'> = {}) {
  const sockets: ScriptedSocket[] = [];
  const events: AnyServerEvent[] = [];
  const states: ConnectionState[] = [];
  const client = new RealtimeClient({
    url: 'ws://here/v1/realtime',
    session: { tutor: { scene: 'cafe-en' } },
    ...options,
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    openSocket: (_url, protocols) => {
      const socket = new ScriptedSocket(protocols);
      sockets.push(socket);
      return socket;
    },
  });
  return { client, sockets, events, states, last: () => sockets.at(-1) as ScriptedSocket };
}

describe('RealtimeClient', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for its session on connecting and hands on what comes', () => {
    const { sockets, events, states, last } = talk({ key: 'k' });
    expect(sockets[0]?.protocols).toEqual(['realtime', 'openai-insecure-api-key.k']);
    last().accept();
    expect(last().sent).toEqual([
      { type: 'session.update', session: { type: 'realtime', tutor: { scene: 'cafe-en' } } },
    ]);
    last().say({ type: 'session.created', event_id: 'event_1' });
    expect(events.map((event) => event.type)).toEqual(['session.created']);
    expect(states).toEqual([{ kind: 'open' }]);
  });

  it('asks for the key at each connection, since the one before may have ended', async () => {
    const keys = ['first', 'second'];
    const { sockets, last } = talk({ key: () => keys.shift() });
    last().accept();
    last().say({ type: 'tutor.session', event_id: 'event_1', token: 't', resume_window_ms: 60_000 });
    last().drop();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sockets.map(({ protocols }) => protocols[1])).toEqual([
      'openai-insecure-api-key.first',
      'openai-insecure-api-key.second',
    ]);
  });

  it('sends typed words as an item and asks for the answer', () => {
    const { client, last } = talk();
    expect(client.say('too early')).toBe(false);
    last().accept();
    expect(client.say('a coffee please')).toBe(true);
    expect(
      last()
        .sent.slice(1)
        .map((event) => event.type),
    ).toEqual(['conversation.item.create', 'response.create']);
  });

  it('leaves microphone frames out while the line is slow', () => {
    const { client, last } = talk();
    last().accept();
    expect(client.appendAudio(new Int16Array(320))).toBe(true);
    last().bufferedAmount = 10_000_000;
    expect(client.appendAudio(new Int16Array(320))).toBe(false);
    expect(last().sent).toHaveLength(2);
  });

  it.each(['before', 'after'])(
    'resumes a dropped conversation from its last event, and repeats none, the greeting %s the rest',
    (order) => {
      const { events, states, sockets, last } = talk();
      last().accept();
      last().say({ ...hello, event_id: 'event_1' });
      last().say({ type: 'tutor.partial', event_id: 'event_2' });
      last().drop();
      expect(states.at(-1)).toEqual({ kind: 'resuming' });
      vi.advanceTimersByTime(300);
      expect(sockets).toHaveLength(2);
      last().accept();
      expect(last().sent).toEqual([{ type: 'tutor.session.resume', token: 'secret', last_event_id: 'event_2' }]);
      expect(states.at(-1)).toEqual({ kind: 'resuming' });
      last().say({ type: 'session.created', event_id: 'event_new_1' });
      if (order === 'before') last().say({ ...hello, event_id: 'event_4', resumed: true });
      last().say({ type: 'tutor.partial', event_id: 'event_2' });
      last().say({ type: 'tutor.heard', event_id: 'event_3' });
      if (order === 'after') last().say({ ...hello, event_id: 'event_4', resumed: true });
      last().say({ type: 'tutor.caption', event_id: 'event_5' });
      expect(states.at(-1)).toEqual({ kind: 'open' });
      const types = events.map((event) => event.type);
      expect(types.filter((type) => type !== 'tutor.session')).toEqual([
        'tutor.partial',
        'tutor.heard',
        'tutor.caption',
      ]);
      expect(types.filter((type) => type === 'tutor.session')).toHaveLength(2);
    },
  );

  it('tries again, ever slower, until the server has forgotten the conversation', () => {
    const { states, sockets, last } = talk();
    last().accept();
    last().say({ ...hello, event_id: 'event_1', resume_window_ms: 20_000 });
    last().drop();
    for (let i = 0; i < 60 && states.at(-1)?.kind !== 'ended'; i++) {
      vi.advanceTimersByTime(1_000);
      if (last().readyState === 0) last().drop();
    }
    expect(states.at(-1)).toEqual({ kind: 'ended', reason: 'lost' });
    expect(sockets.length).toBeGreaterThan(5);
    expect(sockets.length).toBeLessThan(20);
  });

  it('ends when the server knows the conversation no more, with its words', () => {
    const { states, last } = talk();
    last().accept();
    last().say({ ...hello, event_id: 'event_1' });
    last().drop();
    vi.advanceTimersByTime(300);
    last().accept();
    last().say({
      type: 'error',
      event_id: 'event_new_2',
      error: { code: 'not-found', message: 'no such conversation' },
    });
    expect(states.at(-1)).toEqual({ kind: 'ended', reason: 'lost', message: 'no such conversation' });
    expect(last().closedWith).toBe(1000);
  });

  it.each(['replaced', 'session-expired', 'idle'])('does not come back after %s', (reason) => {
    const { states, sockets, last } = talk();
    last().accept();
    last().say({ ...hello, event_id: 'event_1' });
    last().drop(4000, reason);
    vi.advanceTimersByTime(60_000);
    expect(states.at(-1)).toEqual({ kind: 'ended', reason });
    expect(sockets).toHaveLength(1);
  });

  it('says that a server is unreachable, also when it never answers', () => {
    const refused = talk();
    refused.last().drop();
    expect(refused.states).toEqual([{ kind: 'ended', reason: 'unreachable' }]);
    const silent = talk();
    vi.advanceTimersByTime(10_000);
    expect(silent.states).toEqual([{ kind: 'ended', reason: 'unreachable' }]);
    expect(silent.last().closedWith).toBe(1000);
  });

  it('closes for good, once, and says nothing after', () => {
    const { client, states, events, last } = talk();
    last().accept();
    client[Symbol.dispose]();
    client[Symbol.dispose]();
    last().say({ type: 'session.created', event_id: 'event_1' });
    last().drop();
    vi.advanceTimersByTime(60_000);
    expect(states).toEqual([{ kind: 'open' }, { kind: 'ended', reason: 'closed' }]);
    expect(events).toEqual([]);
    expect(client.say('hello')).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
