import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../../server/ports/mail/port.ts';
import { readEml } from '../../server/ports/mail/testing/read-eml.ts';
import { openWorld, type World } from '../world.ts';

const KEY = 'key-of-this-story-0002';
const PASSWORD = 'violet-anchor-marmot-71';
const NEW_PASSWORD = 'kettle9 ribbon4 tundra';

/** The whole server as its operator starts it, with a real mail server beside it. */
describe('people come to a public server, and go', () => {
  const letters: Letter[] = [];
  const post = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push(readEml(Buffer.concat(chunks).toString()));
        done();
      });
    },
  });
  let folder = '';
  let env: Record<string, string> = {};
  let world: World;

  beforeAll(async () => {
    await new Promise<void>((listening) => post.listen(0, '127.0.0.1', listening));
    const { port } = post.server.address() as AddressInfo;
    folder = await mkdtemp(join(tmpdir(), 'parlando-people-'));
    env = {
      ACCESS_KEY: KEY,
      REGISTRATION: 'open',
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Parlando <tutor@school.example>',
    };
    world = await openWorld({ folder, env });
  });
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    await new Promise<void>((closed) => post.close(() => closed()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const ask = async (path: string, body?: object, as?: string, method = body ? 'POST' : 'GET') => {
    const answer = await fetch(world.url + path, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const json = answer.headers.get('content-type')?.includes('json');
    // biome-ignore lint/suspicious/noExplicitAny: a story looks into answers of any shape.
    const told: any = json ? await answer.json() : await answer.arrayBuffer();
    return { status: answer.status, body: told };
  };
  const linkTo = async (address: string, subject: string): Promise<string> => {
    const found = () => letters.findLast((letter) => letter.to === address && letter.subject.includes(subject));
    await expect.poll(found, { timeout: 10_000 }).toBeDefined();
    return /#token=([\w-]+)/.exec(found()?.text ?? '')?.[1] ?? '';
  };
  const login = (email: string, password = PASSWORD) => ask('/auth/login', { email, password });

  it('the operator becomes the admin by the link that is printed, and by no other', async () => {
    await expect.poll(() => world.out()).toMatch(/welcome#token=/);
    const token = /#token=([\w-]+)/.exec(world.out())?.[1];
    expect(world.log()).not.toContain(token);
    expect((await ask('/v1/me')).status).toBe(401);
    const boss = { email: 'boss@school.example', password: PASSWORD, name: 'Boss', token };
    expect((await ask('/auth/register', { ...boss, token: 'x' })).status).toBe(400);
    const { status, body } = await ask('/auth/register', boss);
    expect([status, body.user.role]).toEqual([201, 'admin']);
    expect((await ask('/v1/people', undefined, body.tokens.access_token)).body.data).toHaveLength(1);
  });

  it('a learner registers, proves the address by letter, forgets the password, and signs in again', async () => {
    const email = 'ola@home.example';
    expect((await ask('/auth/register', { email, password: PASSWORD, name: 'canary-ola' })).status).toBe(202);
    expect((await ask('/auth/verify', { token: await linkTo(email, 'Confirm') })).body).toEqual({ verified: true });
    expect((await login(email)).status).toBe(200);
    await ask('/auth/forgot-password', { email });
    const token = await linkTo(email, 'new password');
    expect((await ask('/auth/reset-password', { token, password: NEW_PASSWORD })).status).toBe(200);
    expect([(await login(email)).status, (await login(email, NEW_PASSWORD)).status]).toEqual([401, 200]);
  });

  it('who is signed in stays so when the server is killed, and the link is not printed again', async () => {
    const { body } = await login('ola@home.example', NEW_PASSWORD);
    await world.kill();
    world = await openWorld({ folder, env });
    expect((await ask('/v1/me', undefined, body.tokens.access_token)).body).toMatchObject({ name: 'canary-ola' });
    const next = await ask('/auth/refresh', { refresh_token: body.tokens.refresh_token });
    expect(next.status).toBe(200);
    expect(world.out()).not.toContain('#token=');
  });

  it('who goes takes everything along, and nothing is left in the folder', async () => {
    const { body } = await login('ola@home.example', NEW_PASSWORD);
    const as = body.tokens.access_token;
    const spoken = await ask('/v1/audio/speech', { model: 'tts', voice: 'alloy', input: 'My name is canary-ola.' }, as);
    expect(spoken.status).toBe(200);
    const taken = await ask('/v1/me/export', undefined, as);
    expect(
      Buffer.from(taken.body as ArrayBuffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await ask('/v1/me', { password: NEW_PASSWORD }, as, 'DELETE')).status).toBe(200);
    expect((await login('ola@home.example', NEW_PASSWORD)).status).toBe(401);
    await expect
      .poll(() => filesWith(folder, ['canary-ola', 'ola@home.example']), { timeout: 60_000, interval: 1_000 })
      .toEqual([]);
    // What was spoken is sound, which no search for words would find.
    const kept = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true });
    expect(kept.filter((one) => one.isFile())).toEqual([]);
    expect((await login('boss@school.example')).status).toBe(200);
    expect(world.log()).not.toMatch(/canary-ola|ola@home|violet-anchor|kettle9/);
  });
});

async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      if (words.some((word) => bytes.includes(word))) found.push(entry.name);
    } catch (error) {
      // The database may remove a file meanwhile.
      if (Object(error).code !== 'ENOENT') throw error;
    }
  }
  return found;
}
