import type { RawData, WebSocket } from 'ws';
import { type CloseReason, closeCodes } from '../../../wire/realtime.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Outlet } from './event-log.ts';
import { TokenBucket } from './rate-limit.ts';

export interface ConnectionLimits {
  /** Text frames and their bytes, per second and in a burst. A client beyond them is slowed down by not being read. */
  framesPerSecond: number;
  framesBurst: number;
  bytesPerSecond: number;
  bytesBurst: number;
  /** A client that had to be slowed down for this long in a row is closed. */
  throttledMs: number;
  errorsPerSecond: number;
  errorsBurst: number;
  /** A ping goes out this often; two without any answer and the line is dead. */
  pingMs: number;
  /** Without any frame of the client for this long, the connection is closed. */
  idleMs: number;
  /** Bytes that may wait in the socket before events wait in the session's log. */
  bufferedBytes: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  framesPerSecond: 500,
  framesBurst: 2_000,
  bytesPerSecond: 3_000_000,
  bytesBurst: 12_000_000,
  throttledMs: 60_000,
  errorsPerSecond: 2,
  errorsBurst: 60,
  pingMs: 15_000,
  idleMs: 600_000,
  bufferedBytes: 256_000,
};

export interface ConnectionEvents {
  /** One text frame; false when it was wrong. */
  frame(text: string): boolean;
  /** A binary frame, which nobody here speaks. */
  binary(): void;
  /** There is room again for what waits. */
  roomAgain(): void;
  closed(code: number, why: CloseReason | undefined): void;
}

/** A client that was not slowed down for this long has calmed. */
const RELIEF_MS = 2_000;

/** One client's socket: its limits in, its back pressure out, and whether it is still there. */
export class Connection implements Outlet {
  readonly #socket: WebSocket;
  readonly #limits: ConnectionLimits;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #errors: TokenBucket;
  #throttledMs = 0;
  #throttledAt = 0;
  #lastFrameAt: number;
  #alive = true;
  #unanswered = 0;
  #blocked = false;
  #why: CloseReason | undefined;
  #ping: Disposable;
  #wake: Disposable | undefined;

  constructor(socket: WebSocket, clock: Clock, limits: ConnectionLimits, events: ConnectionEvents) {
    const now = clock.now();
    this.#socket = socket;
    this.#limits = limits;
    this.#clock = clock;
    this.#events = events;
    this.#frames = new TokenBucket(limits.framesPerSecond, limits.framesBurst, now);
    this.#bytes = new TokenBucket(limits.bytesPerSecond, limits.bytesBurst, now);
    this.#errors = new TokenBucket(limits.errorsPerSecond, limits.errorsBurst, now);
    this.#lastFrameAt = now;
    this.#ping = clock.after(limits.pingMs, () => this.#check());
    socket.on('message', (data, isBinary) => this.#take(data, isBinary));
    socket.on('pong', () => {
      this.#alive = true;
    });
    // What goes wrong on a line (a frame too large, a reset) closes it; `close` tells of it.
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.#ping[Symbol.dispose]();
      this.#wake?.[Symbol.dispose]();
      events.closed(code, this.#why);
    });
  }

  send(json: string): boolean {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > this.#limits.bufferedBytes) {
      this.#blocked = true;
      return false;
    }
    socket.send(json, () => {
      if (!this.#blocked || socket.bufferedAmount > this.#limits.bufferedBytes / 2) return;
      this.#blocked = false;
      this.#events.roomAgain();
    });
    return true;
  }

  tooSlow(): void {
    this.close('too-slow');
  }

  /** Closes with a reason; what the client does not answer in a while is cut. */
  close(why: CloseReason): void {
    if (this.#why) return;
    this.#why = why;
    this.#socket.resume();
    this.#socket.close(closeCodes[why], why);
    // A client that does not read will not answer either.
    if (why === 'too-slow') this.#clock.after(1_000, () => this.#socket.terminate());
  }

  #take(data: RawData, isBinary: boolean): void {
    if (this.#why) return;
    const now = this.#clock.now();
    this.#alive = true;
    this.#lastFrameAt = now;
    const bytes = Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength;
    this.#throttle(Math.max(this.#frames.take(1, now), this.#bytes.take(bytes, now)));
    const right = !isBinary && this.#events.frame(String(data));
    if (isBinary) this.#events.binary();
    if (!right && this.#errors.take(1, now) > 0) this.close('too-many-errors');
  }

  /** Reads nothing for `ms`: the client's own line slows it down, and memory does not grow. */
  #throttle(ms: number): void {
    if (ms === 0 || this.#wake) return;
    const now = this.#clock.now();
    if (now - this.#throttledAt > RELIEF_MS) this.#throttledMs = 0;
    this.#throttledAt = now + ms;
    this.#throttledMs += ms;
    if (this.#throttledMs > this.#limits.throttledMs) {
      this.close('rate-limited');
      return;
    }
    this.#socket.pause();
    this.#wake = this.#clock.after(Math.max(50, ms), () => {
      this.#wake = undefined;
      this.#socket.resume();
    });
  }

  #check(): void {
    if (this.#clock.now() - this.#lastFrameAt > this.#limits.idleMs) {
      this.close('idle');
    } else {
      this.#unanswered = this.#alive ? 0 : this.#unanswered + 1;
      if (this.#unanswered >= 2) this.#socket.terminate();
      else {
        this.#alive = false;
        if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
      }
    }
    this.#ping = this.#clock.after(this.#limits.pingMs, () => this.#check());
  }
}
