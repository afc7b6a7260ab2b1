import assert from 'node:assert/strict';
import { CompiledQuery } from 'kysely';
import { describe } from 'vitest';
import { traceId, withTrace } from '../../kit/trace.ts';
import { type Check, pause, registerChecks, within } from '../contract.ts';
import type { Database } from '../database/port.ts';
import type { JobQueue, Jobs } from './port.ts';

/** A database of its own with nothing in it, and the jobs on it; several may be open at a time, as replicas. */
export interface JobsSetting extends AsyncDisposable {
  database: Database;
  /** Retries at once, or after a second at most. Disposed by the check. */
  openJobs(): Jobs;
}

export type OpenJobs = () => Promise<JobsSetting>;

const queue: JobQueue = { name: 'mail', retries: 2, timeoutSeconds: 5 };
const other: JobQueue = { name: 'other', retries: 0, timeoutSeconds: 1 };
const soon = 12_000;
/** Long enough for a job that must not come. */
const settleMs = 1_500;

async function until(what: string, done: () => boolean): Promise<void> {
  const waiting = (async () => {
    while (!done()) await pause(10);
  })();
  await within(soon, what, waiting);
}

async function started(setting: JobsSetting): Promise<Jobs> {
  const jobs = setting.openJobs();
  await jobs.start([queue, other]);
  return jobs;
}

