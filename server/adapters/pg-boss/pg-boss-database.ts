import { CompiledQuery } from 'kysely';
import type { ConstructorOptions } from 'pg-boss';
import { Aborted } from '../../kit/errors.ts';
import { LinkedAbort } from '../../kit/link-signal.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';

type BossDatabase = NonNullable<ConstructorOptions['db']>;

const never = new AbortController().signal;

/** Our database as pg-boss wants one: statements, several in one text too, and LISTEN. */
export function bossDatabase(database: Database, log: Log): BossDatabase {
  return {
    async executeSql(text, values = []) {
      // pg-boss declares its rows as it likes them.
      const { rows } = await database.db.executeQuery<Record<string, never>>(CompiledQuery.raw(text, [...values]));
      return { rows };
    },
    async listen(channel, onPayload, onReconnect) {
      const life = new LinkedAbort(never);
      const listening = (async () => {
        for await (const { payload } of database.listen(channel, life.signal)) {
          if (payload === undefined) onReconnect();
          else onPayload(payload);
        }
      })().catch((error: unknown) => log.warn('jobs are only polled for: listening failed', { error }));
      return {
        close: async () => {
          life.abort(new Aborted('the jobs are closing'));
          await listening;
        },
      };
    },
  };
}
