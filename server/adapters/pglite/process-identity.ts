import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Enough to tell whether a process written down earlier is still the same one. */
export interface ProcessIdentity {
  pid: number;
  /** Start time in clock ticks since boot, or undefined where `/proc` is missing. A reused pid has another. */
  startedAt: string | undefined;
  host: string;
  /** Of this boot of the machine. */
  boot: string | undefined;
  /** Pids mean the same thing only within one namespace: containers have their own. */
  namespace: string | undefined;
}

export function identityOf(pid: number): ProcessIdentity {
  return {
    pid,
    startedAt: startTime(pid),
    host: hostname(),
    boot: attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    namespace: attempt(() => readlinkSync('/proc/self/ns/pid')),
  };
}

export type Life = 'alive' | 'dead' | 'unknown';

/** `unknown` when it lives, or lived, where our pids mean nothing. */
export function lifeOf(then: ProcessIdentity, here: ProcessIdentity = identityOf(process.pid)): Life {
  if (then.boot !== here.boot) return then.host === here.host ? 'dead' : 'unknown';
  if (then.namespace !== here.namespace) return 'unknown';
  if (!isRunning(then.pid)) return 'dead';
  const now = startTime(then.pid);
  return then.startedAt !== undefined && now !== undefined && then.startedAt !== now ? 'dead' : 'alive';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of `/proc/<pid>/stat`; the name in field 2 may hold spaces and brackets. */
function startTime(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** These files are Linux's alone. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
