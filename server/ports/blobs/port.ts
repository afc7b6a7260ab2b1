/** Files by key: recordings, cached speech. Keys are `[a-z0-9/_.-]`, no `..`, at most 200 characters; others are a RangeError. */
export interface Blobs {
  readonly provider: string;
  /** Atomic: a reader sees the old bytes or the new, never a part. */
  put(key: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  get(key: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  delete(key: string, signal: AbortSignal): Promise<void>;
  /** Keys that begin with `prefix`, sorted. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<{ key: string; size: number; modifiedAt: number }>;
  health(): Promise<{ ok: boolean; detail: string }>;
}
