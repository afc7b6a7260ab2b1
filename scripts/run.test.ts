import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const launcher = join(import.meta.dirname, 'run.mjs');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(text: string): string {
  const path = join(folder, 'program.mjs');
  writeFileSync(path, text);
  return path;
}

const launch = (...args: string[]) =>
  spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

test('a program gets its arguments, the tools on PATH and a Node that strips types', () => {
  const path = program('console.log(JSON.stringify([process.argv.slice(2), process.env.PATH, process.version]));');
  const told: unknown = JSON.parse(execFileSync(process.execPath, [launcher, path, 'a', '-b'], { encoding: 'utf8' }));
  expect(told).toEqual([
    ['a', '-b'],
    expect.stringContaining(join('node_modules', '.bin')),
    expect.stringMatching(/^v2[4-9]\./),
  ]);
});

test('the exit code is handed on', async () => {
  const [code] = await once(launch(program('process.exitCode = 7;')), 'exit');
  expect(code).toBe(7);
});

test('a signal is handed on, and its mark with it', async () => {
  const child = launch(
    program("process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up');"),
  );
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([9, null]);
});

test('a program that a signal ends gives 128 and its number', async () => {
  const child = launch(program("setInterval(() => {}, 1000); console.log('up');"));
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([143, null]);
});
