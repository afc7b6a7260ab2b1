import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { findProgram, type Service } from './find-service.ts';
import { findPostgres } from './test-postgres.ts';
import { findRedis } from './test-redis.ts';
import { type Ring, ring, ringVariable } from './test-rings.ts';

/** What a ring of tests gets: the value of its variable, or why there is none. */
export interface Found {
  readonly ring: Ring;
  readonly value?: string;
  /** One sentence; present when `value` is not. */
  readonly missing?: string;
  /** Ends what was started for the tests. */
  readonly stop?: () => void;
}

interface Need {
  readonly ring: Ring;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  readonly find: () => Promise<Service | undefined>;
  /** True for what not every Debian can have: then CI goes on without it. */
  readonly optional?: true;
}

const needs: readonly Need[] = [
  { ring: 'postgres', packages: ['postgresql'], find: findPostgres },
  { ring: 'redis', packages: ['redis-server'], find: findRedis },
  {
    ring: 'chromium',
    packages: ['chromium'],
    find: async () => asService(findProgram('chromium', 'chromium-browser', 'google-chrome')),
  },
  {
    ring: 'mbrola',
    packages: ['espeak-ng', 'mbrola', 'mbrola-pl1'],
    find: async () => asService(findMbrola()),
    optional: true,
  },
];

/**
 * Finds, starts or, as root on Debian, installs what each ring needs. A variable that is already set is taken at its word.
 * With `everything` (CI) a ring that stays missing is an error, but for the optional one.
 */
export async function findServices(everything: boolean): Promise<Found[]> {
  const found: Found[] = [];
  for (const need of needs) {
    const given = ring(need.ring);
    const service = given === undefined ? await findOrInstall(need, everything) : { value: given };
    if (service !== undefined) found.push({ ring: need.ring, ...service });
    else {
      const missing = `${need.packages.join(', ')}: not found, and ${canInstall() ? 'apt-get does not install it' : 'only root on Debian can install it'}.`;
      if (everything && need.optional === undefined) throw new Error(`CI needs ${missing}`);
      found.push({ ring: need.ring, missing });
    }
  }
  return found;
}

async function findOrInstall(need: Need, everything: boolean): Promise<Service | undefined> {
  const here = await need.find();
  if (here !== undefined || !canInstall()) return here;
  console.log(`Installing ${need.packages.join(', ')} for the tests.`);
  if (need.optional && everything) enableComponents();
  aptGet('update', '-q');
  return aptGet('install', '-y', '-q', '--no-install-recommends', ...need.packages) ? need.find() : undefined;
}

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: 600_000 }).status === 0;
}

/** MBROLA and its voices are in Debian's `contrib` and `non-free`, which an image may not have on. Only a CI machine is changed so. */
function enableComponents(): void {
  const listed = spawnSync('apt-cache', ['policy', 'mbrola-pl1'], { encoding: 'utf8' }).stdout;
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(
    spawnSync('cat', ['/etc/os-release'], { encoding: 'utf8' }).stdout,
  )?.[1];
  if (/Candidate: \d/.test(listed) || codename === undefined) return;
  const signed = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const line = `deb [signed-by=${signed}] http://deb.debian.org/debian ${codename} contrib non-free\n`;
  writeFileSync('/etc/apt/sources.list.d/parlando-tests.list', line);
}

const asService = (value: string | undefined): Service | undefined => (value === undefined ? undefined : { value });

/** An espeak-ng that truly speaks with the Polish MBROLA voice. */
function findMbrola(): string | undefined {
  const program = findProgram('espeak-ng');
  if (program === undefined) return undefined;
  const trial = spawnSync(program, ['-v', 'mb-pl1', '--stdout', 'tak'], { maxBuffer: 1 << 24 });
  return trial.status === 0 && trial.stdout.length > 1000 ? program : undefined;
}

/** The environment that carries what was found to the tests. */
export function toVariables(found: readonly Found[]): Record<string, string> {
  return Object.fromEntries(
    found.flatMap(({ ring: name, value }) => (value === undefined ? [] : [[ringVariable(name), value]])),
  );
}
