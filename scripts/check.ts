// The gate: every check that needs no service, in seconds. `npm run check`. One line a step; a failing step prints what it found.
// `--fast` leaves out the tools, for the commit hook.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { variables } from '../server/config-variables.ts';
import { checkDocs } from './checks/check-docs.ts';
import { checkMarks } from './checks/check-marks.ts';
import { checkSpec } from './checks/check-spec.ts';
import { fileSizes } from './checks/file-sizes.ts';
import { regenerate } from './checks/generated-docs.ts';
import { isCode, projectFiles, projectRoot, readProjectFile } from './checks/project-files.ts';
import type { Report } from './checks/report.ts';
import { runTool } from './checks/run-tool.ts';
import { checkLayers } from './layers/check-layers.ts';
import { isTestSupport } from './layers/rooms.ts';

type Step = readonly [name: string, run: () => Report | Promise<Report>];

const files = projectFiles();
const read = (paths: readonly string[]) => paths.map((path) => ({ path, text: readProjectFile(path) }));
const code = files.filter((path) => isCode(path) && /^(server|wire|web|sdk|bench|e2e|scripts)\//.test(path));
const docs = files.filter((path) => path.endsWith('.md') && !path.startsWith('content/'));

/** Variables that documents may name beside the server's own: of the tests, and of tools they mention. */
const otherVariables = [
  'TEST_POSTGRES_URL',
  'TEST_REDIS_URL',
  'TEST_CHROMIUM',
  'TEST_MBROLA',
  'ONNXRUNTIME_NODE_INSTALL',
];

const layers = (): Report => {
  const { modules, violations } = checkLayers(projectRoot);
  const problems = violations.map(({ rule, file, line, message }) => `${file}:${line}: ${rule}: ${message}`);
  return { note: `${modules} modules`, problems: modules === 0 ? ['no module was read'] : problems };
};

const documents = (): Report => {
  const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> };
  const names = [...variables.map(({ name }) => name), ...otherVariables];
  const report = checkDocs(read(docs), { root: projectRoot, npmScripts: Object.keys(scripts), variables: names });
  const stale = read(docs).filter(({ text }) => regenerate(text) !== text);
  return {
    ...report,
    problems: [...report.problems, ...stale.map(({ path }) => `${path}: is stale; npm run docs:generate`)],
  };
};

const tools: Step[] = [
  ['format and lint', () => runTool('biome', ['ci', '--colors=off', '--reporter=summary', '.'])],
  ['types', () => runTool('tsc', ['-p', 'tsconfig.json'])],
  ['types of the web', () => runTool('tsc', ['-p', 'tsconfig.web.json'])],
  ['promises', () => runTool('oxlint', ['--deny-warnings', '--format=unix', '.'])],
  ['unused code', () => runTool('knip', ['--no-progress', '--no-config-hints'])],
  ['schema', () => runTool(process.execPath, ['scripts/schema.ts'])],
];
if (existsSync(join(projectRoot, 'scripts/check-content.ts'))) {
  tools.push(['content', () => runTool(process.execPath, ['scripts/check-content.ts'])]);
}

const own: Step[] = [
  ['layers', layers],
  [
    'spec',
    () =>
      checkSpec(
        read(files.filter((path) => /^docs\/spec\/.*\.md$/.test(path))),
        read(code.filter((path) => isTestSupport(path) && !path.startsWith('scripts/checks/'))),
      ),
  ],
  ['documents', documents],
  ['file sizes', () => fileSizes(read(code.filter((path) => !isTestSupport(path))))],
  ['marks', () => checkMarks(read(code))],
];

/** Lines a failing step prints. */
const shown = 60;

async function run([name, check]: Step): Promise<boolean> {
  const started = performance.now();
  const { note, problems } = await attempt(check);
  const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const good = problems.length === 0;
  console.log(
    `${good ? 'ok  ' : 'FAIL'} ${name.padEnd(17)} ${seconds.padStart(6)}  ${good ? note : `${problems.length} found`}`,
  );
  for (const problem of problems.slice(0, shown)) console.log(`       ${problem}`);
  if (problems.length > shown)
    console.log(`       … and ${problems.length - shown} lines more; run the tool alone to see them`);
  return good;
}

/** A check that cannot run has failed; the others still run. */
async function attempt(check: Step[1]): Promise<Report> {
  try {
    return await check();
  } catch (error) {
    return { note: '', problems: [error instanceof Error ? error.message : String(error)] };
  }
}

const started = performance.now();
const running = process.argv.includes('--fast') ? [] : tools.map(run);
const results: boolean[] = [];
for (const step of own) results.push(await run(step));
results.push(...(await Promise.all(running)));
const failed = results.filter((good) => !good).length;
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  failed === 0
    ? `All ${results.length} checks pass (${seconds} s).`
    : `${failed} of ${results.length} checks fail (${seconds} s).`,
);
process.exitCode = failed === 0 ? 0 : 1;
