#!/usr/bin/env node
// Starts a program on the project's own Node 24, whichever Node runs npm. Plain JavaScript that Node 20.19 understands.
//   node scripts/run.mjs vitest run        a tool of node_modules/.bin
//   node scripts/run.mjs server/main.ts    a program of ours
// The arch packages of package.json carry the binary; npm before 11.6 does not link it into node_modules/.bin, hence this search.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const oldest = [24, 12];

/** @param {string} version such as `v24.21.0` */
function isRecent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The Node to use: an installed arch package's when it runs here, or the one running this file. */
export function findNode() {
  const names = [
    `node-${process.platform.replace('win32', 'win')}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ];
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  if (isRecent(process.version)) return process.execPath;
  for (const name of names) {
    const path = join(root, 'node_modules', name, 'bin', binary);
    if (!existsSync(path)) continue;
    const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (answer.status === 0 && isRecent(answer.stdout.trim())) return path;
  }
  return undefined;
}

/** `[program, arguments]` for what was asked: a file of ours, a JavaScript tool, or a native tool. */
function toCommand(node, [name = '', ...rest]) {
  if (/\.(ts|mjs|js)$/.test(name)) return [node, [resolve(root, name), ...rest]];
  const tool = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
  return [existsSync(tool) ? tool : name, rest];
}

function main() {
  const node = findNode();
  if (node === undefined) {
    console.error(
      `Parlando needs Node ${oldest.join('.')} or newer, and this is ${process.version}. Run \`npm ci\` (it brings one for Linux and Windows), or install Node 24.`,
    );
    process.exit(1);
  }
  if (process.argv.length < 3) {
    console.error('usage: node scripts/run.mjs <file or tool> [arguments]');
    process.exit(2);
  }
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const [program, args] = toCommand(node, process.argv.slice(2));
  const child = spawn(program, args, {
    stdio: 'inherit',
    // Tests and benchmarks load onnxruntime too, which would report to its maker; the server says so itself.
    env: { ...process.env, PATH: path, ORT_DISABLE_TELEMETRY: '1' },
    shell: process.platform === 'win32' && program.endsWith('.cmd'),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`cannot start ${program}: ${error.message}`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
