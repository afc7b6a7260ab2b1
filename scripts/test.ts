// Runs every test: `npm test`, or `npm test -- server/turn` for some. Finds or starts what the rings need; with CI=true nothing is skipped.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { findServices, toVariables } from './test-services.ts';

const chosen = process.argv.slice(2);
const found = await findServices(process.env.CI === 'true');
for (const { ring, missing } of found) if (missing !== undefined) console.log(`Skipping the ${ring} ring: ${missing}`);

const summary = resolve(import.meta.dirname, '../coverage/coverage-summary.json');
rmSync(summary, { force: true });

/** The figure that the floor in vitest.config.ts is about. */
function coveredLines(): string {
  if (!existsSync(summary)) return 'Coverage was not measured, because tests failed.';
  const { total } = JSON.parse(readFileSync(summary, 'utf8')) as { total: { lines: { pct: number; total: number } } };
  return `Coverage of server/ and wire/: ${total.lines.pct} % of ${total.lines.total} lines (details in coverage/index.html).`;
}

// A floor over all lines says nothing about a part of the tests.
const coverage = chosen.length === 0 ? ['--coverage'] : [];
const tests = spawn('vitest', ['run', ...coverage, ...chosen], {
  stdio: 'inherit',
  env: { ...process.env, ...toVariables(found) },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal));
tests.on('exit', (code) => {
  for (const { stop } of found) stop?.();
  if (coverage.length > 0) console.log(coveredLines());
  process.exitCode = code ?? 1;
});