export const jobsChecks: readonly Check<OpenJobs>[] = [
  {
    name: 'a job reaches the handler of its queue with its data and its trace',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      const seen: unknown[] = [];
      await jobs.work('mail', async (data) => void seen.push([data, traceId()]));
      await jobs.work('other', async () => void seen.push('the wrong queue'));
      const data = { text: 'zażółć \u{1F600}', list: [1, null, { deep: true }] };
      await withTrace('t'.repeat(32), () => jobs.enqueue(null, 'mail', data));
      await until('the job', () => seen.length > 0);
      await pause(100);
      assert.deepEqual(seen, [[data, 't'.repeat(32)]]);
    },
  },
  {
    name: 'a job of a transaction comes if and only if it commits, from the very first on',
    run: async (open) => {
      await using setting = await open();
      const { database } = setting;
      await using jobs = await started(setting);
      const seen: unknown[] = [];
      await jobs.work('mail', async (data) => void seen.push(data));
      await within(
        soon,
        'the transaction',
        database.transaction((tx) => jobs.enqueue(tx, 'mail', { n: 1 })),
      );
      const failing = database.transaction(async (tx) => {
        await jobs.enqueue(tx, 'mail', { n: 2 });
        throw new Error('rolled back');
      });
      await assert.rejects(failing, /rolled back/);
      await until('the job', () => seen.length > 0);
      await pause(settleMs);
      assert.deepEqual(seen, [{ n: 1 }]);
    },
  },
  {
    name: 'a job does not start before its transaction commits',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      let committed = false;
      const seen: boolean[] = [];
      await jobs.work('mail', async () => void seen.push(committed));
      await setting.database.transaction(async (tx) => {
        await jobs.enqueue(tx, 'mail', {});
        await pause(300);
        await tx.executeQuery(CompiledQuery.raw('select 1'));
        committed = true;
      });
      await until('the job', () => seen.length > 0);
      assert.deepEqual(seen, [true]);
    },
  },
  {
    name: 'a job that fails is tried again as often as its queue says, and no more',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      let tries = 0;
      await jobs.work('mail', async () => {
        tries += 1;
        throw new Error('not this time');
      });
      await jobs.enqueue(null, 'mail', {});
      await until('three tries', () => tries >= 3);
      await pause(settleMs);
      assert.equal(tries, 3);
    },
  },
  {
    name: 'a job that succeeds at the second try is done',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      let tries = 0;
      await jobs.work('mail', async () => {
        tries += 1;
        if (tries === 1) throw new Error('not this time');
      });
      await jobs.enqueue(null, 'mail', {});
      await until('the second try', () => tries >= 2);
      await pause(settleMs);
      assert.equal(tries, 2);
    },
  },
  {
    name: 'at its time limit a handler is told, and given up even when it does not listen',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      const told: unknown[] = [];
      const seen: unknown[] = [];
      await jobs.work('other', async (data, signal) => {
        seen.push(data);
        signal.addEventListener('abort', () => told.push(signal.reason));
        await new Promise(() => undefined);
      });
      await jobs.enqueue(null, 'other', { n: 1 });
      await until('the abort', () => told.length > 0);
      await jobs.enqueue(null, 'other', { n: 2 });
      await until('the next job', () => seen.length > 1);
      assert.deepEqual(seen, [{ n: 1 }, { n: 2 }]);
    },
  },
  {
    name: 'closing aborts what runs and ends soon, and what it stopped comes again with its data and all its tries',
    run: async (open) => {
      await using setting = await open();
      const first = await started(setting);
      const reasons: unknown[] = [];
      let running = false;
      await first.work('other', async (_data, signal) => {
        running = true;
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason);
          });
        });
      });
      await withTrace('a'.repeat(32), () => first.enqueue(null, 'other', { n: 1 }));
      await until('the start', () => running);
      await within(soon, 'closing', first[Symbol.asyncDispose]());
      assert.equal(reasons.length, 1);

      await using second = await started(setting);
      const seen: unknown[] = [];
      await second.work('other', async (data) => void seen.push([data, traceId()]));
      await until('the job', () => seen.length > 0);
      assert.deepEqual(seen, [[{ n: 1 }, 'a'.repeat(32)]]);
    },
  },
  {
    name: 'closing does not wait for a handler that does not listen, and twice does no harm',
    run: async (open) => {
      await using setting = await open();
      const jobs = await started(setting);
      let running = false;
      await jobs.work('mail', async () => {
        running = true;
        await new Promise(() => undefined);
      });
      await jobs.enqueue(null, 'mail', {});
      await until('the start', () => running);
      await within(soon, 'closing', jobs[Symbol.asyncDispose]());
      await within(soon, 'closing again', jobs[Symbol.asyncDispose]());
      assert.equal((await jobs.health()).ok, false);
    },
  },
  {
    name: 'jobs wait for a worker, and two replicas share them, each job once',
    run: async (open) => {
      await using setting = await open();
      await using one = await started(setting);
      await using two = await started(setting);
      for (let n = 0; n < 25; n += 1) await one.enqueue(null, 'mail', { n });
      const seen: number[] = [];
      const handler = async (data: unknown): Promise<void> => {
        await pause(5);
        seen.push((data as { n: number }).n);
      };
      await one.work('mail', handler);
      await two.work('mail', handler);
      await until('all jobs', () => seen.length >= 25);
      await pause(settleMs);
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        Array.from({ length: 25 }, (_, n) => n),
      );
    },
  },
  {
    name: 'a handler may use transactions and enqueue further jobs',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      const seen: unknown[] = [];
      await jobs.work('mail', (data) =>
        setting.database.transaction(async (tx) => {
          await jobs.enqueue(tx, 'other', { after: data });
        }),
      );
      await jobs.work('other', async (data) => void seen.push(data));
      await jobs.enqueue(null, 'mail', { n: 1 });
      await until('the second job', () => seen.length > 0);
      assert.deepEqual(seen, [{ after: { n: 1 } }]);
    },
  },
  {
    name: 'an unknown queue is an error',
    run: async (open) => {
      await using setting = await open();
      await using jobs = await started(setting);
      await assert.rejects(jobs.enqueue(null, 'nowhere', {}));
      await assert.rejects(jobs.work('nowhere', async () => undefined));
      assert.equal((await jobs.health()).ok, true);
    },
  },
];

export function jobsContract(name: string, open: OpenJobs): void {
  describe(`jobs contract: ${name}`, () => registerChecks(jobsChecks, open));
}
