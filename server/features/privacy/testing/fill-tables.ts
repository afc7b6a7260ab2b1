import { sql } from 'kysely';
import type { Database } from '../../../ports/database/port.ts';
import { type ForeignKey, foreignKeys, type PersonTable, personTables } from '../person-tables.ts';

interface Column {
  name: string;
  type: string;
  /** A value of its own is made, such as a count or a time. */
  filled: boolean;
}

/** Text that a row of this table is known by. */
export const canaryOf = (who: string, table: string): string => `canary-${who}-${table}`;

/** Puts one row of the person into every table that has such rows, with a canary in every text and document: whatever tables there are. */
export async function fillTables(database: Database, personId: string, who: string): Promise<PersonTable[]> {
  const keys = await foreignKeys(database);
  const tables = personTables(keys);
  const rows = new Map<string, Record<string, unknown>>();
  const { rows: people } = await sql<Record<string, unknown>>`select * from people where id = ${personId}`.execute(
    database.db,
  );
  rows.set('people', people[0] ?? {});
  for (const name of parentsFirst(tables, keys)) {
    await dropChecks(database, name);
    const columns = await columnsOf(database, name);
    const own = keys.filter(({ table }) => table === name);
    const values = Object.fromEntries(
      columns.filter(({ filled }) => !filled).map((column) => [column.name, valueFor(column, own, rows, name, who)]),
    );
    const row = await insert(database, name, values);
    if (row) rows.set(name, row);
  }
  return tables;
}

/** All but `people`, each after those it leads to. */
function parentsFirst(tables: readonly PersonTable[], keys: readonly ForeignKey[]): string[] {
  const left = new Set(tables.map(({ name }) => name));
  const order: string[] = [];
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const name of left) {
      if (keys.some(({ table, parent }) => table === name && parent !== name && left.has(parent))) continue;
      left.delete(name);
      order.push(name);
    }
  }
  if (left.size > 0) throw new Error(`tables lead to each other: ${[...left].join()}`);
  return order.filter((name) => name !== 'people');
}

/** Undefined when the person has such a row already. */
async function insert(
  database: Database,
  table: string,
  values: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  const names = Object.keys(values);
  const { rows } = await sql<Record<string, unknown>>`
    insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(names.map((name) => sql.val(values[name])))})
    on conflict do nothing returning *`.execute(database.db);
  return rows[0];
}

function valueFor(
  { name, type }: Column,
  keys: readonly ForeignKey[],
  rows: ReadonlyMap<string, Record<string, unknown>>,
  table: string,
  who: string,
): unknown {
  for (const key of keys) {
    const parent = rows.get(key.parent);
    const place = key.columns.indexOf(name);
    // A row may lead to another of its own table: not this one.
    if (place >= 0 && key.parent === table) return null;
    if (place >= 0 && parent) return parent[key.parentColumns[place] ?? ''];
  }
  const canary = `${canaryOf(who, table)}-${name}`;
  if (type === 'text' || type === 'character varying') return canary;
  if (type === 'jsonb' || type === 'json') return JSON.stringify({ canary });
  if (type.startsWith('timestamp')) return new Date('2026-03-01T10:00:00Z');
  if (type === 'date') return '2026-03-01';
  if (type === 'boolean') return false;
  if (type === 'bytea') return Buffer.from(canary);
  if (type === 'ARRAY') return `{${canary}}`;
  return 1;
}

/** What a value may be is told by the features; here each text is to be a canary. */
async function dropChecks(database: Database, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint where contype = 'c' and conrelid = ${table}::regclass`.execute(
    database.db,
  );
  for (const { name } of rows) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(database.db);
  }
}

async function columnsOf(database: Database, table: string): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select column_name as name, data_type as type,
      is_generated = 'ALWAYS' or is_identity = 'YES' or (column_default is not null and data_type = 'bigint') as filled
    from information_schema.columns where table_schema = 'public' and table_name = ${table}
    order by ordinal_position`.execute(database.db);
  return rows;
}

/** Tables of any schema that have a row with this text. */
export async function tablesWith(database: Database, text: string): Promise<string[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(database.db);
  const found: string[] = [];
  for (const { schema, name } of rows) {
    const { rows: hits } = await sql`
      select 1 from ${sql.table(`${schema}.${name}`)} t
      where to_jsonb(t)::text like ${`%${text}%`} or to_jsonb(t)::text like ${`%${Buffer.from(text).toString('hex')}%`}
      limit 1`.execute(database.db);
    if (hits.length > 0) found.push(name);
  }
  return found.sort();
}
