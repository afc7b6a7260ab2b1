import assert from 'node:assert/strict';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { describe } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { StartupError } from '../../kit/startup-error.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import type { DatabaseLimits } from './connect.ts';
import type { Database, Migration } from './port.ts';

/** Opens an empty database; the check disposes it. */
export type OpenDatabase = (limits?: Partial<DatabaseLimits>) => Promise<Database>;

// biome-ignore lint/complexity/noBannedTypes: as in the port
type Queries = Kysely<{}> | Transaction<{}>;

const soon = 8_000;

async function run(on: Queries, text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await on.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]))).rows;
}

async function notes(on: Queries): Promise<unknown[]> {
  return (await run(on, 'select text from note order by text')).map((row) => row.text);
}

async function withNotes(open: OpenDatabase, limits?: Partial<DatabaseLimits>): Promise<Database> {
  const database = await open(limits);
  await run(database.db, 'create table note (text text primary key)');
  return database;
}

const add = (on: Queries, text: string) => run(on, 'insert into note values ($1)', [text]);

const migrations: readonly Migration[] = [
  { id: '0001-a', up: 'create table a (id int); insert into a values (1)', down: 'drop table a' },
  { id: '0002-b', up: 'alter table a add column b int', down: 'alter table a drop column b' },
  { id: '0003-c', up: 'create table c (id int)', down: 'drop table c' },
];
const tables = async (on: Queries): Promise<string[]> =>
  (
    await run(
      on,
      `select table_name || '.' || column_name as "name" from information_schema.columns
    where table_schema = current_schema() and table_name in ('a', 'c') order by 1`,
    )
  ).map((row) => String(row.name));

