import { createClient, ErrorReply } from 'redis';
import { backoffMs } from '../../kit/backoff.ts';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { Log } from '../../kit/log.ts';
import type { Secret } from '../../kit/secret.ts';
import { StartupError } from '../../kit/startup-error.ts';

export interface RedisOptions {
  /** `redis://user:password@host:port/number` */
  url: Secret;
  /** Before every key and channel; one Redis may serve several installations. */
  prefix: string;
  clock: Clock;
  log: Log;
  /** How long a command may take, ms. */
  limitMs?: number;
}

export type RedisClient = ReturnType<typeof newClient>;

const connectMs = 3_000;
const reconnect = { baseMs: 100, maxMs: 5_000 };
/** Replies by which a server says that it cannot serve now. */
const worldly = /^(LOADING|BUSY|OOM|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|NOAUTH|WRONGPASS|NOPERM)/;

function newClient(url: string) {
  return createClient({
    url,
    // A command while it is away fails at once instead of waiting for it without bound.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: 5_000,
    socket: {
      connectTimeout: connectMs,
      socketTimeout: 15_000,
      reconnectStrategy: (retries) => backoffMs(reconnect, Math.min(retries, 20) + 2, Math.random),
    },
  });
}

/** One connection for commands and one for subscriptions; both come back by themselves. */
export class RedisConnection implements AsyncDisposable {
  readonly prefix: string;
  readonly client: RedisClient;
  readonly subscriber: RedisClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly #limitMs: number;

  private constructor(options: RedisOptions) {
    this.prefix = options.prefix;
    this.clock = options.clock;
    this.log = options.log;
    this.#limitMs = options.limitMs ?? 2_000;
    this.client = newClient(options.url.reveal());
    this.subscriber = newClient(options.url.reveal());
    for (const client of [this.client, this.subscriber]) {
      client.on('error', (error: unknown) => this.log.warn('redis is away', { error }));
    }
  }

  /** Throws a `StartupError` when Redis does not answer or is not what it should be. */
  static async open(options: RedisOptions, signal: AbortSignal): Promise<RedisConnection> {
    const connection = new RedisConnection(options);
    const late = (): Error => new Error(`no answer within ${connectMs} ms`);
    try {
      await limited(
        options.clock,
        connectMs,
        late,
        () => Promise.all([connection.client.connect(), connection.subscriber.connect()]),
        signal,
      );
      return connection;
    } catch (error) {
      connection.#destroy();
      const place = URL.parse(options.url.reveal())?.host ?? 'REDIS_URL';
      const why = error instanceof Error ? error.message || error.name : 'unknown failure';
      throw new StartupError(`Redis at ${place} cannot be used: ${why}.`, 'Check REDIS_URL and the server.', {
        cause: error,
      });
    }
  }

  /** Runs one command; an Outage when Redis is away, too slow or not able to serve. `port` is for the message. */
  async run<T>(port: string, retryable: boolean, command: (client: RedisClient) => Promise<T>): Promise<T> {
    const outage = (why: string, cause?: unknown): Outage =>
      new Outage({ port, provider: 'redis', retryable }, `${port}: redis ${why}`, { cause });
    const late = (): Error => outage(`did not answer within ${this.#limitMs} ms`);
    try {
      return await limited(this.clock, this.#limitMs, late, () => command(this.client), never);
    } catch (error) {
      if (error instanceof Outage) throw error;
      if (!(error instanceof ErrorReply)) throw outage('is away', error);
      throw worldly.test(error.message) ? outage('cannot serve', error) : error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#destroy();
  }

  #destroy(): void {
    for (const client of [this.client, this.subscriber]) if (client.isOpen) client.destroy();
  }
}

const never = new AbortController().signal;
