import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { findCycles } from './find-cycles.ts';
import { type ImportEdge, type Module, readModule } from './read-module.ts';
import { mayImportRoom, mayUsePackage, type Place, placeOf, rules } from './rooms.ts';

export type RuleName =
  | 'room'
  | 'direction'
  | 'package'
  | 'feature-door'
  | 'feature-cycle'
  | 'import-cycle'
  | 'adapters-apart'
  | 'test-support'
  | 'tools-apart'
  | 'unresolved'
  | 'environment'
  | 'clock'
  | 'signal-any'
  | 'barrel'
  | 'file-name'
  | 'type-only';

export interface Violation {
  readonly rule: RuleName;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const roots = ['server', 'wire', 'web', 'sdk', 'bench', 'e2e', 'scripts'];
const vagueNames = /^(utils?|helpers?|common|managers?|services?|base|misc)\.tsx?$/;

/** Checks every module below `root`; violations sorted by file and line. */
export function checkLayers(root: string): { modules: number; violations: Violation[] } {
  const files = roots.flatMap((top) => (existsSync(join(root, top)) ? listModules(root, top) : []));
  const modules = new Map(files.map((file) => [file, readModule(file, readFileSync(join(root, file), 'utf8'))]));
  const resolver = new ResolverFactory({
    extensions: ['.ts', '.tsx', '.js', '.json'],
    conditionNames: ['node', 'import'],
  });
  const found: Violation[] = [];
  const values = new Map<string, Set<string>>();
  const features = new Map<string, Set<string>>();

  for (const [file, module] of modules) {
    const report = (rule: RuleName, line: number, message: string): number => found.push({ rule, file, line, message });
    const from = placeOf(file);
    checkFile(file, from, module, report);
    const loads = new Set<string>();
    values.set(file, loads);
    for (const edge of module.imports) {
      const target = resolveEdge(root, file, edge.specifier, resolver);
      if (target === 'package') {
        if (!mayUsePackage(from, edge.specifier)) {
          report('package', edge.line, `${from.room} may not use ${edge.specifier}: ${whyOf(from)}`);
        }
        continue;
      }
      if (target === 'missing') {
        // A test may name a file that is not there on purpose, and tsc sees its imports.
        if (from.room !== 'tests') report('unresolved', edge.line, `${edge.specifier} leads to no file`);
        continue;
      }
      if (!edge.typeOnly) loads.add(target);
      const to = placeOf(target);
      checkEdge(from, to, target, edge, report);
      if (from.room === 'features' && to.room === 'features' && from.name !== to.name) {
        features.set(from.name, (features.get(from.name) ?? new Set()).add(to.name));
      }
    }
  }
  for (const group of findCycles(features)) {
    found.push({
      rule: 'feature-cycle',
      file: `server/features/${group[0]}`,
      line: 1,
      message: `features in a cycle: ${group.join(', ')}`,
    });
  }
  for (const group of findCycles(values)) {
    found.push({
      rule: 'import-cycle',
      file: group[0] ?? '',
      line: 1,
      message: `modules in a cycle: ${group.join(', ')}`,
    });
  }
  return { modules: modules.size, violations: found.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line) };
}

type Report = (rule: RuleName, line: number, message: string) => number;

/** The rules that concern a file by itself. */
function checkFile(file: string, from: Place, module: Module, report: Report): void {
  const name = file.split('/').at(-1) ?? '';
  if (from.room === 'nowhere') report('room', 1, 'no room of docs/architecture.md holds this file');
  if (vagueNames.test(name)) report('file-name', 1, 'is named for what it is; name it for what it does');
  if (from.room === 'tests' || from.room === 'tools') return;
  const isDoor = /^server\/features\/[^/]+\/index\.ts$/.test(file) || file === 'sdk/index.ts';
  if (!isDoor) {
    if (name === 'index.ts' && from.room !== 'web') report('barrel', 1, 'only a feature has an index.ts, its door');
    for (const edge of module.imports.filter((each) => each.reexport === 'all')) {
      report('barrel', edge.line, `export * from ${edge.specifier}: import from the file itself`);
    }
  }
  const inServer = file.startsWith('server/') || file.startsWith('wire/');
  for (const { name: used, line } of module.hostUses) {
    if (used === 'process.env') {
      if (from.room !== 'config') report('environment', line, 'only server/config.ts reads the environment');
    } else if (used === 'AbortSignal.any') {
      if (inServer)
        report('signal-any', line, 'AbortSignal.any keeps every signal; link by a listener that is removed');
    } else if (inServer && file !== 'server/kit/clock.ts')
      report('clock', line, `${used}: take a Clock (server/kit/clock.ts)`);
  }
  for (const { specifier, line } of module.imports) {
    if (inServer && /^node:(timers|perf_hooks)/.test(specifier))
      report('clock', line, `${specifier}: take a Clock (server/kit/clock.ts)`);
  }
}

/** The rules that concern one import of a file of ours. */
function checkEdge(from: Place, to: Place, target: string, edge: ImportEdge, report: Report): void {
  if (from.room === 'tests') return;
  if (to.room === 'tools' && from.room !== 'tools') {
    report('tools-apart', edge.line, `${target}: nothing imports bench/, e2e/ or scripts/`);
  } else if (to.room === 'tests') {
    if (from.room !== 'tools') report('test-support', edge.line, `${target} is for tests`);
  } else if (!mayImportRoom(from, to)) {
    report('direction', edge.line, `${from.room} may not import ${target}: ${whyOf(from)}`);
  } else if (from.room === 'adapters' && to.room === 'adapters' && from.name !== to.name) {
    report('adapters-apart', edge.line, `${target} is another adapter: take a port, which main.ts injects`);
  } else if (from.room === 'features' && to.room === 'features' && from.name !== to.name) {
    if (!target.endsWith(`/${to.name}/index.ts`))
      report('feature-door', edge.line, `${target}: another feature opens only its index.ts`);
  } else if (
    !edge.typeOnly &&
    ((from.room === 'feature' && to.room === 'turn') || (from.room === 'app' && to.room === 'config'))
  ) {
    report('type-only', edge.line, `${target}: ${from.room} takes only its types`);
  }
}

function whyOf(place: Place): string {
  const rule = (rules as Record<string, { why: string } | undefined>)[place.room];
  return rule?.why ?? '';
}

/** The path from the root that `specifier` leads to, or that it is a package, or that it leads nowhere. */
function resolveEdge(root: string, file: string, specifier: string, resolver: ResolverFactory): string {
  if (specifier.startsWith('node:') || !/^[./#]/.test(specifier)) return 'package';
  const { path } = resolver.sync(dirname(join(root, file)), specifier.replace(/\?.*$/, ''));
  return path === undefined || path === null ? 'missing' : relative(root, path).split(sep).join('/');
}

function listModules(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort();
}
