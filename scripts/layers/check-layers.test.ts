import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLayers, type RuleName } from './check-layers.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function plant(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkLayers(root).violations.map(({ rule, file, line }) => `${rule} ${file}:${line}`);
}

/** A small house that keeps every rule; each case below adds one violation to it. */
const house = {
  'wire/refusals.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
  'server/kit/clock.ts':
    "import 'node:path';\nexport const now = () => performance.now() + Date.now();\nsetTimeout(now, 1);\n",
  'server/kit/ids.ts': 'export const id = (options: { performance: number }) => options.performance;\n',
  'server/ports/mail/port.ts': "import type { a } from '../../../wire/refusals.ts';\nexport type Mail = typeof a;\n",
  'server/ports/mail/fake.ts': "import '../../features/lessons/index.ts';\nexport const fake = Date.now();\n",
  'server/ports/database/port.ts': "import type { Kysely } from 'kysely';\nexport type Database = Kysely<unknown>;\n",
  'server/turn/scene.ts':
    "import type { Mail } from '../ports/mail/port.ts';\nexport type Scene = Mail;\nexport const turn = 1;\n",
  'server/feature.ts': "import type { Scene } from './turn/scene.ts';\nexport type Feature = Scene;\n",
  'server/features/lessons/index.ts': "export { store } from './store.ts';\n",
  'server/features/lessons/store.ts': "import { turn } from '../../turn/scene.ts';\nexport const store = turn;\n",
  'server/features/review/store.ts': "import { store } from '../lessons/index.ts';\nexport const due = store;\n",
  'server/adapters/smtp/send.ts':
    "import 'nodemailer';\nexport const worker = () => new Worker(new URL('./send-worker.ts', import.meta.url));\n",
  'server/adapters/smtp/send-worker.ts': "import '../../kit/clock.ts';\n",
  'server/config.ts': 'export const env = process.env;\nexport type Config = object;\n',
  'server/app.ts':
    "import type { Config } from './config.ts';\nimport './features/lessons/index.ts';\nexport type App = Config;\n",
  'server/main.ts': "import './app.ts';\nimport './adapters/smtp/send.ts';\nimport './config.ts';\n",
  'server/main.test.ts': "import './main.ts';\nimport '../bench/run.ts';\nexport const env = process.env;\n",
  'web/app.tsx': "import 'react';\nimport '../wire/refusals.ts';\nexport const app = setTimeout(() => <p />, 1);\n",
  'bench/run.ts': "import '../server/kit/ids.ts';\nexport const env = process.env;\n",
};

test('a house that keeps the rules has no violation', () => {
  expect(plant(house)).toEqual([]);
  expect(checkLayers(root).modules).toBe(Object.keys(house).length);
});

