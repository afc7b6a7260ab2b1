import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Report } from './report.ts';

interface Project {
  readonly root: string;
  /** Names under `scripts` in package.json. */
  readonly npmScripts: readonly string[];
  /** Environment variables that documents may name. */
  readonly variables: readonly string[];
}

/** Places that hold no tracked file, or not before a build. */
const untracked = /^(data|dist|coverage|node_modules)\b/;
const topFolders = /^(server|wire|web|sdk|content|docs|bench|e2e|scripts|\.ci)\//;

/** Says where a document names a path, an npm script or a variable that does not exist. */
export function checkDocs(docs: readonly { readonly path: string; readonly text: string }[], project: Project): Report {
  const problems = docs.flatMap(({ path, text }) => {
    // A decision tells what was so on its day; it is not kept up.
    const history = path.startsWith('docs/decisions/') || path === 'CHANGELOG.md';
    return text.split('\n').flatMap((line, i) => {
      const wrong = [...brokenLinks(path, line, project), ...(history ? [] : brokenNames(line, project))];
      return wrong.map((problem) => `${path}:${i + 1}: ${problem}`);
    });
  });
  return { note: `${docs.length} documents`, problems };
}

function brokenLinks(path: string, line: string, { root }: Project): string[] {
  const targets = [...line.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(path), target)))
    .map((target) => `links to ${target}, which does not exist`);
}

function brokenNames(line: string, project: Project): string[] {
  const quoted = [...line.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
  const paths = quoted.filter((text) => topFolders.test(text) && !untracked.test(text)).flatMap(expandBraces);
  const variables = [...line.matchAll(/`?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g)].map(([, name = '']) => name);
  const scripts = [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  return [
    ...paths.filter((text) => !pathExists(project.root, text)).map((text) => `names ${text}, which does not exist`),
    ...scripts
      .filter((name) => !project.npmScripts.includes(name))
      .map((name) => `names npm run ${name}, which does not exist`),
    ...variables
      .filter((name) => !project.variables.includes(name))
      .map((name) => `names ${name}, which nothing reads`),
  ];
}

/** `a/{b,c}.ts` becomes `a/b.ts` and `a/c.ts`; words after a space are arguments. */
function expandBraces(text: string): string[] {
  const path = text.replace(/,\s+/g, ',').split(' ')[0] ?? '';
  const braces = /^(.*?)\{([^}]*)\}(.*)$/.exec(path);
  if (braces === null) return [path];
  return (braces[2] ?? '').split(',').flatMap((each) => expandBraces(`${braces[1]}${each}${braces[3]}`));
}

/** A path with a placeholder (`*`, `<x>`, `…`) stands when the folder before the placeholder does. */
function pathExists(root: string, path: string): boolean {
  const open = path.search(/[*<…]|\.\.\./);
  const known = open === -1 ? path.replace(/:\d+$/, '') : path.slice(0, path.lastIndexOf('/', open));
  return existsSync(join(root, normalize(known)));
}
