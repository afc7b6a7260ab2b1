/** Breaks the turn engine on purpose, one fault at a time, and tells which faults its tests notice: `node scripts/run.mjs scripts/mutants.ts`. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { faults } from './mutants/faults.ts';

const root = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
try {
  for (const name of ['server', 'wire', 'vitest.config.ts', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  let killed = 0;
  console.log('| fault | file | noticed |\n|---|---|---|');
  for (const { file, find, put, what } of faults) {
    const path = join(copy, 'server/turn', file);
    const original = readFileSync(path, 'utf8');
    if (!original.includes(find)) throw new Error(`the mutant "${what}" no longer fits ${file}`);
    writeFileSync(path, original.replace(find, put));
    const tests = file.startsWith('../kit/') ? ['server/kit', 'server/turn'] : ['server/turn'];
    const run = spawnSync('npx', ['vitest', 'run', ...tests, '--bail=1', '--testTimeout=20000'], {
      cwd: copy,
      env: { ...process.env, FUZZ_ROOMS: '150' },
      timeout: 60_000,
      encoding: 'utf8',
    });
    writeFileSync(path, original);
    const noticed = run.status !== 0;
    if (noticed) killed += 1;
    console.log(`| ${what} | ${file} | ${noticed ? 'yes' : '**no**'} |`);
  }
  console.log(`\n${killed} of ${faults.length} faults are noticed.`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
