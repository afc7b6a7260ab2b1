// Builds the page into web/dist; with `--if-stale` only when something it is made of has changed.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = join(root, 'web/dist');
/** Lies in the build and says what it was made of. */
const STAMP = 'made-of.txt';

/** Everything the page is made of; tests and earlier builds are not. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'dist' || entry.name.startsWith('.') ? [] : sources(path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

/** A digest of the sources and of the locked packages: the same on every machine, unlike file times. */
export function fingerprint(from: string = root): string {
  const hash = createHash('sha256');
  const files = [
    ...['web', 'sdk', 'wire'].flatMap((folder) => sources(join(from, folder))),
    join(from, 'package-lock.json'),
  ];
  for (const file of files.sort()) {
    hash
      .update(`${relative(from, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

export function isStale(from: string = root): boolean {
  const stamp = join(from, 'web/dist', STAMP);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8').trim() !== fingerprint(from);
}

/** Builds beside the old page and puts it in its place in one step, so that a build that fails or is killed leaves the old one. */
async function buildWeb(): Promise<void> {
  // A surrounding `test` or `development` would make it a page of twice the size.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  const made = fingerprint();
  const fresh = join(root, `web/.cache/${process.pid}`);
  try {
    await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn', build: { outDir: fresh } });
    writeFileSync(join(fresh, STAMP), `${made}\n`);
    putInPlace(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Builds the page when it is stale, in a process of its own whose environment is a build's. Throws when that fails. */
export async function ensureWeb(): Promise<void> {
  if (isStale())
    await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), '--if-stale'], { cwd: root });
}

function putInPlace(fresh: string): void {
  for (let tries = 0; ; tries++) {
    const old = `${fresh}-old-${tries}`;
    try {
      if (existsSync(dist)) renameSync(dist, old);
      renameSync(fresh, dist);
      return;
    } catch (error) {
      // Another build of the same sources came in between; whichever is last stays.
      const between = ['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (!between || tries === 5) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!process.argv.includes('--if-stale') || isStale()) {
    const began = performance.now();
    await buildWeb();
    process.stderr.write(`web: built in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  }
}
