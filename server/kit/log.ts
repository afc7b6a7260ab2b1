import type { Writable } from 'node:stream';
import type { Clock } from './clock.ts';
import { type LogFields, logValue } from './log-value.ts';
import { traceId } from './trace.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured logging. Never throws, never waits. Fields hold ids, counts and timings, not what people say or who they are. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries `fields` too. */
  child(fields: LogFields): Log;
}

export interface LogOptions {
  level: LogLevel;
  stream: Writable;
  clock: Pick<Clock, 'wall'>;
}

const ranks: Record<LogLevel, number> = { debug: 20, info: 30, warn: 40, error: 50 };

/** A reader of the log that stops reading may cost this much memory; lines beyond it are dropped and counted. */
const maxWaitingBytes = 1_000_000;

/** Writes one JSON object a line: `time`, `level`, `msg`, `trace_id`, then the fields. */
export function createLog(options: LogOptions): Log {
  const { stream, clock, level } = options;
  let broken = false;
  let dropped = 0;
  // A closed pipe must not take the server down; there is nowhere left to report it.
  stream.on('error', () => {
    broken = true;
  });

  const write = (rank: LogLevel, message: string, base: LogFields, fields: LogFields | undefined): void => {
    if (broken || ranks[rank] < ranks[level]) return;
    if (stream.writableLength > maxWaitingBytes) {
      dropped += 1;
      return;
    }
    const id = traceId();
    const line = {
      ...(logValue({ ...base, ...fields }) as object),
      time: new Date(clock.wall()).toISOString(),
      level: rank,
      msg: message,
      ...(id === undefined ? {} : { trace_id: id }),
      ...(dropped === 0 ? {} : { dropped_lines: dropped }),
    };
    dropped = 0;
    stream.write(`${JSON.stringify(line)}\n`);
  };

  const make = (base: LogFields): Log => ({
    debug: (message, fields) => write('debug', message, base, fields),
    info: (message, fields) => write('info', message, base, fields),
    warn: (message, fields) => write('warn', message, base, fields),
    error: (message, fields) => write('error', message, base, fields),
    child: (fields) => make({ ...base, ...fields }),
  });
  return make({});
}

/** For code that must be given a log and has none. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