const planted: [RuleName, string, string, string][] = [
  // One row of the table each.
  ['direction', 'wire imports the server', 'wire/x.ts', "import '../server/kit/clock.ts';"],
  ['package', 'wire uses more than zod', 'wire/x.ts', "import 'node:fs';"],
  ['direction', 'kit imports wire', 'server/kit/x.ts', "import type {} from '../../wire/refusals.ts';"],
  ['package', 'kit uses a package', 'server/kit/x.ts', "import 'zod';"],
  ['direction', 'a port imports the engine', 'server/ports/mail/x.ts', "import type {} from '../../turn/scene.ts';"],
  ['package', 'a port uses a library', 'server/ports/mail/x.ts', "import type {} from 'kysely';"],
  ['direction', 'the engine imports a feature', 'server/turn/x.ts', "import '../features/lessons/index.ts';"],
  ['package', 'the engine uses Node', 'server/turn/x.ts', "import 'node:fs';"],
  [
    'direction',
    'a feature imports an adapter',
    'server/features/lessons/x.ts',
    "import '../../adapters/smtp/send.ts';",
  ],
  ['direction', 'a feature imports config', 'server/features/lessons/x.ts', "import type {} from '../../config.ts';"],
  ['package', 'a feature uses an SDK', 'server/features/lessons/x.ts', "import 'openai';"],
  [
    'feature-door',
    'a feature enters another by the window',
    'server/features/review/x.ts',
    "import '../lessons/store.ts';",
  ],
  ['feature-cycle', 'features in a cycle', 'server/features/lessons/x.ts', "import type {} from '../review/index.ts';"],
  [
    'direction',
    'an adapter imports a feature',
    'server/adapters/smtp/x.ts',
    "import '../../features/lessons/index.ts';",
  ],
  [
    'direction',
    'an adapter imports the engine',
    'server/adapters/smtp/x.ts',
    "import type {} from '../../turn/scene.ts';",
  ],
  ['adapters-apart', 'an adapter imports another', 'server/adapters/disk/x.ts', "import '../smtp/send.ts';"],
  ['direction', 'config imports wire', 'server/config-x.ts', "import '../wire/refusals.ts';"],
  ['direction', 'feature.ts imports a feature', 'server/feature.ts', "import './features/lessons/index.ts';"],
  ['type-only', 'feature.ts loads the engine', 'server/feature.ts', "import { turn } from './turn/scene.ts';"],
  ['direction', 'app imports an adapter', 'server/app-x.ts', "import './adapters/smtp/send.ts';"],
  ['type-only', 'app loads config', 'server/app-x.ts', "import { env } from './config.ts';"],
  ['direction', 'the web imports the server', 'web/x.ts', "import '../server/kit/ids.ts';"],
  ['direction', 'the sdk imports the web', 'sdk/x.ts', "import '../web/app.tsx';"],
  ['tools-apart', 'main imports a benchmark', 'server/main.ts', "import '../bench/run.ts';"],
  ['test-support', 'production imports a fake', 'server/main.ts', "import './ports/mail/fake.ts';"],
  // How an import may be written makes no difference.
  [
    'direction',
    'a dynamic import',
    'server/turn/x.ts',
    "export const x = () => import('../features/lessons/index.ts');",
  ],
  ['direction', 'an import in a type', 'server/turn/x.ts', "export type X = import('../features/lessons/index.ts').X;"],
  ['direction', 'an export from', 'server/turn/x.ts', "export { store } from '../features/lessons/index.ts';"],
  [
    'direction',
    'a worker',
    'server/turn/x.ts',
    "export const x = new URL('../adapters/smtp/send-worker.ts', import.meta.url);",
  ],
  // Files, and what the host gives everyone.
  ['room', 'a file in no room', 'server/lib/x.ts', ''],
  ['file-name', 'a vague name', 'server/kit/utils.ts', ''],
  ['unresolved', 'an import of nothing', 'server/kit/x.ts', "import './nothing.ts';"],
  ['import-cycle', 'a module that loads itself by way of another', 'server/kit/ids.ts', "import './y.ts';"],
  ['barrel', 'a barrel', 'server/kit/index.ts', ''],
  ['barrel', 'an export of everything', 'server/kit/x.ts', "export * from './ids.ts';"],
  ['environment', 'the environment elsewhere', 'server/kit/x.ts', 'export const x = process.env;'],
  ['environment', 'the environment by brackets', 'server/kit/x.ts', "export const x = process['env'];"],
  ['clock', 'Date.now', 'server/turn/x.ts', 'export const x = Date.now;'],
  ['clock', 'new Date()', 'server/turn/x.ts', 'export const x = new Date();'],
  ['clock', 'setTimeout', 'server/turn/x.ts', 'export const x = setTimeout;'],
  ['clock', 'globalThis.setInterval', 'server/turn/x.ts', 'export const x = globalThis.setInterval;'],
  ['clock', 'performance.now', 'server/turn/x.ts', 'export const { now } = performance;'],
  ['clock', 'AbortSignal.timeout', 'server/turn/x.ts', 'export const x = AbortSignal.timeout(1);'],
  ['clock', 'timers by import', 'server/adapters/smtp/x.ts', "import 'node:timers/promises';"],
  ['signal-any', 'AbortSignal.any', 'server/turn/x.ts', 'export const x = AbortSignal.any([]);'],
];

test.each(planted)('%s: %s is reported', (rule, _what, path, text) => {
  const extra: Record<string, string> = {
    'server/features/review/index.ts': "export { due } from './store.ts';\n",
    'server/kit/y.ts': "export { id } from './ids.ts';\n",
  };
  const found = plant({ ...house, ...extra, [path]: `${text}\n` });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${rule} ${rule === 'feature-cycle' ? 'server/features/lessons' : path}:1$`));
});

test('every rule has a planted violation', () => {
  const rules = new Set<RuleName>(planted.map(([rule]) => rule));
  const all: Record<RuleName, true> = {
    'room': true,
    'direction': true,
    'package': true,
    'feature-door': true,
    'feature-cycle': true,
    'import-cycle': true,
    'adapters-apart': true,
    'test-support': true,
    'tools-apart': true,
    'unresolved': true,
    'environment': true,
    'clock': true,
    'signal-any': true,
    'barrel': true,
    'file-name': true,
    'type-only': true,
  };
  expect([...rules].sort()).toEqual(Object.keys(all).sort());
});
