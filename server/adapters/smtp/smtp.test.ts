import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, test } from 'vitest';
import { realClock as clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { Secret } from '../../kit/secret.ts';
import { mailContract } from '../../ports/mail/contract.ts';
import type { Letter } from '../../ports/mail/port.ts';
import { readEml } from '../../ports/mail/testing/read-eml.ts';
import { createSmtp, type SmtpOptions } from './smtp.ts';

const { signal } = new AbortController();
const letter: Letter = { to: 'ola@example.org', subject: 'Hello', text: 'Text' };
const quick: Partial<SmtpOptions> = { silenceMs: 1_000, tryMs: 2_000, backoff: { baseMs: 20, maxMs: 50 } };

interface Running extends AsyncDisposable {
  port: number;
  got: Letter[];
}

async function serve(options: SMTPServerOptions = {}, port = 0): Promise<Running> {
  const got: Letter[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const read = readEml(Buffer.concat(chunks).toString('utf8'));
        for (const { address } of session.envelope.rcptTo) got.push({ ...read, to: address });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    port: (server.server.address() as AddressInfo).port,
    got,
    [Symbol.asyncDispose]: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

const open = (port: number, more: Partial<SmtpOptions> = {}, user = '') =>
  createSmtp({
    url: new Secret(`smtp://${user}127.0.0.1:${port}`),
    from: 'Parlando <tutor@example.org>',
    clock,
    ...quick,
    ...more,
  });

mailContract('smtp', async () => {
  let server = await serve();
  const { port } = server;
  const got: Letter[] = [];
  return {
    mail: open(port),
    arrived: async () => [...got, ...server.got],
    kept: async () => 0,
    async goAway() {
      got.push(...server.got);
      await server[Symbol.asyncDispose]();
    },
    async comeBack() {
      server = await serve({}, port);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

test('[A41] the name and the password are given to the server; a wrong one is told, not tried again', async () => {
  let tries = 0;
  await using server = await serve({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      tries += 1;
      if (username === 'a b' && password === 'p@ss') done(null, { user: username });
      else done(new Error('no'));
    },
  });
  await open(server.port, {}, 'a%20b:p%40ss@').send(letter, signal);
  expect([server.got.length, tries]).toEqual([1, 1]);
  const wrong = open(server.port, {}, 'a:canary-secret@');
  const failure: unknown = await wrong.send(letter, signal).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'Outage', retryable: false });
  expect(String(Object(failure).message)).toContain('SMTP_URL');
  expect(JSON.stringify([String(failure), await wrong.health()])).not.toContain('canary');
  expect(tries).toBe(2);
});

test('[A41] what the server refuses for now is tried again, what it refuses for good is not', async () => {
  let tries = 0;
  let status = 451;
  await using server = await serve({
    onRcptTo(_, __, done) {
      tries += 1;
      if (tries < 3) done(Object.assign(new Error('ola@example.org is busy'), { responseCode: status }));
      else done();
    },
  });
  await open(server.port).send(letter, signal);
  expect([tries, server.got.length]).toEqual([3, 1]);
  tries = 0;
  status = 550;
  const failure: unknown = await open(server.port)
    .send(letter, signal)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'Outage', retryable: false, message: expect.not.stringContaining('ola') });
  expect(tries).toBe(1);
});

/** Takes connections and says nothing. */
async function silentServer() {
  const sockets = new Set<Socket>();
  let dials = 0;
  const server = createServer((socket) => {
    dials += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    dials: () => dials,
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

test('[A41] a server that says nothing is an outage in time, and every try is ended', async () => {
  await using server = await silentServer();
  const began = clock.now();
  const mail = open(server.port, { silenceMs: 60_000, tryMs: 200, attempts: 2 });
  await expect(mail.send(letter, signal)).rejects.toBeInstanceOf(Outage);
  expect(clock.now() - began).toBeLessThan(5_000);
  expect(server.dials()).toBe(2);
  await expect.poll(() => server.open()).toBe(0);
});

test('[A41] an abort ends a sending under way, and its connection', async () => {
  await using server = await silentServer();
  const stop = new AbortController();
  const sending = open(server.port, { silenceMs: 60_000, tryMs: 60_000 }).send(letter, stop.signal);
  await expect.poll(() => server.open()).toBe(1);
  stop.abort(new Error('enough'));
  await expect(sending).rejects.toThrow('enough');
  await expect.poll(() => server.open()).toBe(0);
});

test('[A41] a password is not sent to another machine without TLS', async () => {
  let tries = 0;
  await using server = await serve({
    allowInsecureAuth: true,
    onAuth(_, __, done) {
      tries += 1;
      done(null, { user: 'a' });
    },
  });
  // Reaches this machine, and is not one of its loopback names.
  const far = createSmtp({
    url: new Secret(`smtp://a:b@[::ffff:127.0.0.1]:${server.port}`),
    from: 'tutor@example.org',
    clock,
    ...quick,
    attempts: 1,
  });
  await expect(far.send(letter, signal)).rejects.toBeInstanceOf(Outage);
  expect([tries, server.got.length]).toEqual([0, 0]);
});
