import type { PGlite } from '@electric-sql/pglite';

interface Row {
  owner: string;
  line: string;
}

/** Columns in their order, then what holds them together; one line each, by table. */
const parts = `
  select c.relname as owner,
         format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then ' not null' else '' end,
                coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where c.relkind in ('r', 'p', 'v', 'm')
   order by c.relname, a.attnum`;

const constraints = `
  select c.relname as owner, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as line
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
   where k.contype <> 'n'
   order by c.relname, k.conname`;

/** Indexes that no constraint made, triggers, functions and extensions: each a statement of its own. */
const statements = `
  select pg_get_indexdef(i.indexrelid) as line
    from pg_index i
    join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
   where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  union all
  select pg_get_triggerdef(t.oid)
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
   where not t.tgisinternal
  union all
  select pg_get_functiondef(p.oid)
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
   where not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  union all
  select format('create extension %I', extname) from pg_extension where extname <> 'plpgsql'
  order by 1`;

/** All that migrations made, as text that differs when the schema does. Empty for an empty database. */
export async function describeSchema(db: PGlite): Promise<string> {
  const tables = new Map<string, string[]>();
  for (const query of [parts, constraints]) {
    const { rows } = await db.query<Row>(query);
    for (const { owner, line } of rows) tables.set(owner, [...(tables.get(owner) ?? []), line]);
  }
  const written = [...tables].map(([name, lines]) => `create table ${name} (\n${lines.join(',\n')}\n);\n`);
  const { rows } = await db.query<Pick<Row, 'line'>>(statements);
  return [...written, ...rows.map(({ line }) => `${line};\n`)].join('\n');
}
