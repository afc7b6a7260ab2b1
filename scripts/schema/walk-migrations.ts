import type { PGlite } from '@electric-sql/pglite';
import type { Migration } from '../../server/ports/database/port.ts';
import { describeSchema } from './describe-schema.ts';

/** Goes all the way up, down and up again on an empty database; a way back that leaves a difference is a problem. */
export async function walkMigrations(
  db: PGlite,
  migrations: readonly Migration[],
): Promise<{ schema: string; problems: string[] }> {
  const problems: string[] = [];
  const before = new Map<string, string>();
  for (const { id, up } of migrations) {
    before.set(id, await describeSchema(db));
    await db.exec(up);
  }
  const schema = await describeSchema(db);
  for (const { id, down } of migrations.toReversed()) {
    await db.exec(down);
    if ((await describeSchema(db)) !== before.get(id))
      problems.push(`${id}: its way back leaves something else than there was before`);
  }
  return { schema, problems };
}
