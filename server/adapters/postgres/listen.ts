import pg from 'pg';
import { backoffMs } from '../../kit/backoff.ts';
import { Channel } from '../../kit/channel.ts';
import type { Clock } from '../../kit/clock.ts';
import { isAbort } from '../../kit/errors.ts';
import type { Log } from '../../kit/log.ts';
import type { Notice } from '../../ports/database/port.ts';

/** A listener this far behind loses the rest and is told to look for itself, as after a reconnection. */
const maxWaiting = 1000;
const reconnect = { baseMs: 250, maxMs: 10_000 };

/** `channel` goes into SQL as an identifier. */
export function requireChannelName(channel: string): void {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(channel)) throw new RangeError(`not a channel name: ${channel}`);
}

export interface ListenTools {
  config: pg.ClientConfig;
  clock: Clock;
  log: Log;
  random: () => number;
}

/** LISTEN on a connection of its own, which the pool can neither lend nor close; connects again for ever, until the abort. */
export async function* listenAlone(tools: ListenTools, channel: string, signal: AbortSignal): AsyncGenerator<Notice> {
  for (let attempt = 2; !signal.aborted; attempt += 1) {
    const notices = new Channel<Notice>(maxWaiting);
    const stop = (): void => notices.cancel();
    signal.addEventListener('abort', stop, { once: true });
    const client = new pg.Client(tools.config);
    client.on('notification', ({ payload }) => {
      if (!notices.tryPush({ payload: payload ?? '' })) notices.close();
    });
    client.on('error', (error) => notices.close(error));
    client.on('end', () => notices.close());
    try {
      await client.connect();
      await client.query(`listen "${channel}"`);
      attempt = 2;
      if (!signal.aborted) yield { payload: undefined };
      for await (const notice of notices) {
        if (signal.aborted) return;
        yield notice;
      }
    } catch (error) {
      tools.log.warn('listening to the database failed', { channel, error });
    } finally {
      signal.removeEventListener('abort', stop);
      await client.end();
    }
    try {
      await tools.clock.sleep(backoffMs(reconnect, attempt, tools.random), signal);
    } catch (error) {
      if (!isAbort(error, signal)) throw error;
    }
  }
}

/** LISTEN on the only connection of a pool, renewed whenever the pool connects. */
export class SharedListeners {
  readonly #channels = new Map<string, Set<Channel<Notice>>>();
  readonly #execute: (text: string) => Promise<void>;

  constructor(execute: (text: string) => Promise<void>) {
    this.#execute = execute;
  }

  /** To be awaited before the pool lends a new connection. */
  async onConnect(client: pg.ClientBase): Promise<void> {
    client.on('notification', ({ channel, payload }) => this.#tell(channel, { payload: payload ?? '' }));
    for (const channel of this.#channels.keys()) {
      await client.query(`listen "${channel}"`);
      this.#tell(channel, { payload: undefined });
    }
  }

  async *listen(channel: string, signal: AbortSignal): AsyncGenerator<Notice> {
    const notices = new Channel<Notice>(maxWaiting);
    const stop = (): void => notices.cancel();
    signal.addEventListener('abort', stop, { once: true });
    let readers: Set<Channel<Notice>> | undefined;
    try {
      if (signal.aborted) return;
      await this.#execute(`listen "${channel}"`);
      // Only from here on `onConnect` renews it, so that the first connection does not tell of itself twice.
      readers = this.#channels.get(channel) ?? new Set();
      this.#channels.set(channel, readers.add(notices));
      notices.tryPush({ payload: undefined });
      for await (const notice of notices) {
        if (signal.aborted) return;
        yield notice;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      readers?.delete(notices);
      if (readers?.size === 0) this.#channels.delete(channel);
    }
  }

  /** Ends every listener; the database is closing. */
  close(): void {
    for (const readers of this.#channels.values()) for (const notices of readers) notices.cancel();
  }

  #tell(channel: string, notice: Notice): void {
    for (const notices of this.#channels.get(channel) ?? []) {
      // A full queue already tells the reader to look; one more notice would say nothing new.
      notices.tryPush(notice);
    }
  }
}
