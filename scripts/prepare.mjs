// Runs after `npm ci`: installs the commit hook of lefthook.yml, where there is a checkout and the tool. Never fails an install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const tool = join(root, 'node_modules/lefthook/bin/index.js');
if (!process.env.CI && existsSync(join(root, '.git')) && existsSync(tool)) {
  const { status, stderr } = spawnSync(process.execPath, [tool, 'install'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.warn(`The commit hook is not installed: ${stderr.trim().split('\n').at(-1)}`);
}
