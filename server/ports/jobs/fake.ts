import { CompiledQuery, type Transaction } from 'kysely';
import { type Clock, realClock } from '../../kit/clock.ts';
import { Aborted } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import { newTraceId, traceId, withTrace } from '../../kit/trace.ts';
import type { Database } from '../database/port.ts';
import type { JobQueue, Jobs } from './port.ts';

export interface FakeJobsOptions {
  database: Database;
  clock?: Clock;
}

interface Row {
  id: number;
  data: { data: unknown; trace: string };
  tries: number;
}

type Handler = (data: unknown, signal: AbortSignal) => Promise<void>;

const pollMs = 15;

/** Jobs in one table of a database, looked for every few milliseconds of the clock; a failed one is due again at once. */
export function openFakeJobs({ database, clock = realClock }: FakeJobsOptions): Jobs {
  const life = new AbortController();
  const queues = new Map<string, JobQueue>();
  const polls = new Set<Disposable>();
  const running = new Set<Promise<void>>();

  // biome-ignore lint/complexity/noBannedTypes: as in the port
  const run = async (text: string, values: unknown[], tx: Transaction<{}> | null = null): Promise<Row[]> =>
    (await (tx ?? database.db).executeQuery<Row>(CompiledQuery.raw(text, values))).rows;

  const queueOf = (name: string): JobQueue => {
    const queue = queues.get(name);
    if (queue === undefined) throw new RangeError(`no queue ${name}`);
    return queue;
  };

  const attempt = async (queue: JobQueue, row: Row, handler: Handler): Promise<void> => {
    const late = (): Error => new Aborted('the job took too long');
    try {
      await withTrace(row.data.trace, () =>
        limited(clock, queue.timeoutSeconds * 1000, late, (signal) => handler(row.data.data, signal), life.signal),
      );
      await run('delete from fake_job where id = $1', [row.id]);
    } catch {
      // What failed is due again, while it has tries; what the shutdown stopped loses none.
      const lost = life.signal.aborted ? 0 : 1;
      await run('update fake_job set tries = tries + $2, busy = false where id = $1', [row.id, lost]);
      await run('delete from fake_job where id = $1 and tries > $2', [row.id, queue.retries]);
    }
  };

  const poll = async (queue: JobQueue, handler: Handler): Promise<void> => {
    const rows = await run(
      `update fake_job set busy = true where id in
        (select id from fake_job where queue = $1 and not busy order by id limit 8 for update skip locked)
        returning id, data, tries`,
      [queue.name],
    );
    await Promise.all(rows.map((row) => attempt(queue, row, handler)));
  };

  const again = (queue: JobQueue, handler: Handler): void => {
    const timer = clock.after(pollMs, () => {
      polls.delete(timer);
      const polling = poll(queue, handler).finally(() => {
        running.delete(polling);
        if (!life.signal.aborted) again(queue, handler);
      });
      running.add(polling);
    });
    polls.add(timer);
  };

  return {
    provider: 'fake',
    async start(declared) {
      await run(
        `create table if not exists fake_job (id int generated always as identity, queue text, data jsonb,
          tries int default 0, busy boolean default false)`,
        [],
      );
      await run('update fake_job set busy = false', []);
      for (const queue of declared) queues.set(queue.name, queue);
    },
    async enqueue(tx, queue, data) {
      queueOf(queue);
      const envelope = JSON.stringify({ data, trace: traceId() ?? newTraceId() });
      await run('insert into fake_job (queue, data) values ($1, $2)', [queue, envelope], tx);
    },
    async work(name, handler) {
      again(queueOf(name), handler);
    },
    health: async () => ({ ok: !life.signal.aborted, detail: 'fake jobs' }),
    async [Symbol.asyncDispose]() {
      if (!life.signal.aborted) life.abort(new Aborted('closing'));
      for (const timer of polls) timer[Symbol.dispose]();
      await Promise.all(running);
    },
  };
}
