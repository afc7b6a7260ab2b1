import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const traces = new AsyncLocalStorage<string>();

/** Runs `work` so that everything it starts, awaits or logs carries `id`. */
export function withTrace<T>(id: string, work: () => T): T {
  return traces.run(id, work);
}

/** The trace this code runs in, or undefined outside any. */
export function traceId(): string | undefined {
  return traces.getStore();
}

/** 32 lower-case hex digits, the form of W3C Trace Context. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

export interface Traceparent {
  traceId: string;
  parentId: string;
  sampled: boolean;
}

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a W3C `traceparent` header; undefined when it is absent or not valid (then start a trace of one's own). */
export function parseTraceparent(header: string | undefined): Traceparent | undefined {
  const parts = header === undefined ? null : shape.exec(header.trim());
  if (!parts) return undefined;
  const [, version = '', id = '', parentId = '', flags = '', more] = parts;
  // Version 00 has no further fields; ff is forbidden; later versions may add some.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (/^0+$/.test(id) || /^0+$/.test(parentId)) return undefined;
  return { traceId: id, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** A `traceparent` header for a call that this program makes. */
export function formatTraceparent(trace: Traceparent): string {
  return `00-${trace.traceId}-${trace.parentId}-${trace.sampled ? '01' : '00'}`;
}
