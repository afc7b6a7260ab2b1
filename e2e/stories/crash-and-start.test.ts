import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Client } from '../../server/features/conversations/testing/open-door.ts';
import { NotStarted, openWorld, type World } from '../world.ts';

async function failure(options: Parameters<typeof openWorld>[0]): Promise<NotStarted> {
  const outcome = await openWorld(options).then(
    async (world) => {
      await world[Symbol.asyncDispose]();
      return undefined;
    },
    (error: unknown) => error,
  );
  if (outcome instanceof NotStarted) return outcome;
  throw outcome ?? new Error('the server started');
}

/** What it says to a person: lines that are no JSON. */
function plainLines(said: string): string[] {
  return said.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
}

const socket = (world: World, query: string): Promise<Client> =>
  Client.dial(`ws://127.0.0.1:${world.port}/v1/realtime${query}`);

async function say(client: Client, text: string): Promise<void> {
  const from = client.got.length;
  const content = [{ type: 'input_text', text }];
  client.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
  client.send({ type: 'response.create' });
  await client.until('tutor.turn.ended', from);
}

test('[R33] killed with -9 in mid-conversation, it starts again and the conversation is there and goes on', async () => {
  await using first = await openWorld();
  const client = await socket(first, '?scene=cafe-en');
  client.configure({ output_modalities: ['text'], tutor: {} });
  const { conversation_id } = await client.until('tutor.session');
  await client.until('tutor.turn.ended');
  await say(client, 'A cup of tea, please.');
  await vi.waitFor(async () => {
    const listed = (await (await fetch(`${first.url}/v1/conversations/${conversation_id}`)).json()) as {
      turns: number;
    };
    expect(listed.turns).toBe(2);
  });
  client.send({ type: 'response.create' });
  await first.kill();

  await using second = await openWorld({ folder: first.folder });
  const found = (await (await fetch(`${second.url}/v1/conversations/${conversation_id}`)).json()) as {
    history: { said: string; replied: string }[];
  };
  expect(found.history[1]).toMatchObject({ said: 'A cup of tea, please.' });
  const question = found.history[1]?.replied ?? '';
  expect(question.length).toBeGreaterThan(5);
  const again = await socket(second, `?conversation=${conversation_id}`);
  again.configure({ output_modalities: ['text'], tutor: {} });
  expect(await again.until('tutor.session')).toMatchObject({ conversation_id, scene: { id: 'cafe-en' } });
  const opening = await again.until('response.done');
  const part = opening.response.output[0]?.content[0];
  // The scene goes on where it was: it asks what it asked last, not how it began.
  const last = question.split(/(?<=[.!?])\s+/).at(-1) ?? '';
  expect(part && 'text' in part ? part.text : '').toContain(last);
  await again.hangUp();
});

test('[D20] a second server on one data folder refuses with one clear line', async () => {
  await using first = await openWorld();
  const { said, code } = await failure({ folder: first.folder });
  expect(code).toBe(1);
  expect(plainLines(said)).toHaveLength(1);
  expect(plainLines(said)[0]).toMatch(/in use/);
  expect((await fetch(`${first.url}/health`)).status).toBe(200);
});

test('[D21] a port in use, a folder that is no database, a folder that cannot be written: one clear line each', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-start-'));
  const busy = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => busy.once('listening', resolve));
  const address = busy.address();
  const PORT = String(typeof address === 'object' && address ? address.port : 0);

  const port = await failure({ folder: join(folder, 'a'), env: { PORT } });
  expect(plainLines(port.said)).toEqual([
    `Port ${PORT} is in use by another program. Stop that one, or set PORT to another.`,
  ]);
  busy.close();

  await mkdir(join(folder, 'b', 'data'), { recursive: true });
  await writeFile(join(folder, 'b', 'data', 'PG_VERSION'), 'nonsense');
  const damaged = await failure({ folder: join(folder, 'b') });
  expect([damaged.code, plainLines(damaged.said).length]).toEqual([1, 1]);
  expect(plainLines(damaged.said)[0]).toContain(join(folder, 'b'));

  await writeFile(join(folder, 'file'), '');
  const file = await failure({ folder: join(folder, 'file') });
  expect([file.code, plainLines(file.said).length]).toEqual([1, 1]);

  const wrong = await failure({ folder: join(folder, 'c'), env: { PORT: 'eighty' } });
  expect(plainLines(wrong.said)[0]).toMatch(/^PORT /);
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
}, 180_000);

test('[D22] it prints one line with its address, and ends in order when told to', async () => {
  const world = await openWorld();
  const client = await socket(world, '?scene=cafe-en');
  client.configure({ tutor: {} });
  await client.until('tutor.session');
  expect(world.out()).toBe(`Parlando is at ${world.url}\n`);
  expect(await world.stop()).toBe(0);
  expect(await client.closed).toEqual({ code: 1001, reason: 'server-stopping' });
  await rm(world.folder, { recursive: true, force: true });
});

test('[D24] a missing native library is one clear line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parlando-native-'));
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) {
      if (url.endsWith('.node')) throw new Error('libonnxruntime.so.1: cannot open shared object file');
      return next(url, context);
    } });
    const open = process.dlopen;
    process.dlopen = (module, path, ...rest) => {
      if (path.includes('onnxruntime')) throw new Error('libonnxruntime.so.1: cannot open shared object file');
      return open(module, path, ...rest);
    };`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
  const { said, code } = await failure({ folder, env: { NODE_OPTIONS } });
  expect(code).toBe(1);
  expect(plainLines(said)).toEqual([expect.stringContaining('libonnxruntime.so.1')]);
  await rm(folder, { recursive: true, force: true });
});

// Only root can make a file system of its own that is far too small.
test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
  '[D23] a full disk is one clear line',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parlando-full-'));
    const run = async (...command: [string, ...string[]]): Promise<number | null> => {
      const [program, ...args] = command;
      const [code] = (await once(spawn(program, args), 'close')) as [number | null];
      return code;
    };
    expect(await run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)).toBe(0);
    try {
      const { said, code } = await failure({ folder });
      expect(code).toBe(1);
      expect(plainLines(said)).toEqual([expect.stringContaining('full')]);
    } finally {
      await run('umount', folder);
      await rm(folder, { recursive: true, force: true });
    }
  },
);
