/** Where a file lives, by its path from the root; `name` tells one port, feature or adapter from another. */
export interface Place {
  readonly room: Room;
  readonly name: string;
}

export type Room =
  | 'wire'
  | 'kit'
  | 'ports'
  | 'turn'
  | 'feature'
  | 'features'
  | 'adapters'
  | 'config'
  | 'app'
  | 'main'
  | 'web'
  | 'sdk'
  | 'tools'
  | 'tests'
  | 'nowhere';

/** What a room may import: other rooms, and packages (`node:` stands for Node's own; a pattern ends in `*`). */
interface Rule {
  readonly rooms: readonly Room[];
  readonly packages: readonly string[] | 'any';
  /** Why, for the person who reads the report. */
  readonly why: string;
}

/** Libraries without an outside service behind them, which a feature may use. */
const pure = [
  'node:*',
  'zod',
  'kysely',
  'ts-fsrs',
  'fastify',
  'fastify-type-provider-zod',
  '@fastify/*',
  'ws',
  'prom-client',
  'mediabunny',
  '@mediabunny/mp3-encoder',
  '@evan/opus',
  'fflate',
  'jose',
  '@node-rs/argon2',
];

/** The table of `docs/architecture.md`, "The one direction". */
export const rules: Record<Exclude<Room, 'tests' | 'tools' | 'main' | 'nowhere'>, Rule> = {
  wire: { rooms: ['wire'], packages: ['zod'], why: 'wire is what server and clients both say' },
  kit: { rooms: ['kit'], packages: ['node:*'], why: 'kit holds no product words and stands on Node alone' },
  ports: { rooms: ['ports', 'kit', 'wire'], packages: ['node:*'], why: 'a port names a need, not who meets it' },
  turn: {
    rooms: ['turn', 'ports', 'kit', 'wire'],
    packages: [],
    why: 'the engine knows no feature, no adapter and no SDK',
  },
  feature: { rooms: ['ports', 'kit', 'wire', 'turn'], packages: ['fastify'], why: 'feature.ts is only a type' },
  features: {
    rooms: ['features', 'feature', 'ports', 'kit', 'wire', 'turn'],
    packages: pure,
    why: 'a feature sees ports, never an SDK or an adapter',
  },
  adapters: {
    rooms: ['adapters', 'ports', 'kit', 'wire'],
    packages: 'any',
    why: 'adapters stand aside; main.ts injects what they need',
  },
  config: { rooms: ['config', 'kit'], packages: ['zod', 'node:*'], why: 'config only reads the environment' },
  app: {
    rooms: ['app', 'features', 'feature', 'ports', 'turn', 'kit', 'wire', 'config'],
    packages: pure,
    why: 'app lists features; only main.ts sees adapters',
  },
  web: { rooms: ['web', 'sdk', 'wire'], packages: 'any', why: 'the browser shares only wire/ with the server' },
  sdk: { rooms: ['sdk', 'wire'], packages: 'any', why: 'clients share only wire/ with the server' },
};

/** The database's port is typed by Kysely, and so is the transaction that a job is enqueued in; no other port knows a library. */
const packagesByPort: Record<string, readonly string[]> = {
  database: ['kysely', 'node:*'],
  jobs: ['kysely', 'node:*'],
};

export function placeOf(path: string): Place {
  const [top = '', second = '', third = ''] = path.split('/');
  if (isTestSupport(path)) return { room: 'tests', name: '' };
  if (path.endsWith('.config.ts')) return { room: 'tools', name: '' };
  if (top === 'wire' || top === 'web' || top === 'sdk') return { room: top, name: '' };
  if (['bench', 'e2e', 'scripts', 'content'].includes(top) || !path.includes('/')) return { room: 'tools', name: '' };
  if (top !== 'server') return { room: 'nowhere', name: '' };
  if (second === 'kit' || second === 'turn') return { room: second, name: '' };
  if (second === 'ports' || second === 'features' || second === 'adapters') return { room: second, name: third };
  if (second === 'feature.ts') return { room: 'feature', name: '' };
  if (second === 'main.ts') return { room: 'main', name: '' };
  if (/^config(-[\w-]+)?\.ts$/.test(second)) return { room: 'config', name: '' };
  if (/^app(-[\w-]+)?\.ts$/.test(second) || second === 'app') return { room: 'app', name: '' };
  return { room: 'nowhere', name: '' };
}

/** Tests and what only tests use: `*.test.ts`, `*.fake.ts`, `*-test-worker.ts`, `fake.ts`, `broken.ts`, `contract.ts`, their kin, and folders named `testing`. */
export function isTestSupport(path: string): boolean {
  const file = path.split('/').at(-1) ?? '';
  return (
    /(\.(test|fake)\.tsx?|-test-worker\.ts)$/.test(file) ||
    /^(fake|broken|contract)(-[\w-]+)?\.ts$/.test(file) ||
    path.includes('/testing/')
  );
}

/** Whether `from` may load the package `specifier`. */
export function mayUsePackage(from: Place, specifier: string): boolean {
  if (from.room === 'tests' || from.room === 'tools' || from.room === 'main' || from.room === 'nowhere') return true;
  const allowed = (from.room === 'ports' ? packagesByPort[from.name] : undefined) ?? rules[from.room].packages;
  if (allowed === 'any') return true;
  return allowed.some((pattern) =>
    pattern.endsWith('*')
      ? specifier.startsWith(pattern.slice(0, -1))
      : specifier === pattern || specifier.startsWith(`${pattern}/`),
  );
}

/** Whether `from` may import from `to`, by room alone. */
export function mayImportRoom(from: Place, to: Place): boolean {
  if (from.room === 'tests' || from.room === 'tools' || from.room === 'nowhere') return true;
  if (from.room === 'main') return to.room !== 'tools' && to.room !== 'tests';
  return rules[from.room].rooms.includes(to.room);
}
