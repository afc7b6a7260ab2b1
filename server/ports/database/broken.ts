import type { Kysely, Transaction } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { OpenDatabase } from './contract.ts';
import { openFakeDatabase } from './fake.ts';
import type { Database } from './port.ts';

export interface BrokenDatabase {
  name: string;
  /** The check that must reject it. */
  fails: string;
  open: OpenDatabase;
}

type Breakage = (sound: Database) => Partial<Database>;

// biome-ignore lint/complexity/noBannedTypes: as in the port
type Tx = Transaction<{}>;

function broken(name: string, fails: string, breakage: Breakage): BrokenDatabase {
  return {
    name,
    fails,
    async open(limits) {
      const sound = await openFakeDatabase(limits === undefined ? {} : { limits });
      return { ...sound, ...breakage(sound) };
    },
  };
}

/** Looks like a transaction and is none. */
const asTx = (database: Database): Tx => database.db as unknown as Tx;

/** Rewrites every statement. */
// biome-ignore lint/complexity/noBannedTypes: as in the port
function rewrite(db: Kysely<{}>, edit: (text: string) => string): Kysely<{}> {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'executeQuery') {
        return ({ sql, parameters }: CompiledQuery) =>
          target.executeQuery(CompiledQuery.raw(edit(sql), [...parameters]));
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export const brokenDatabases: readonly BrokenDatabase[] = [
  broken('transactions that are none', 'a transaction that throws is rolled back and throws the same', (sound) => ({
    transaction: (work) => work(asTx(sound)),
  })),
  broken('a transaction that never commits', 'a transaction commits what it did and gives the value', (sound) => ({
    async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      let value: T | undefined;
      const rollback = new Error('rollback');
      await sound
        .transaction(async (tx) => {
          value = await work(tx);
          throw rollback;
        })
        .catch((error: unknown) => {
          if (error !== rollback) throw error;
        });
      return value as T;
    },
  })),
  broken(
    'an error of its own in place of the caller’s',
    'a transaction that throws is rolled back and throws the same',
    (sound) => ({
      transaction: (work) =>
        sound.transaction(work).catch(() => {
          throw new Error('transaction failed');
        }),
    }),
  ),
  broken(
    'a failed transaction reported as done',
    'a caught error of a query still rolls the transaction back, and says so',
    (sound) => ({
      transaction: <T>(work: (tx: Tx) => Promise<T>) => sound.transaction(work).catch(() => undefined as T),
    }),
  ),
  broken('a lost update', 'concurrent transactions lose no update', (sound) => ({
    transaction: (work) => work(asTx(sound)),
  })),
  broken(
    'an outside query that silently runs inside',
    'a query outside the open transaction inside it is an error at once, and harms nothing',
    (sound) => ({ transaction: (work) => work(asTx(sound)) }),
  ),
  broken('a transaction that outlives itself', 'a transaction kept after its end is refused', (sound) => ({
    transaction: (work) => work(asTx(sound)),
  })),
  broken(
    'errors without their code',
    'bad SQL and broken constraints are errors with their code, no outage, and the next query works',
    (sound) => ({
      db: new Proxy(sound.db, {
        get(target, name) {
          if (name !== 'executeQuery') return Reflect.get(target, name, target);
          return (query: CompiledQuery) =>
            target.executeQuery(query).catch(() => {
              throw new Error('query failed');
            });
        },
      }),
    }),
  ),
  broken('text that loses its accents', 'values come back as they were', (sound) => ({
    db: rewrite(sound.db, (text) => text.replace('$1::text', "translate($1::text, 'żłść', 'zlsc')")),
  })),
  broken('a watchdog that sleeps', 'a statement that hangs ends as an outage, and the next works', (sound) => ({
    db: new Proxy(sound.db, {
      get(target, name) {
        if (name !== 'executeQuery') return Reflect.get(target, name, target);
        return (query: CompiledQuery) =>
          query.sql.includes('pg_sleep') ? new Promise(() => undefined) : target.executeQuery(query);
      },
    }),
  })),
  broken('a transaction nobody ends', 'a transaction that never ends is rolled back, and others go on', (sound) => ({
    transaction: (work) => work(asTx(sound)),
  })),
  broken(
    'migrations applied each time',
    'migrations apply once and in order, also when several migrate at once',
    (sound) => ({
      async migrate(migrations) {
        for (const { up } of migrations) await sound.db.executeQuery(CompiledQuery.raw(up));
      },
    }),
  ),
  broken('no way back', 'a migration goes back, and forth again', (sound) => ({
    migrate: (migrations) => sound.migrate(migrations),
  })),
  broken('half a migration left behind', 'a migration that fails leaves nothing of its run behind', (sound) => ({
    async migrate(migrations) {
      for (const { id } of migrations) await sound.migrate(migrations, id);
    },
  })),
  broken(
    'a downgrade let through',
    'a database of a newer version, or migrated with another text, is refused',
    (sound) => ({
      migrate: (migrations, to) => sound.migrate(migrations, to).catch(() => undefined),
    }),
  ),
  broken(
    'a listener that cannot stop',
    'a listener hears what commits, in order, and nothing after its abort',
    (sound) => ({
      listen: (channel) => sound.listen(channel, new AbortController().signal),
    }),
  ),
  broken(
    'a listener that never hears',
    'a listener hears what commits, in order, and nothing after its abort',
    (sound) => ({
      listen: (_channel, signal) => sound.listen('other', signal),
    }),
  ),
  broken(
    'a close that changes nothing',
    'closing waits for nobody for ever, twice does no harm, and nothing works after it',
    () => ({
      [Symbol.asyncDispose]: async () => undefined,
    }),
  ),
  broken(
    'health that never changes its mind',
    'closing waits for nobody for ever, twice does no harm, and nothing works after it',
    () => ({
      health: async () => ({ ok: true, detail: 'fine' }),
    }),
  ),
];
