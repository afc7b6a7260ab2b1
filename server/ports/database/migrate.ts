import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { StartupError } from '../../kit/startup-error.ts';
import type { Migration } from './port.ts';

// biome-ignore lint/complexity/noBannedTypes: migrations see no typed tables
type Tx = Transaction<{}>;

/** Any fixed number: one migrator at a time, over all replicas. */
const lockKey = 7_031_964_225;

/** Applies or takes back within `tx`, so that a failure leaves everything as it was. The rules are those of `Database.migrate`. */
export async function migrateWithin(tx: Tx, migrations: readonly Migration[], to?: string): Promise<void> {
  requireOrder(migrations);
  const target = to ?? migrations.at(-1)?.id ?? '';
  if (target !== '' && !migrations.some((one) => one.id === target)) throw new RangeError(`no migration ${target}`);
  await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(tx);
  await sql`create table if not exists schema_migrations (
    id text primary key, checksum text not null, applied_at timestamptz not null default now())`.execute(tx);
  const { rows: applied } = await sql<{ id: string; checksum: string }>`
    select id, checksum from schema_migrations order by id collate "C"`.execute(tx);
  requireHistory(applied, migrations);

  for (const { id, down } of migrations
    .slice(0, applied.length)
    .filter((one) => one.id > target)
    .reverse()) {
    await sql.raw(down).execute(tx);
    await sql`delete from schema_migrations where id = ${id}`.execute(tx);
  }
  for (const one of migrations.slice(applied.length).filter(({ id }) => id <= target)) {
    await sql.raw(one.up).execute(tx);
    await sql`insert into schema_migrations (id, checksum) values (${one.id}, ${checksum(one)})`.execute(tx);
  }
}

function requireOrder(migrations: readonly Migration[]): void {
  migrations.forEach(({ id }, index) => {
    const before = migrations[index - 1]?.id;
    if (before !== undefined && before >= id) throw new RangeError(`migration ${id} must come after ${before}, once`);
  });
}

/** What was applied must be the beginning of the list, unchanged. */
function requireHistory(applied: readonly { id: string; checksum: string }[], migrations: readonly Migration[]): void {
  applied.forEach((row, index) => {
    const known = migrations[index];
    if (known?.id === row.id && checksum(known) === row.checksum) return;
    if (known?.id === row.id) {
      throw new StartupError(
        `The database was migrated with another text of ${row.id}.`,
        'Run the program version that made it, or restore a backup.',
      );
    }
    const newer = known === undefined || migrations.every(({ id }) => id !== row.id);
    throw newer
      ? new StartupError(`The database has ${row.id}, which this version does not know.`, 'Run the newer version.')
      : new StartupError(
          `${known.id} would come before ${row.id}, which is already applied.`,
          'Give it a number after the last one.',
        );
  });
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.up).digest('hex');
}
