import type { Transaction } from 'kysely';
import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import { newTraceId, traceId, withTrace } from '../../kit/trace.ts';
import type { Database } from '../../ports/database/port.ts';
import type { JobQueue, Jobs } from '../../ports/jobs/port.ts';
import { bossDatabase } from './pg-boss-database.ts';
import { RunningJobs } from './running-jobs.ts';

export interface PgBossOptions {
  database: Database;
  clock: Clock;
  log: Log;
  /** NOTIFY wakes workers at once; polling is for what it misses. At least 0.5. */
  pollSeconds?: number;
  /** Before the first retry; then it doubles. */
  retryDelaySeconds?: number;
}

/** What is stored: the job and the trace it belongs to. */
interface Envelope {
  data: unknown;
  trace: string;
}

/** Its defaults notice a killed worker after two minutes; these after some twenty seconds. */
const superviseSeconds = 10;
const heartbeatSeconds = 10;
const maxRetryDelaySeconds = 300;
/** pg-boss's own limit is only for what ours does not catch. */
const expireGraceSeconds = 10;
const stopLimitMs = 3_000;

/** Jobs in the database through pg-boss. Dispose it before the database. */
export function openPgBoss(options: PgBossOptions): Jobs {
  const { database, clock, log } = options;
  const pollingIntervalSeconds = options.pollSeconds ?? 2;
  const boss = new PgBoss({
    db: bossDatabase(database, log),
    backend: database.provider === 'pglite' ? 'pglite' : 'postgres',
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    flowIntervalSeconds: 60,
  });
  boss.on('error', (error) => log.error('jobs: an error in the background', { error }));
  boss.on('warning', (warning) => log.warn('jobs: a warning', { message: warning.message }));
  const running = new RunningJobs(clock);
  const queues = new Map<string, JobQueue>();
  let closed: Promise<void> | undefined;

  const queueOf = (name: string): JobQueue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new RangeError(`no queue ${name}: name it in start()`);
    return queue;
  };

  const declare = async (queue: JobQueue): Promise<void> => {
    const settings = {
      retryLimit: queue.retries,
      retryDelay: options.retryDelaySeconds ?? 2,
      retryBackoff: true,
      retryDelayMax: maxRetryDelaySeconds,
      expireInSeconds: queue.timeoutSeconds + expireGraceSeconds,
      heartbeatSeconds,
      notify: true,
    };
    await boss.createQueue(queue.name, settings);
    await boss.updateQueue(queue.name, settings);
    // Looks the queue up once: done by the first send inside a transaction, it would need a second connection.
    await boss.findJobs(queue.name, { key: 'none' });
    queues.set(queue.name, queue);
  };

  const runOne = async (
    queue: JobQueue,
    job: Job<Envelope>,
    handler: (data: unknown, signal: AbortSignal) => Promise<void>,
  ): Promise<JobResult> => {
    const { id, data: envelope, retryCount } = job;
    return await withTrace(envelope.trace, async () => {
      const started = clock.now();
      const fields = { queue: queue.name, job: id, attempt: retryCount + 1 };
      try {
        await running.run(queue.timeoutSeconds * 1000, job.signal, (signal) => handler(envelope.data, signal));
        log.info('job done', { ...fields, ms: Math.round(clock.now() - started) });
      } catch (error) {
        if (running.closing) {
          // A restart is no failure of the job: it starts afresh instead of losing a retry.
          await boss.send(queue.name, envelope);
          log.info('job put back at the shutdown', fields);
          return { id, status: 'completed' };
        }
        log.warn('job failed', { ...fields, ms: Math.round(clock.now() - started), error });
        return { id, status: 'failed', output: { error: error instanceof Error ? error.name : 'unknown' } };
      }
      return { id, status: 'completed' };
    });
  };

  return {
    provider: 'pg-boss',
    async start(declared) {
      await boss.start();
      for (const queue of declared) await declare(queue);
    },
    // biome-ignore lint/complexity/noBannedTypes: as in the port
    async enqueue(tx: Transaction<{}> | null, queue, data) {
      queueOf(queue);
      const envelope: Envelope = { data, trace: traceId() ?? newTraceId() };
      await boss.send(queue, envelope, tx === null ? {} : { db: fromKysely(tx) });
    },
    async work(name, handler) {
      const queue = queueOf(name);
      const work = {
        batchSize: 8,
        perJobResults: true,
        burstWhenBatchFull: true,
        // A slow batch holds up only its own worker.
        localConcurrency: 2,
        pollingIntervalSeconds,
        notifyPollingIntervalSeconds: pollingIntervalSeconds,
      } as const;
      await boss.work<Envelope, unknown, typeof work>(name, work, (jobs) =>
        Promise.all(jobs.map((job) => runOne(queue, job, handler))),
      );
    },
    async health() {
      try {
        const stored = await boss.getQueues([...queues.keys()]);
        const sum = (count: (queue: (typeof stored)[number]) => number): number =>
          stored.reduce((total, queue) => total + count(queue), 0);
        const detail = `${sum((queue) => queue.queuedCount)} waiting, ${sum((queue) => queue.activeCount)} running, ${sum((queue) => queue.failedCount)} failed`;
        return { ok: closed === undefined, detail: closed === undefined ? detail : 'closed' };
      } catch (error) {
        return { ok: false, detail: error instanceof Error ? error.message : 'unknown failure' };
      }
    },
    [Symbol.asyncDispose]() {
      closed ??= (async () => {
        await Promise.all([...queues.keys()].map((name) => boss.offWork(name, { wait: false })));
        await running.close();
        await boss.stop({ close: false, graceful: true, timeout: stopLimitMs });
      })();
      return closed;
    },
  };
}
