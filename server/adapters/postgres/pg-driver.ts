import {
  createQueryId,
  type DatabaseConnection,
  type Driver,
  IdentifierNode,
  type QueryCompiler,
  RawNode,
  type TransactionSettings,
} from 'kysely';
import type { Pool } from 'pg';
import type { TransactionScope } from '../../ports/database/transaction-scope.ts';
import { PgConnection, type StatementRules } from './pg-connection.ts';
import { fromPgError } from './pg-error.ts';

export interface PgDriverOptions {
  pool: Pool;
  scope: TransactionScope;
  ready: (() => Promise<void>) | undefined;
  rules: StatementRules;
  /** Ends the pool. */
  close: () => Promise<void>;
}

/** Kysely's way to the pool. Unlike Kysely's own driver it bounds every statement and refuses queries at the wrong time. */
export function createPgDriver(options: PgDriverOptions): Driver {
  const { pool, scope, ready, rules } = options;
  const savepoint = async (
    command: string,
    connection: DatabaseConnection,
    name: string,
    compile: QueryCompiler['compileQuery'],
  ) => {
    const node = RawNode.createWithChildren([RawNode.createWithSql(`${command} `), IdentifierNode.create(name)]);
    await connection.executeQuery(compile(node, createQueryId()));
  };
  return {
    init: async () => undefined,
    async acquireConnection() {
      scope.refuseInside();
      await ready?.();
      try {
        return new PgConnection(await pool.connect(), rules);
      } catch (error) {
        throw fromPgError(error, { provider: rules.provider, during: 'acquire' });
      }
    },
    beginTransaction: (connection, settings) => own(connection).begin(beginText(settings)),
    commitTransaction: (connection) => own(connection).commit(),
    rollbackTransaction: (connection) => own(connection).rollback(),
    savepoint: (connection, name, compile) => savepoint('savepoint', connection, name, compile),
    rollbackToSavepoint: (connection, name, compile) => savepoint('rollback to', connection, name, compile),
    releaseSavepoint: (connection, name, compile) => savepoint('release', connection, name, compile),
    releaseConnection: (connection) => own(connection).release(),
    destroy: options.close,
  };
}

function own(connection: DatabaseConnection): PgConnection {
  if (connection instanceof PgConnection) return connection;
  throw new TypeError('a connection of another driver');
}

function beginText({ isolationLevel, accessMode }: TransactionSettings): string {
  const isolation = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
  return `begin${isolation}${accessMode === undefined ? '' : ` ${accessMode}`}`;
}
