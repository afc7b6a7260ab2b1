// Compares server/schema.sql with what the migrations make, and proves that each can be taken back: `npm run schema`, with --write to make it anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { loadMigrations } from './schema/load-migrations.ts';
import { walkMigrations } from './schema/walk-migrations.ts';

const root = resolve(import.meta.dirname, '..');
const file = join(root, 'server/schema.sql');
const head =
  '-- Made by `npm run schema -- --write` from the migrations of all features. Read it; change the migrations.\n\n';

const migrations = await loadMigrations(root);
const db = await PGlite.create();
const { schema: made, problems } = await walkMigrations(db, migrations);
const schema = `${head}${made}`;
await db.close();

if (process.argv.includes('--write')) writeFileSync(file, schema);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== schema)
  problems.push('server/schema.sql is stale; npm run schema -- --write');
for (const problem of problems) console.error(problem);
console.log(`${migrations.length} migrations, ${schema.split('create table').length - 1} tables`);
process.exitCode = problems.length > 0 ? 1 : 0;
