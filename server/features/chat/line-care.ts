import type { WebSocket } from 'ws';
import type { Clock } from '../../kit/clock.ts';

/** A client that has not said who it is by then does not mean to. */
const CONNECT_MS = 15_000;
const PING_MS = 30_000;
/** Pings in a row without an answer; the line is dead then, whatever its two ends think. */
const UNANSWERED = 2;
/** A client that does not read what it is told is hung up on before that fills the memory. */
const BUFFERED_BYTES = 1_000_000;

/** What of a socket its care needs. */
export type Line = Pick<WebSocket, 'on' | 'once' | 'ping' | 'close' | 'terminate' | 'bufferedAmount'>;

/** Ends lines that nobody is at: that never connect, are dead, or are not read. */
export function careFor(line: Line, clock: Clock, connected: () => boolean, late: () => void): void {
  let unanswered = 0;
  let next: Disposable;
  const waiting = clock.after(CONNECT_MS, () => {
    if (!connected()) late();
  });
  const look = (): void => {
    if (unanswered >= UNANSWERED || line.bufferedAmount > BUFFERED_BYTES) {
      line.terminate();
      return;
    }
    unanswered += 1;
    line.ping();
    next = clock.after(PING_MS, look);
  };
  next = clock.after(PING_MS, look);
  const alive = (): void => {
    unanswered = 0;
  };
  line.on('pong', alive);
  line.on('message', alive);
  line.once('close', () => {
    waiting[Symbol.dispose]();
    next[Symbol.dispose]();
  });
}

export const reads = (line: Pick<WebSocket, 'bufferedAmount'>): boolean => line.bufferedAmount <= BUFFERED_BYTES;
