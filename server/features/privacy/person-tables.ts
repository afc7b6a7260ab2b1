import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../ports/database/port.ts';

/** A foreign key as PostgreSQL has it. */
export interface ForeignKey {
  name: string;
  table: string;
  columns: string[];
  parent: string;
  parentColumns: string[];
  /** `cascade`, `set null`, or `restrict` for all that would stop a deletion. */
  onDelete: 'cascade' | 'set null' | 'restrict';
}

export interface PersonTable {
  name: string;
  /** Keys that lead to the person: to `people`, or where there is none to tables of the person. */
  keys: ForeignKey[];
}

/** Tables that are of no person, and why; a table that is neither here nor leads to a person fails a test. */
export const impersonalTables: Readonly<Record<string, string>> = {
  schema_migrations: 'names of migrations',
  server_secrets: 'keys of the server',
  login_failures: 'hashes of addresses, for a day',
  audit_log: 'random ids of people; a year',
  erasures: 'random ids of people, until their files are gone',
};

export async function foreignKeys(database: Database): Promise<ForeignKey[]> {
  const { rows } = await sql<Omit<ForeignKey, 'onDelete'> & { on_delete: string; parent_columns: string[] }>`
    select c.conname as name, child.relname as "table", parent.relname as parent, c.confdeltype as on_delete,
      (select json_agg(a.attname order by k.n) from unnest(c.conkey) with ordinality k(num, n)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num) as columns,
      (select json_agg(a.attname order by k.n) from unnest(c.confkey) with ordinality k(num, n)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num) as parent_columns
    from pg_constraint c
    join pg_class child on child.oid = c.conrelid
    join pg_class parent on parent.oid = c.confrelid
    where c.contype = 'f' and child.relnamespace = 'public'::regnamespace
    order by child.relname, c.conname`.execute(database.db);
  return rows.map(({ on_delete, parent_columns, ...row }) => ({
    ...row,
    parentColumns: parent_columns,
    onDelete: on_delete === 'c' ? 'cascade' : on_delete === 'n' ? 'set null' : 'restrict',
  }));
}

export async function allTables(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(database.db);
  return rows.map(({ name }) => name);
}

/** Every table with rows of a person, found in the schema itself, so that a new one is not forgotten. Parents come first. */
export function personTables(keys: readonly ForeignKey[]): PersonTable[] {
  const found = new Map<string, PersonTable>([['people', { name: 'people', keys: [] }]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const name of new Set(keys.map(({ table }) => table))) {
      if (found.has(name)) continue;
      const own = keys.filter(({ table, parent }) => table === name && parent !== name && found.has(parent));
      const direct = own.filter(({ parent }) => parent === 'people');
      if (own.length === 0) continue;
      found.set(name, { name, keys: direct.length > 0 ? direct : own });
      grown = true;
    }
  }
  return [...found.values()];
}

/** What holds for the rows of the person in a table; the row is `alias`. */
export function ofPerson(
  tables: readonly PersonTable[],
  name: string,
  personId: string,
  alias = name,
): RawBuilder<boolean> {
  if (name === 'people') return sql`${sql.ref(`${alias}.id`)} = ${personId}`;
  const table = tables.find((one) => one.name === name);
  if (!table) throw new RangeError(`${name} is no table of a person`);
  const ways = table.keys.map(({ columns, parent, parentColumns }) => {
    const [column = ''] = columns;
    if (parent === 'people') return sql`${sql.ref(`${alias}.${column}`)} = ${personId}`;
    const mine = sql.join(columns.map((one) => sql.ref(`${alias}.${one}`)));
    const theirs = sql.join(parentColumns.map((one) => sql.ref(`${parent}.${one}`)));
    return sql`(${mine}) in (select ${theirs} from ${sql.table(parent)} where ${ofPerson(tables, parent, personId)})`;
  });
  return sql`(${sql.join(ways, sql` or `)})`;
}
