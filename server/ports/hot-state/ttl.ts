/** A time to live in whole ms; throws a RangeError for what is none. */
export function requireTtl(ttlMs: number): number {
  if (!(ttlMs > 0 && Number.isFinite(ttlMs))) throw new RangeError(`not a time to live: ${ttlMs}`);
  return Math.ceil(ttlMs);
}
