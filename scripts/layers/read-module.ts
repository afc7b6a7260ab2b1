import { parseSync, visitorKeys } from 'oxc-parser';

/** One edge out of a module, as written. */
export interface ImportEdge {
  readonly specifier: string;
  /** True when type stripping removes it, so that nothing is loaded. */
  readonly typeOnly: boolean;
  /** True for `export … from`, with `all` for `export *`. */
  readonly reexport: 'no' | 'some' | 'all';
  readonly line: number;
}

/** A use of something the host gives to everyone, such as `Date.now` or `process.env`. */
export interface HostUse {
  readonly name: string;
  readonly line: number;
}

export interface Module {
  readonly imports: readonly ImportEdge[];
  readonly hostUses: readonly HostUse[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Parses one TypeScript file. Throws when it is not TypeScript. */
export function readModule(path: string, text: string): Module {
  const { program, errors } = parseSync(path, text);
  const first = errors[0];
  if (first !== undefined) throw new Error(`${path}: ${first.message}`);
  const lineAt = lineFinder(text);
  const imports: ImportEdge[] = [];
  const hostUses: HostUse[] = [];
  walk(program as unknown as Node, (node) => {
    const edge = importEdge(node);
    if (edge !== undefined) imports.push({ ...edge, line: lineAt(node.start) });
    const name = hostUse(node);
    if (name !== undefined) hostUses.push({ name, line: lineAt(node.start) });
  });
  return { imports, hostUses };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const key of visitorKeys[node.type] ?? []) {
    if (isMereName(node, key)) continue;
    const child = node[key];
    for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) walk(each, visit);
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** True for the `b` of `a.b` and of `{ b: 1 }`: a name, not a reference. */
function isMereName(node: Node, key: string): boolean {
  if (node.computed === true) return false;
  return key === 'property' ? node.type === 'MemberExpression' : key === 'key' && node.shorthand !== true;
}

function importEdge(node: Node): Omit<ImportEdge, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: literal(node.source), typeOnly: node.importKind === 'type', reexport: 'no' };
    case 'ExportAllDeclaration':
      return { specifier: literal(node.source), typeOnly: node.exportKind === 'type', reexport: 'all' };
    case 'ExportNamedDeclaration':
      if (!isNode(node.source)) return undefined;
      return { specifier: literal(node.source), typeOnly: node.exportKind === 'type', reexport: 'some' };
    case 'ImportExpression':
      return isText(node.source) ? { specifier: literal(node.source), typeOnly: false, reexport: 'no' } : undefined;
    case 'TSImportType':
      return { specifier: literal(node.source), typeOnly: true, reexport: 'no' };
    case 'NewExpression':
      return workerFile(node);
    default:
      return undefined;
  }
}

/** `new URL('./x.ts', import.meta.url)` loads a module in a worker: an edge like any other. */
function workerFile(node: Node): Omit<ImportEdge, 'line'> | undefined {
  const [file, base] = node.arguments as readonly unknown[];
  if (!isName(node.callee, 'URL') || !isText(file) || !isNode(base) || base.type !== 'MemberExpression')
    return undefined;
  const specifier = literal(file);
  return /^\.{1,2}\/.*\.ts$/.test(specifier) ? { specifier, typeOnly: false, reexport: 'no' } : undefined;
}

const watched: Record<string, readonly string[] | 'any'> = {
  Date: ['now'],
  AbortSignal: ['timeout', 'any'],
  process: ['env', 'hrtime'],
  performance: 'any',
  setTimeout: 'any',
  setInterval: 'any',
};

function hostUse(node: Node): string | undefined {
  if (node.type === 'Identifier' && watched[String(node.name)] === 'any') return String(node.name);
  if (node.type === 'NewExpression' && isName(node.callee, 'Date') && (node.arguments as unknown[]).length === 0)
    return 'new Date()';
  if (node.type !== 'MemberExpression') return undefined;
  const property = isNode(node.property) ? String(node.property.name ?? node.property.value) : '';
  const object = isNode(node.object) ? node.object : undefined;
  if (object?.type !== 'Identifier') return undefined;
  if (object.name === 'globalThis' && watched[property] === 'any') return property;
  const members = watched[String(object.name)];
  return Array.isArray(members) && members.includes(property) ? `${String(object.name)}.${property}` : undefined;
}

const isText = (value: unknown): boolean =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string';
const literal = (value: unknown): string => (isNode(value) ? String(value.value) : '');
const isName = (value: unknown, name: string): boolean =>
  isNode(value) && value.type === 'Identifier' && value.name === name;

/** Offsets are UTF-16 units from the start of `text`; lines count from 1. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let line = 1;
    while (line < starts.length && (starts[line] ?? 0) <= offset) line += 1;
    return line;
  };
}
