import { serveJobs } from '../../kit/worker-jobs.ts';

/** An engine that never comes back, for tests. */
serveJobs(() => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
