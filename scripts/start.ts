// `npm start`: builds the web app when it is stale, then runs the server in this process. Containers run `node server/main.ts` directly.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const build = join(root, 'scripts/build-web.ts');
if (existsSync(build)) {
  const { status } = spawnSync(process.execPath, [build, '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../server/main.ts');
