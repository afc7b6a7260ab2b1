// `npm run talk`: WAV files and typed lines through a real server of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OwnServer, startOwnServer } from '../../scripts/talk/own-server.ts';
import { readWav, writeWav } from '../../scripts/talk/wav.ts';
import { exitCodes, talk } from '../../scripts/talk.ts';
import { spoken, writeSpoken } from '../spoken.ts';

describe('npm run talk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlando-talk-story-'));
  const file = (name: string): string => join(folder, name);
  let server: OwnServer;

  beforeAll(async () => {
    await writeSpoken(file('cappuccino.wav'), await spoken("I'd like a cappuccino, please."));
    await writeSpoken(file('juice.wav'), await spoken('Give me orange juice.'));
    writeFileSync(file('quiet.wav'), writeWav(new Int16Array(16_000), 16_000));
    writeFileSync(file('notes.wav'), 'these are only notes');
    server = await startOwnServer(new AbortController().signal);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the command in this process, on the server of this story. */
  async function run(
    args: string[],
    typed: string[] = [],
  ): Promise<{ code: number; lines: string[]; complaints: string[] }> {
    const lines: string[] = [];
    const complaints: string[] = [];
    const streams = {
      input: Readable.from(typed.map((line) => `${line}\n`)),
      line: (text: string) => void lines.push(text),
      complaint: (text: string) => void complaints.push(text),
    };
    const code = await talk(
      ['--url', server.url, '--scene', 'cafe-en', ...args],
      streams,
      new AbortController().signal,
    );
    return { code, lines, complaints };
  }

  const said = (lines: string[], who: string): string[] =>
    lines.filter((line) => line.slice(9).startsWith(`${who} `)).map((line) => line.slice(19));

  it('plays files as the learner, prints what came of them, and writes the tutor’s side', async () => {
    const { code, lines, complaints } = await run([
      '--fast',
      '--out',
      file('reply.wav'),
      file('cappuccino.wav'),
      file('quiet.wav'),
    ]);
    expect(complaints).toEqual([]);
    expect(code).toBe(exitCodes.well);
    expect(said(lines, 'tutor')[0]).toBe('Hello! What can I get you?');
    expect(said(lines, 'heard')).toEqual(["I'd like a cappuccino, please."]);
    expect(said(lines, 'feedback')).toEqual(['right']);
    expect(said(lines, 'tutor')[1]).toContain('milk');
    expect(said(lines, 'captions').join(' ')).toMatch(/\d\.\d\d milk/);
    expect(said(lines, 'silence')).toEqual(['no speech was noticed in quiet.wav']);

    const { rate, samples } = readWav(readFileSync(file('reply.wav')));
    expect(rate).toBe(24_000);
    // Opening, a gap in which the learner speaks, reply: sound on both sides of a silence of two seconds.
    const loud = Array.from({ length: Math.floor(samples.length / 2_400) }, (_, i) =>
      samples.subarray(i * 2_400, (i + 1) * 2_400).some((sample) => Math.abs(sample) > 0.01),
    );
    expect(loud.join(' ').replaceAll('true', '#').replaceAll('false', '.').replaceAll(' ', '')).toMatch(
      /#[.]{20,}[.#]*#/,
    );
  });

  it('talks in real time too, asks for another try at a wrong form, and then corrects it', async () => {
    const began = performance.now();
    const { code, lines } = await run([file('juice.wav'), file('juice.wav')]);
    expect(code).toBe(exitCodes.well);
    const [first, second] = said(lines, 'feedback');
    expect(first).toBe('wrong form');
    expect(second).toMatch(/^wrong form: Can I have an orange juice\?/);
    const last = Number(lines.at(-1)?.trim().split(' ')[0]) * 1000;
    expect(performance.now() - began).toBeGreaterThan(last * 0.9);
  });

  it('reads typed lines and commands', async () => {
    const { code, lines } = await run(
      ['--fast'],
      ["I'd like a cappuccino, please.", '', '/hint', 'Oat milk, please.', '/stop', '/quit', 'never'],
    );
    expect(code).toBe(exitCodes.well);
    expect(said(lines, 'feedback')).toEqual(['right', 'right']);
    expect(said(lines, 'hint')).toHaveLength(1);
    expect(said(lines, 'summary')).toHaveLength(1);
    expect(said(lines, 'you')).not.toContain('never');
  });

  it('says plainly what is wrong with what it was given', async () => {
    const cases: [string[], number, string][] = [
      [[file('none.wav')], exitCodes.usage, 'there is no file'],
      [[folder], exitCodes.usage, 'cannot be read'],
      [[file('notes.wav')], exitCodes.usage, 'it is not a WAV file'],
      [['--loud'], exitCodes.usage, '--loud'],
      [['--scene', 'moon'], exitCodes.usage, 'There is no scene "moon"'],
      [['--url', 'http://127.0.0.1:9'], exitCodes.noServer, 'no server answers'],
    ];
    for (const [args, code, words] of cases) {
      const answer = await run(args);
      expect(answer.code, args.join(' ')).toBe(code);
      expect(answer.complaints.join('\n')).toContain(words);
    }
    expect((await run(['--help'])).lines.join('\n')).toContain('--fast');
  });

  it('tells a server that asks for its key from one that is not there', async () => {
    await using locked = await startOwnServer(new AbortController().signal, { ACCESS_KEY: 'key-of-this-story-0001' });
    const without = await run(['--url', locked.url]);
    expect([without.code, without.complaints]).toEqual([
      exitCodes.usage,
      [`the server at ${locked.url} asks for its access key: add --key <key>`],
    ]);
    const wrong = await run(['--url', locked.url, '--key', 'no-key']);
    expect([wrong.code, wrong.complaints]).toEqual([
      exitCodes.usage,
      [`the server at ${locked.url} does not accept this key`],
    ]);
    const right = await run(['--url', locked.url, '--key', 'key-of-this-story-0001'], ['/quit']);
    expect(right.code).toBe(exitCodes.well);
  });

  it('starts a server of its own, and Ctrl-C ends both in order', async () => {
    const out = file('cut-short.wav');
    const temporary = file('tmp');
    mkdirSync(temporary);
    const child = spawn(process.execPath, ['scripts/talk.ts', '--scene', 'cafe-en', '--out', out], {
      stdio: 'pipe',
      env: { ...process.env, TMPDIR: temporary },
    });
    await lineWith(child, 'tutor');
    expect(readdirSync(temporary).filter((name) => name.startsWith('parlando-talk-'))).toHaveLength(1);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(exitCodes.interrupted);
    expect(readdirSync(temporary).filter((name) => name.startsWith('parlando-talk-'))).toEqual([]);
    expect(existsSync(out)).toBe(true);
  });
});

async function lineWith(child: ChildProcess, words: string): Promise<void> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended after: ${text}`)));
  });
}
