import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findProgram, type Service } from './find-service.ts';

const port = 5432;
const role = 'parlando_test';
const addressOf = (user: string, password: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;

/** Roles worth a try: ours, then the one of the official container image. Each may create databases. */
const candidates = [addressOf(role, role), addressOf('postgres', 'postgres')];

/** A PostgreSQL on the usual port with a role that may create databases; as root on Debian, started and given one. */
export async function findPostgres(): Promise<Service | undefined> {
  const running = await firstThatAnswers();
  if (running !== undefined || process.getuid?.() !== 0 || findProgram('pg_lsclusters') === undefined) return running;
  const listed = spawnSync('pg_lsclusters', ['--no-header'], { encoding: 'utf8' }).stdout;
  const clusters = listed.split('\n').map((line) => line.trim().split(/\s+/));
  const [version, name, , status] = clusters.find((fields) => fields[2] === String(port)) ?? [];
  if (version === undefined || name === undefined) return undefined;
  if (status !== 'online') spawnSync('pg_ctlcluster', [version, name, 'start'], { stdio: 'ignore' });
  const statement = `CREATE ROLE ${role} LOGIN CREATEDB PASSWORD '${role}'`;
  for (let tries = 0; tries < 50; tries += 1) {
    spawnSync('runuser', ['-u', 'postgres', '--', 'psql', '-q', '-p', String(port), '-c', statement], {
      cwd: '/',
      stdio: 'ignore',
    });
    const started = await firstThatAnswers();
    if (started !== undefined) return started;
    await sleep(200);
  }
  return undefined;
}

async function firstThatAnswers(): Promise<Service | undefined> {
  for (const value of candidates) {
    const client = new pg.Client({ connectionString: value, connectionTimeoutMillis: 3000 });
    try {
      await client.connect();
      await client.query('SELECT 1');
      return { value };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    } finally {
      await client.end();
    }
  }
  return undefined;
}
