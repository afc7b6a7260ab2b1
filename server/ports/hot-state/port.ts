/** Short-lived shared state: values with a time to live, counters and leases. Losing all of it loses no fact. */
export interface HotState extends AsyncDisposable {
  readonly provider: string;
  get(key: string): Promise<string | undefined>;
  /** `ttlMs` is required: nothing hot lives for ever. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Adds `by` and returns the sum; the key expires `ttlMs` after its first increment. */
  increment(key: string, by: number, ttlMs: number): Promise<number>;
  /** Takes a lease, or returns undefined when another holds it. */
  lease(key: string, ttlMs: number): Promise<Lease | undefined>;
  health(): Promise<{ ok: boolean; detail: string }>;
}

export interface Lease {
  /** False when it was lost meanwhile. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}
