import { sql } from 'kysely';
import type { Database } from '../../ports/database/port.ts';
import { foreignKeys, personTables } from './person-tables.ts';

/**
 * Removes what deleted rows leave on the disk. The embedded database writes its tables anew and drops the old journal, so that nothing can
 * be found in its folder. A database server only gives the space back to itself: its journal, replicas and backups are its operator's.
 */
export async function scrub(database: Database, signal: AbortSignal): Promise<void> {
  const embedded = database.provider === 'pglite';
  for (const { name } of personTables(await foreignKeys(database))) {
    signal.throwIfAborted();
    await (embedded
      ? sql`vacuum full ${sql.table(name)}`.execute(database.db)
      : sql`vacuum (analyze) ${sql.table(name)}`.execute(database.db));
  }
  if (!embedded) return;
  // Files of the journal that are over are then removed, and not used again with what they held.
  await sql`set wal_recycle = off`.execute(database.db);
  for (let round = 0; round < 2; round += 1) {
    await sql`checkpoint`.execute(database.db);
    // An empty journal file is not left: each needs something of its own.
    await sql`select txid_current()`.execute(database.db);
    await sql`select pg_switch_wal()`.execute(database.db);
  }
  await sql`checkpoint`.execute(database.db);
}
