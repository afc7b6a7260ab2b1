import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { sql } from 'kysely';
import type { Clock } from '../../kit/clock.ts';
import type { Blobs } from '../../ports/blobs/port.ts';
import type { Database } from '../../ports/database/port.ts';
import { foreignKeys, ofPerson, type PersonTable, personTables } from './person-tables.ts';

export interface ExportDeps {
  clock: Pick<Clock, 'wall'>;
  database: Database;
  blobs: Blobs;
  /** Keys of the person's files. */
  filesOf(personId: string, signal: AbortSignal): AsyncIterable<string>;
}

/** Rows that are read at once; the whole of a person need not fit into memory. */
const PAGE = 500;

/** Everything of a person as one zip: a JSON file a table, and their files. Nothing that could let anybody in is in it. */
export async function* exportPerson(
  deps: ExportDeps,
  personId: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const counts: Record<string, number> = {};
  const tables = personTables(await foreignKeys(deps.database));
  for (const { name } of tables) {
    const file = new ZipDeflate(`tables/${name}.json`, { level: 6 });
    zip.add(file);
    counts[name] = 0;
    for await (const rows of pagesOf(deps.database, tables, name, personId)) {
      signal.throwIfAborted();
      for (const row of rows) {
        file.push(utf8(`${counts[name] === 0 ? '[\n' : ',\n'}${JSON.stringify(row)}`));
        counts[name] = (counts[name] ?? 0) + 1;
      }
      yield* ready.splice(0);
    }
    file.push(utf8(counts[name] === 0 ? '[]\n' : '\n]\n'), true);
    yield* ready.splice(0);
  }
  yield* auditOf(deps, personId, zip, ready);
  let files = 0;
  for await (const key of deps.filesOf(personId, signal)) {
    const bytes = await deps.blobs.get(key, signal);
    if (!bytes) continue;
    const file = new ZipPassThrough(`files/${key}`);
    zip.add(file);
    file.push(bytes, true);
    files += 1;
    yield* ready.splice(0);
  }
  const about = {
    what: 'Everything that this Parlando server keeps of one person.',
    person_id: personId,
    made_at: new Date(deps.clock.wall()).toISOString(),
    left_out: 'What passwords, tokens and keys hash to; addresses of others who were invited.',
    tables: counts,
    files,
  };
  const file = new ZipDeflate('about.json', { level: 6 });
  zip.add(file);
  file.push(utf8(`${JSON.stringify(about, undefined, 2)}\n`), true);
  zip.end();
  yield* ready.splice(0);
}

type Row = Record<string, unknown>;

/** In the order they lie on the disk, which any table has. */
async function* pagesOf(
  database: Database,
  tables: readonly PersonTable[],
  name: string,
  personId: string,
): AsyncGenerator<Row[]> {
  for (let after = '(0,0)'; ; ) {
    const { rows } = await sql<{ place: string; row: Row }>`
      select t.ctid::text as place, to_jsonb(t) as row from ${sql.table(name)} t
      where ${ofPerson(tables, name, personId, 't')} and t.ctid > ${after}::tid
      order by t.ctid limit ${sql.lit(PAGE)}`.execute(database.db);
    yield rows.map(({ row }) => withoutOthers(name, withoutHashes(row)));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.place;
  }
}

/** Of no use to the person, and of some to a thief. */
const withoutHashes = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('_hash')));

/** Columns that tell of somebody else, though the row is the person's. */
const ofOthers: Readonly<Record<string, readonly string[]>> = { invitations: ['email'] };

const withoutOthers = (table: string, row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !ofOthers[table]?.includes(name)));

/** The log has no key to people, because it outlives them. */
async function* auditOf(
  { database }: ExportDeps,
  personId: string,
  zip: Zip,
  ready: Uint8Array[],
): AsyncGenerator<Uint8Array> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(t) as row from audit_log t
    where t.actor_id = ${personId} or t.target_id = ${personId} order by t.id limit 100000`.execute(database.db);
  const file = new ZipDeflate('tables/audit_log.json', { level: 6 });
  zip.add(file);
  file.push(
    utf8(
      `${JSON.stringify(
        rows.map(({ row }) => withoutHashes(row)),
        undefined,
        1,
      )}\n`,
    ),
    true,
  );
  yield* ready.splice(0);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
