import { setTimeout as wait } from 'node:timers/promises';

export interface Memory {
  heap: number;
  /** Array buffers and other memory outside the heap. */
  outside: number;
  resident: number;
}

/** Bytes held after a collection; needs `--expose-gc`. */
export async function memoryHeld(): Promise<Memory> {
  const { gc } = globalThis;
  if (!gc) throw new Error('run with --expose-gc');
  gc();
  await wait(50);
  gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, outside: external, resident: rss };
}
