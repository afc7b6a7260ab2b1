// Lighthouse on the home, library and lesson pages of a fresh server: accessibility and best practices against their bar, performance told.
//   node bench/lighthouse.ts        (brings Lighthouse by npx; needs Chromium, at /usr/bin/chromium or TEST_CHROMIUM)
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openWorld } from '../e2e/world.ts';
import { type Row, row, table } from './measure/rows.ts';

const VERSION = '13.5.0';
const PAGES = ['/', '/library', '/lesson/cafe-pl'];
/** Points that may be missing of 100. */
const MISSING = 5;
const PAGE_MS = 180_000;

const run = promisify(execFile);

interface Report {
  categories: Record<string, { score: number | null }>;
}

export async function benchLighthouse(): Promise<Row[]> {
  await using world = await openWorld({ env: { LOG_LEVEL: 'warn' } });
  const rows: Row[] = [];
  for (const page of PAGES) {
    const { categories } = await audit(world.url + page);
    const points = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
    for (const name of ['accessibility', 'best-practices']) {
      rows.push(row(`${page}, ${name}: points missing`, 'of 100', 100 - points(name), { target: MISSING }));
    }
    rows.push(row(`${page}, performance: points missing`, 'of 100', 100 - points('performance')));
  }
  return rows;
}

async function audit(url: string): Promise<Report> {
  const { stdout } = await run(
    'npx',
    [
      '-y',
      `lighthouse@${VERSION}`,
      url,
      '--quiet',
      '--output=json',
      '--chrome-flags=--headless --no-sandbox --disable-gpu',
    ],
    {
      timeout: PAGE_MS,
      maxBuffer: 64 * 2 ** 20,
      env: { ...process.env, CHROME_PATH: process.env.TEST_CHROMIUM ?? '/usr/bin/chromium' },
    },
  );
  return JSON.parse(stdout) as Report;
}

if (import.meta.main) console.log(table(await benchLighthouse()));
