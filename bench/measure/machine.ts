import { availableParallelism, cpus, loadavg } from 'node:os';

export interface Machine {
  date: string;
  node: string;
  cpu: string;
  cores: number;
  /** Mean number of running programs in the last minute, this one included. */
  load: number;
}

export function machine(): Machine {
  return {
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}
