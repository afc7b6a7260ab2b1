import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migration } from '../../server/ports/database/port.ts';

/** Every migration of every feature below `root`, in the order of application. Throws when a file's name and its migration's id differ. */
export async function loadMigrations(root: string): Promise<Migration[]> {
  const features = join(root, 'server/features');
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/migrations\/\d{4}-[\w-]+\.ts$/.test(path) && !path.endsWith('.test.ts'))
    .sort((a, b) => basename(a).localeCompare(basename(b)));
  const migrations: Migration[] = [];
  for (const file of files) {
    const exported: unknown[] = Object.values((await import(pathToFileURL(join(features, file)).href)) as object);
    const [migration] = exported.filter(isMigration);
    if (exported.length !== 1 || migration === undefined || `${migration.id}.ts` !== basename(file)) {
      throw new Error(`server/features/${file} must export one migration, named as the file is`);
    }
    if (migration.id.slice(0, 4) === migrations.at(-1)?.id.slice(0, 4))
      throw new Error(`two migrations have the number of ${migration.id}`);
    migrations.push(migration);
  }
  return migrations;
}

function isMigration(value: unknown): value is Migration {
  return typeof value === 'object' && value !== null && 'id' in value && 'up' in value && 'down' in value;
}
