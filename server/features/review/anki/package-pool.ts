import type { Clock } from '../../../kit/clock.ts';
import { WorkerPool } from '../../../kit/worker-pool.ts';
import type { PackageJob, PackagePart } from './anki-notes.ts';

/** One thread for all packages: whoever sends the next one waits their turn. A package that takes for ever costs the thread its life. */
export function packagePool(clock: Clock): WorkerPool<PackageJob, PackagePart> {
  return new WorkerPool({
    clock,
    entry: new URL('./package-worker.ts', import.meta.url),
    size: 1,
    port: 'review',
    provider: 'anki-packages',
    startMs: 20_000,
    stallMs: 60_000,
    cancelMs: 5_000,
    queueLimit: 8,
  });
}
