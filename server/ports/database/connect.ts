import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Secret } from '../../kit/secret.ts';
import type { Database } from './port.ts';

/** How a database that speaks PostgreSQL's protocol is reached. The embedded one is given such a connector by `main.ts`. */
export interface DatabaseTarget {
  provider: string;
  /** A `postgres://` URL, or the folder of a unix socket. */
  at: { url: Secret } | { socketFolder: string };
  /** One means that LISTEN shares the only connection with the queries. */
  maxConnections: number;
  /** Awaited before a connection is asked for; rejects with an Outage when there is nothing to connect to. */
  ready?: () => Promise<void>;
  /** Ends a statement that the server does not end by itself when its time is over. */
  onStuck?: () => void;
  clock: Clock;
  log: Log;
  limits?: Partial<DatabaseLimits>;
}

/** All in ms. */
export interface DatabaseLimits {
  statement: number;
  transaction: number;
  /** For each statement of a migration. */
  migration: number;
  /** Waiting for a free connection. */
  acquire: number;
  /** Waiting for what is under way when the database closes. */
  close: number;
}

export type ConnectDatabase = (target: DatabaseTarget) => Promise<Database>;

export const defaultLimits: DatabaseLimits = {
  statement: 15_000,
  transaction: 30_000,
  migration: 600_000,
  acquire: 10_000,
  close: 5_000,
};
