import { afterEach, describe, expect, test } from 'vitest';
import { realClock } from './clock.ts';
import { Aborted, Outage } from './errors.ts';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.ts';
import type { TestJob } from './worker-pool-test-worker.ts';

const pools: AsyncDisposable[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool[Symbol.asyncDispose]();
});

function poolOf(options: Partial<WorkerPoolOptions> = {}): WorkerPool<TestJob, unknown> {
  const pool = new WorkerPool<TestJob, unknown>({
    clock: realClock,
    entry: new URL('./worker-pool-test-worker.ts', import.meta.url),
    size: 1,
    port: 'test',
    provider: 'counter',
    startMs: 20_000,
    stallMs: 5_000,
    cancelMs: 300,
    queueLimit: 50,
    ...options,
  });
  pools.push(pool);
  return pool;
}

const never = (): AbortSignal => new AbortController().signal;

async function all(parts: AsyncIterable<unknown>): Promise<unknown[]> {
  const got: unknown[] = [];
  for await (const part of parts) got.push(part);
  return got;
}

describe('worker pool', () => {
  test('starts nothing until it is needed, then streams in order', async () => {
    const pool = poolOf({ setup: { answer: 42 } });
    expect(pool.threads).toBe(0);
    expect(await all(pool.run({ do: 'count', to: 5, everyMs: 0 }, never()))).toEqual([1, 2, 3, 4, 5]);
    expect(await pool.ask({ do: 'setup' }, never())).toEqual({ answer: 42 });
    expect(pool.threads).toBe(1);
  });

  test('an abort stops a running computation, which yields nothing more', async () => {
    const pool = poolOf();
    const abort = new AbortController();
    const got: unknown[] = [];
    const reading = (async () => {
      for await (const part of pool.run({ do: 'count', to: 100_000, everyMs: 5 }, abort.signal)) {
        got.push(part);
        if (got.length === 3) abort.abort(new Aborted('enough'));
      }
    })();
    await expect(reading).rejects.toThrow('enough');
    expect(got).toEqual([1, 2, 3]);
    expect(await all(pool.run({ do: 'count', to: 2, everyMs: 0 }, never()))).toEqual([1, 2]);
    expect(pool.replaced).toBe(0);
  });

  test('leaving the loop early stops the job too', async () => {
    const pool = poolOf();
    for await (const part of pool.run({ do: 'count', to: 100_000, everyMs: 5 }, never())) if (part === 2) break;
    expect(await all(pool.run({ do: 'count', to: 1, everyMs: 0 }, never()))).toEqual([1]);
    expect(pool.replaced).toBe(0);
  });

  test('a worker that does not stop is replaced', async () => {
    const pool = poolOf({ cancelMs: 50 });
    for await (const part of pool.run({ do: 'deaf', ms: 60_000 }, never())) if (part === 'begun') break;
    expect(await all(pool.run({ do: 'count', to: 2, everyMs: 0 }, never()))).toEqual([1, 2]);
    expect(pool.replaced).toBe(1);
  });

  test('a job that stalls is an Outage, and the next one works', async () => {
    const pool = poolOf({ stallMs: 300 });
    await expect(all(pool.run({ do: 'deaf', ms: 60_000 }, never()))).rejects.toThrow(Outage);
    expect(await all(pool.run({ do: 'count', to: 1, everyMs: 0 }, never()))).toEqual([1]);
  });

  test.each(['crash', 'throw', 'nonsense'] as const)(
    '%s is an Outage that quotes nothing; the next job works',
    async (how) => {
      const pool = poolOf();
      const waiting = all(pool.run({ do: how }, never()));
      const behind = all(pool.run({ do: 'count', to: 2, everyMs: 0 }, never()));
      const failure = await waiting.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Outage);
      expect(String(failure)).not.toContain('secret');
      expect(pool.lastFailure).toContain('counter');
      expect(await behind).toEqual([1, 2]);
      expect(pool.replaced).toBe(1);
      expect(pool.lastFailure).toBeUndefined();
    },
  );

  test('a refused job is a RangeError and costs no worker; no answer is an Outage', async () => {
    const pool = poolOf();
    await expect(pool.ask({ do: 'refuse' }, never())).rejects.toThrow(RangeError);
    await expect(pool.ask({ do: 'silent' }, never())).rejects.toThrow(Outage);
    expect(pool.replaced).toBe(0);
  });

  test('a second worker starts only when the first is busy, and never a third of two', async () => {
    const pool = poolOf({ size: 2 });
    await pool.ask({ do: 'setup' }, never());
    expect(pool.threads).toBe(1);
    await Promise.all([1, 2, 3, 4].map(() => all(pool.run({ do: 'count', to: 20, everyMs: 5 }, never()))));
    expect(pool.threads).toBe(2);
  });

  test('an aborted job leaves the queue; a full queue refuses', async () => {
    const pool = poolOf({ queueLimit: 1 });
    const first = pool.run({ do: 'count', to: 40, everyMs: 5 }, never());
    await first.next();
    const abort = new AbortController();
    const queued = all(pool.run({ do: 'count', to: 1, everyMs: 0 }, abort.signal));
    await expect(all(pool.run({ do: 'count', to: 1, everyMs: 0 }, never()))).rejects.toThrow('too many');
    abort.abort(new Aborted('gone'));
    await expect(queued).rejects.toThrow('gone');
    await first.return();
    expect(await all(pool.run({ do: 'count', to: 1, everyMs: 0 }, never()))).toEqual([1]);
  });

  test('a worker that cannot start tells everyone who waits', async () => {
    const pool = poolOf({ entry: new URL('./no-such-worker.ts', import.meta.url) });
    const answers = await Promise.allSettled([pool.ask({ do: 'setup' }, never()), pool.ask({ do: 'setup' }, never())]);
    for (const answer of answers) expect(answer.status === 'rejected' && answer.reason).toBeInstanceOf(Outage);
  });

  test('disposal ends what runs and what waits, and leaves no thread', async () => {
    const pool = poolOf();
    const running = all(pool.run({ do: 'count', to: 100_000, everyMs: 5 }, never()));
    const waiting = all(pool.run({ do: 'count', to: 1, everyMs: 0 }, never()));
    const both = Promise.allSettled([running, waiting]);
    await pool[Symbol.asyncDispose]();
    for (const end of await both) expect(end.status === 'rejected' && end.reason).toBeInstanceOf(Outage);
    expect(pool.threads).toBe(0);
    await expect(pool.ask({ do: 'setup' }, never())).rejects.toThrow('shut down');
  });
});
