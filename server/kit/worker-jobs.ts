import { parentPort, type Transferable, workerData } from 'node:worker_threads';

/** What a worker of a `WorkerPool` says to its owner. `number` is that of the job. */
export type WorkerAnswer<Part> =
  | { kind: 'ready' }
  | { kind: 'part'; number: number; part: Part }
  | { kind: 'done'; number: number }
  /** The job cannot be done as asked; the worker is well. */
  | { kind: 'refused'; number: number; message: string }
  /** The worker cannot be trusted any more. */
  | { kind: 'broken'; number: number; message: string };

export interface JobTools<Part> {
  /** Hands a part over at once, also from the middle of a synchronous computation. */
  emit(part: Part, transfer?: readonly Transferable[]): void;
  /** True when the job shall stop; cheap enough to ask in an inner loop. */
  stopped(): boolean;
}

/**
 * Called once at the end of a worker's entry: answers its owner's jobs one at a time. A RangeError of `handle` refuses the job; anything
 * else that it throws makes the owner replace this worker.
 */
export function serveJobs<Job, Part>(handle: (job: Job, tools: JobTools<Part>) => void | Promise<void>): void {
  const port = parentPort;
  if (!port) throw new Error('runs only in a worker thread');
  const { stopFlag } = workerData as { stopFlag: Int32Array };
  const say = (answer: WorkerAnswer<Part>, transfer: readonly Transferable[] = []): void =>
    port.postMessage(answer, transfer);

  const answer = async (number: number, job: Job): Promise<void> => {
    try {
      await handle(job, {
        emit: (part, transfer) => say({ kind: 'part', number, part }, transfer),
        stopped: () => Atomics.load(stopFlag, 0) === number,
      });
      say({ kind: 'done', number });
    } catch (error) {
      if (error instanceof RangeError) say({ kind: 'refused', number, message: error.message });
      // Only the name: a message might quote what somebody said.
      else say({ kind: 'broken', number, message: error instanceof Error ? error.name : 'unknown' });
    }
  };
  port.on('message', ({ number, job }: { number: number; job: Job }) => void answer(number, job));
  say({ kind: 'ready' });
}

/** What the owner of this worker gave it as `setup`. */
export function jobSetup<Setup>(): Setup {
  return (workerData as { setup: Setup }).setup;
}
