import { jobSetup, serveJobs } from './worker-jobs.ts';

/** What `worker-pool.test.ts` has a worker do. */
export type TestJob =
  | { do: 'count'; to: number; everyMs: number }
  | { do: 'deaf'; ms: number }
  | { do: 'crash' | 'throw' | 'refuse' | 'nonsense' | 'silent' | 'setup' };

serveJobs<TestJob, unknown>((job, tools) => {
  switch (job.do) {
    case 'count':
      for (let at = 1; at <= job.to && !tools.stopped(); at++) {
        tools.emit(at);
        block(job.everyMs);
      }
      return;
    case 'deaf':
      tools.emit('begun');
      return block(job.ms);
    case 'crash':
      return process.exit(7);
    case 'throw':
      throw new Error('secret words');
    case 'refuse':
      throw new RangeError('no such thing');
    case 'nonsense':
      tools.emit(() => undefined);
      return;
    case 'silent':
      return;
    case 'setup':
      return tools.emit(jobSetup());
  }
});

/** Holds the thread, as a synchronous computation does. */
function block(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
