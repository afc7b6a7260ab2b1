// The client of `sdk/` against the real server: a connection that breaks in the middle of a reply costs nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socketUrl } from '../../scripts/talk/options.ts';
import { type OwnServer, startOwnServer } from '../../scripts/talk/own-server.ts';
import { type ConnectionState, RealtimeClient } from '../../sdk/realtime-client.ts';
import type { AnyServerEvent } from '../../wire/realtime.ts';

describe('the client of sdk/', () => {
  let server: OwnServer;
  beforeAll(async () => {
    server = await startOwnServer(new AbortController().signal);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });

  it('goes on after a broken connection, with each event once and in order', async () => {
    const events: AnyServerEvent[] = [];
    const states: ConnectionState['kind'][] = [];
    const sockets: WebSocket[] = [];
    using client = new RealtimeClient({
      url: socketUrl(server.url),
      session: { tutor: { scene: 'cafe-en', playback: true } },
      onEvent: (event) => events.push(event),
      onState: (state) => states.push(state.kind),
      openSocket: (url, protocols) => {
        const socket = new WebSocket(url, protocols);
        sockets.push(socket);
        return socket;
      },
    });
    const count = (type: string): number => events.filter((event) => event.type === type).length;
    const until = (type: string, times = 1) =>
      expect.poll(() => count(type), { timeout: 20_000 }).toBeGreaterThanOrEqual(times);

    await until('response.done');
    client.cancel();
    client.say("I'd like a cappuccino, please.");
    await until('response.created', 2);
    // As a network that fails: nobody said goodbye, and what was on its way is lost.
    const broken = sockets[0] as WebSocket;
    const lose = broken.onclose;
    broken.onmessage = null;
    broken.close();
    lose?.call(broken, new CloseEvent('close', { code: 1006 }));
    await expect.poll(() => states.at(-1), { timeout: 20_000 }).toBe('open');
    expect(states).toEqual(['open', 'resuming', 'open']);
    await until('response.done', 2);
    client.say('Oat milk, please.');
    await until('response.done', 3);

    const own = events.filter((event) => event.type !== 'tutor.session').map(({ event_id }) => event_id);
    expect(new Set(own).size).toBe(own.length);
    const numbers = own.map((id) => Number(/\d+$/.exec(id)?.[0]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    // Nothing is missing but the greetings, which have places of their own.
    const greetings = events.filter((event) => event.type === 'tutor.session');
    expect((numbers.at(-1) as number) - own.length).toBeLessThanOrEqual(greetings.length);
    expect(greetings.map((event) => 'resumed' in event && event.resumed)).toEqual([false, true]);
    expect(greetings.at(-1)).toMatchObject({ missed: 0 });
    expect(count('tutor.feedback')).toBe(2);
    expect(count('error')).toBe(0);
  });
});