export const databaseChecks: readonly Check<OpenDatabase>[] = [
  {
    name: 'a transaction commits what it did and gives the value',
    run: async (open) => {
      await using database = await withNotes(open);
      assert.equal(await database.transaction((tx) => add(tx, 'a').then(() => 7)), 7);
      assert.deepEqual(await notes(database.db), ['a']);
    },
  },
  {
    name: 'a transaction that throws is rolled back and throws the same',
    run: async (open) => {
      await using database = await withNotes(open);
      const reason = new Error('changed my mind');
      const failing = database.transaction(async (tx) => {
        await add(tx, 'a');
        throw reason;
      });
      await assert.rejects(failing, (error) => error === reason);
      assert.deepEqual(await notes(database.db), []);
    },
  },
  {
    name: 'a caught error of a query still rolls the transaction back, and says so',
    run: async (open) => {
      await using database = await withNotes(open);
      const failing = database.transaction(async (tx) => {
        await add(tx, 'a');
        await assert.rejects(add(tx, 'a'), { code: '23505' });
      });
      await assert.rejects(failing, /rolled back/);
      assert.deepEqual(await notes(database.db), []);
    },
  },
  {
    name: 'concurrent transactions lose no update',
    run: async (open) => {
      await using database = await open();
      await run(database.db, 'create table counter (n int)');
      await run(database.db, 'insert into counter values (0)');
      const bump = () =>
        database.transaction(async (tx) => {
          const [row] = await run(tx, 'select n from counter for update');
          await run(tx, 'update counter set n = $1', [Number(row?.n) + 1]);
        });
      await Promise.all(Array.from({ length: 12 }, bump));
      assert.deepEqual(await run(database.db, 'select n from counter'), [{ n: 12 }]);
    },
  },
  {
    name: 'a query outside the open transaction inside it is an error at once, and harms nothing',
    run: async (open) => {
      await using database = await withNotes(open);
      await database.transaction(async (tx) => {
        await add(tx, 'a');
        const outside = within(soon, 'the refusal', notes(database.db));
        await assert.rejects(outside, /outside the open transaction/);
        await assert.rejects(
          within(
            soon,
            'the refusal',
            database.transaction(async () => 1),
          ),
          /outside the open transaction/,
        );
      });
      assert.deepEqual(await notes(database.db), ['a']);
    },
  },
  {
    name: 'a transaction kept after its end is refused',
    run: async (open) => {
      await using database = await withNotes(open);
      const kept = await database.transaction(async (tx) => ({ tx }));
      await assert.rejects(add(kept.tx, 'late'));
      await database.transaction(async (tx) => void (await add(tx, 'b')));
      assert.deepEqual(await notes(database.db), ['b']);
    },
  },
  {
    name: 'queries at once inside one transaction all work',
    run: async (open) => {
      await using database = await withNotes(open);
      await database.transaction((tx) => Promise.all(['a', 'b', 'c'].map((text) => add(tx, text))));
      assert.deepEqual(await notes(database.db), ['a', 'b', 'c']);
    },
  },
  {
    name: 'bad SQL and broken constraints are errors with their code, no outage, and the next query works',
    run: async (open) => {
      await using database = await withNotes(open);
      await add(database.db, 'a');
      for (const [text, code] of [
        ['selec 1', '42601'],
        ["insert into note values ('a')", '23505'],
        ['select * from nowhere', '42P01'],
        ["select 'x'::int", '22P02'],
        ['begin; insert into note values (1/0)', '22012'],
      ] as const) {
        await assert.rejects(
          run(database.db, text),
          (error) => !(error instanceof Outage) && Object(error).code === code,
        );
        assert.deepEqual(await notes(database.db), ['a']);
      }
    },
  },
  {
    name: 'values come back as they were',
    run: async (open) => {
      await using database = await open();
      const at = new Date(1_700_000_000_123);
      const [row] = await run(
        database.db,
        'select $1::text as text, $2::timestamptz as at, $3::jsonb as json, $4::bytea as bytes, $5::bigint as big, null as nothing, count(*) as n',
        ["zażółć 'gęślą' \u{1F600}", at, { a: [1, null] }, Buffer.from([0, 255]), 9_007_199_254_740_991],
      );
      assert.deepEqual(row, {
        text: "zażółć 'gęślą' \u{1F600}",
        at,
        json: { a: [1, null] },
        bytes: Buffer.from([0, 255]),
        big: 9_007_199_254_740_991,
        nothing: null,
        n: 1,
      });
    },
  },
  {
    name: 'a statement that hangs ends as an outage, and the next works',
    run: async (open) => {
      await using database = await withNotes(open, { statement: 1_500 });
      const hanging = within(soon, 'ending the statement', run(database.db, 'select pg_sleep(60)'));
      await assert.rejects(hanging, (error) => error instanceof Outage && !error.retryable);
      await within(soon, 'the next query', add(database.db, 'next'));
      const inside = database.transaction(async (tx) => {
        await add(tx, 'gone');
        await run(tx, 'select pg_sleep(60)');
      });
      await assert.rejects(within(soon, 'ending the transaction', inside), Outage);
      assert.deepEqual(await within(soon, 'the next query', notes(database.db)), ['next']);
    },
  },
  {
    name: 'a transaction that never ends is rolled back, and others go on',
    run: async (open) => {
      await using database = await withNotes(open, { transaction: 1_500 });
      const stuck = database.transaction(async (tx) => {
        await add(tx, 'stuck');
        await new Promise(() => undefined);
      });
      await assert.rejects(within(soon, 'ending the transaction', stuck), Outage);
      assert.deepEqual(await within(soon, 'the next query', notes(database.db)), []);
    },
  },
  {
    name: 'migrations apply once and in order, also when several migrate at once',
    run: async (open) => {
      await using database = await open();
      await database.migrate(migrations.slice(0, 1));
      await Promise.all([database.migrate(migrations), database.migrate(migrations)]);
      assert.deepEqual(await tables(database.db), ['a.b', 'a.id', 'c.id']);
      assert.deepEqual(await run(database.db, 'select id from a'), [{ id: 1 }]);
    },
  },
  {
    name: 'a migration goes back, and forth again',
    run: async (open) => {
      await using database = await open();
      await database.migrate(migrations);
      await database.migrate(migrations, '0001-a');
      assert.deepEqual(await tables(database.db), ['a.id']);
      await database.migrate(migrations, '');
      assert.deepEqual(await tables(database.db), []);
      await database.migrate(migrations);
      assert.deepEqual(await tables(database.db), ['a.b', 'a.id', 'c.id']);
    },
  },
  {
    name: 'a migration that fails leaves nothing of its run behind',
    run: async (open) => {
      await using database = await open();
      const broken = { id: '0004-d', up: 'create table c (id int)', down: 'select 1' };
      await assert.rejects(database.migrate([...migrations, broken]), { code: '42P07' });
      assert.deepEqual(await tables(database.db), []);
      await database.migrate(migrations);
    },
  },
  {
    name: 'a database of a newer version, or migrated with another text, is refused',
    run: async (open) => {
      await using database = await open();
      await database.migrate(migrations);
      await assert.rejects(database.migrate(migrations.slice(0, 2)), StartupError);
      const changed = migrations.map((one) => ({ ...one, up: `${one.up} ` }));
      await assert.rejects(database.migrate(changed), StartupError);
      const between = [...migrations, { id: '0002-a', up: 'select 1', down: 'select 1' }].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      );
      await assert.rejects(database.migrate(between), StartupError);
      await assert.rejects(database.migrate([...migrations].reverse()), RangeError);
    },
  },
  {
    name: 'a listener hears what commits, in order, and nothing after its abort',
    run: async (open) => {
      await using database = await open();
      const stop = new AbortController();
      const heard: (string | undefined)[] = [];
      const listening = (async () => {
        for await (const { payload } of database.listen('news', stop.signal)) heard.push(payload);
      })();
      const until = async (count: number) => {
        for (let i = 0; i < 200 && heard.length < count; i += 1) await pause(10);
      };
      await until(1);
      const tell = (on: Queries, text: string) => run(on, `select pg_notify('news', $1)`, [text]);
      await tell(database.db, 'one');
      const failing = database.transaction(async (tx) => {
        await tell(tx, 'never');
        throw new Error('rolled back');
      });
      await assert.rejects(failing, /rolled back/);
      await database.transaction(async (tx) => void (await tell(tx, 'two')));
      await until(3);
      assert.deepEqual(heard, [undefined, 'one', 'two']);
      stop.abort(new Error('enough'));
      await within(soon, 'ending the listener', listening);
      await tell(database.db, 'three');
      await pause(50);
      assert.deepEqual(heard, [undefined, 'one', 'two']);
    },
  },
  {
    name: 'closing waits for nobody for ever, twice does no harm, and nothing works after it',
    run: async (open) => {
      const database = await withNotes(open, { close: 300 });
      const listening = (async () => {
        for await (const notice of database.listen('news', new AbortController().signal)) void notice;
      })();
      const stuck = database.transaction(() => new Promise(() => undefined));
      const lost = assert.rejects(stuck);
      await pause(50);
      await within(soon, 'closing', database[Symbol.asyncDispose]());
      await within(soon, 'closing again', database[Symbol.asyncDispose]());
      await within(soon, 'ending the listener', listening);
      await assert.rejects(within(soon, 'the refusal', notes(database.db)));
      assert.equal((await within(soon, 'health', database.health())).ok, false);
      void lost;
    },
  },
  {
    name: 'health tells',
    run: async (open) => {
      await using database = await open();
      const health = await database.health();
      assert.equal(health.ok, true);
      assert.ok(health.detail.length > 0);
    },
  },
];

export function databaseContract(name: string, open: OpenDatabase): void {
  describe(`database contract: ${name}`, () => registerChecks(databaseChecks, open));
}
