import { Outage } from '../../kit/errors.ts';

/** SQLSTATE classes that tell of the world and not of the query. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const worldly: Readonly<Record<string, string>> = {
  '08': 'the connection failed',
  '53': 'the server is out of a resource',
  '57': 'the server ended or cancelled the statement',
  '58': 'the server has trouble with its files',
  'XX': 'the server has an internal error',
};
/** Serialisation failure, deadlock: the same transaction may well succeed when run again. */
const collisions = new Set(['40001', '40P01']);
const cancelled = '57014';
const diskFull = '53100';
/** The server closed a session that sat idle in a transaction, or a transaction that took too long. */
const expired = new Set(['25P03', '25P04']);
const lost =
  /Connection terminated|Connection ended|Client has encountered a connection error|not queryable|timeout exceeded when trying to connect|timeout expired/i;
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

export interface Trouble {
  provider: string;
  /** What was under way when it happened: a lost COMMIT or statement of its own may have been done, so it is not safe to repeat. */
  during: 'acquire' | 'statement' | 'transaction' | 'commit';
}

/** True when the connection must not be used again, though it may still look alive: the server says so before it hangs up. */
export function breaksConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const code = sqlState(error);
  return (
    code === undefined || code.startsWith('08') || code.startsWith('57P') || expired.has(code) || code.startsWith('XX')
  );
}

function sqlState(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !networkCodes.has(code) ? code : undefined;
}

/** An Outage when the world failed; otherwise the error itself, with its SQLSTATE in `code`. */
export function fromPgError(error: unknown, trouble: Trouble): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const outage = (retryable: boolean, why: string): Outage =>
    new Outage(
      { port: 'database', provider: trouble.provider, retryable },
      `database: ${why} (${code || error.message})`,
      {
        cause: error,
      },
    );
  const repeatable = trouble.during === 'acquire' || trouble.during === 'transaction';
  if (collisions.has(code)) return outage(true, 'two transactions collided');
  if (expired.has(code)) return outage(false, 'the transaction took too long and was ended');
  if (code === cancelled) return outage(false, 'the statement took too long and was ended');
  if (networkCodes.has(code) || lost.test(error.message)) return outage(repeatable, 'the connection was lost');
  if (code === diskFull) return outage(false, 'the disk is full');
  const why = worldly[sqlState(error)?.slice(0, 2) ?? ''];
  return why === undefined ? error : outage(repeatable, why);
}
