import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkMigrations } from './walk-migrations.ts';

let db: PGlite;
beforeAll(async () => {
  db = await PGlite.create();
});
afterAll(() => db.close());

const cups = {
  id: '0001-cups',
  up: `create table cups (id int primary key, size text not null default 'big' check (size <> ''));
       create index cups_by_size on cups (size);`,
  down: 'drop table cups;',
};

test('the schema tells columns, constraints and indexes, and the database is as before', async () => {
  const { schema, problems } = await walkMigrations(db, [cups]);
  expect(problems).toEqual([]);
  expect(schema).toContain("size text not null default 'big'::text");
  expect(schema).toContain('constraint cups_pkey PRIMARY KEY (id)');
  expect(schema).toContain("CHECK ((size <> ''::text))");
  expect(schema).toContain('CREATE INDEX cups_by_size ON public.cups');
  expect((await walkMigrations(db, [])).schema).toBe('');
});

test('a way back that leaves something is reported', async () => {
  const handle = {
    id: '0002-handle',
    up: 'alter table cups add column handle text;',
    down: 'alter table cups rename handle to h;',
  };
  const { problems } = await walkMigrations(db, [cups, handle]);
  expect(problems).toEqual([expect.stringContaining('0002-handle')]);
});
