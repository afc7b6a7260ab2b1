import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let calm = 0;

beforeAll(async () => {
  world = await openWorld({ env: { LOG_LEVEL: 'warn' } });
  await oneTurn();
  calm = await world.memory();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const address = (): string => `ws://127.0.0.1:${world.port}/v1/realtime?scene=cafe-en`;

/** A whole turn of the scene: proof that the server still does its work. */
async function oneTurn(): Promise<void> {
  const client = await Client.dial(address());
  client.configure({ tutor: {} });
  const done = await client.until('response.done');
  expect(done.response.status).toBe('completed');
  await client.hangUp();
}

async function stillWell(): Promise<void> {
  await oneTurn();
  // Ten megabyte frames come and go; what stays is bounded.
  await vi.waitFor(async () => expect((await world.memory()) - calm).toBeLessThan(250_000_000), {
    timeout: 20_000,
    interval: 500,
  });
}

function line(): Socket {
  const socket = connect(world.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  return socket;
}

test('[D30] random bytes on the port, and after an upgrade', async () => {
  const lines = Array.from({ length: 50 }, () => {
    const socket = line();
    socket.write(randomBytes(5_000));
    return socket;
  });
  for (let n = 0; n < 20; n += 1) {
    const client = await Client.dial(address());
    const raw = (client.socket as unknown as { _socket: Socket })._socket;
    raw.write(randomBytes(2_000));
    const { code } = await client.closed;
    expect([1002, 1006, 1007, 1009]).toContain(code);
  }
  for (const socket of lines) socket.destroy();
  await stillWell();
});

test('[D31] broken JSON and wrong events are errors, too many of them a close', async () => {
  const client = await Client.dial(address());
  const seeds = [
    '{',
    '[[[[',
    '{"type":"session.update","session":5}',
    '{"type":"__proto__"}',
    '"',
    '\u0000',
    '9'.repeat(10_000),
  ];
  for (let n = 0; n < 200; n += 1) client.socket.send(seeds[n % seeds.length] ?? '');
  expect((await client.closed).reason).toBe('too-many-errors');
  const deep = await Client.dial(address());
  deep.socket.send(`{"type":"session.update","session":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`);
  deep.configure({ tutor: {} });
  await deep.until('response.done');
  await deep.hangUp();
  await stillWell();
});

test('[D32] frames of 10 MB are refused with 1009', async () => {
  for (let n = 0; n < 10; n += 1) {
    const client = await Client.dial(address());
    client.socket.send('x'.repeat(10_000_000), () => undefined);
    expect([1009, 1006]).toContain((await client.closed).code);
  }
  const body = await fetch(`${world.url}/v1/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: 'x'.repeat(10_000_000),
  }).then(
    (answer) => answer.status,
    // The server may hang up before such a body has been sent.
    () => 413,
  );
  expect(body).toBe(413);
  await stillWell();
});

test('[D33] 10,000 frames a second slow their sender down, not the others', async () => {
  const flood = new WebSocket(address());
  flood.on('error', () => undefined);
  await once(flood, 'open');
  const frame = JSON.stringify({ type: 'input_audio_buffer.append', audio: 'AAAA'.repeat(100) });
  const end = performance.now() + 6_000;
  let sent = 0;
  while (performance.now() < end && flood.readyState === WebSocket.OPEN) {
    for (let n = 0; n < 200; n += 1) flood.send(frame, () => undefined);
    sent += 200;
    await wait(20);
    if (flood.bufferedAmount > 50_000_000) await wait(200);
  }
  expect(sent).toBeGreaterThan(5_000);
  await oneTurn();
  flood.terminate();
  await stillWell();
});

test('[D34] readers that do not read, and lines that are half open, cost little', async () => {
  const slow: Client[] = [];
  for (let n = 0; n < 20; n += 1) {
    const client = await Client.dial(address());
    client.configure({ tutor: {} });
    client.socket.pause();
    slow.push(client);
  }
  const half = Array.from({ length: 100 }, (_, n) => {
    const socket = line();
    const upgrade = `GET /v1/realtime HTTP/1.1\r\nHost: 127.0.0.1:${world.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n`;
    socket.write(n % 2 === 0 ? upgrade : upgrade.slice(0, 40));
    return socket;
  });
  await wait(2_000);
  await oneTurn();
  for (const client of slow) client.socket.terminate();
  for (const socket of half) socket.destroy();
  await stillWell();
});

test('[D35] wrong requests on every HTTP door are refusals, never failures', async () => {
  const bodies = [
    '',
    '{',
    'null',
    '[]',
    '{"input":{}}',
    '{"input":"x","speed":"fast"}',
    randomBytes(500).toString('latin1'),
  ];
  const doors = [
    '/v1/audio/speech',
    '/v1/audio/transcriptions',
    '/v1/conversations',
    '/v1/models',
    '/%',
    '/v1/conversations/..%2f..',
    '/docs/../../etc/passwd',
  ];
  for (const door of doors) {
    for (const body of bodies) {
      for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
        const answer = await fetch(world.url + door, { method: 'POST', headers: { 'content-type': type }, body });
        expect([door, body.slice(0, 20), type, answer.status < 500]).toEqual([door, body.slice(0, 20), type, true]);
        await answer.arrayBuffer();
      }
    }
  }
  expect(world.log()).not.toContain('"level":"error"');
  await stillWell();
});
