/** The last `capacity` samples of a stream, addressed by their position since its start: what the pre-roll is cut from. */
export interface SampleRing {
  /** Position of the oldest sample still held. */
  readonly start: number;
  /** Samples pushed since the start of the stream. */
  readonly end: number;
  /** Takes a copy. */
  push(samples: Int16Array): void;
  /** A copy of the samples from position `from` up to `to`, as far as they are held: it may be shorter than asked, or empty. */
  slice(from: number, to: number): Int16Array;
  /** Forgets the samples; positions go on. */
  clear(): void;
}

/** Throws RangeError unless `capacity` is a whole number of samples above zero. */
export function createSampleRing(capacity: number): SampleRing {
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`a ring of ${capacity} samples`);
  const memory = new Int16Array(capacity);
  let end = 0;
  let start = 0;
  return {
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    push(samples) {
      const kept = samples.length > capacity ? samples.subarray(samples.length - capacity) : samples;
      const at = (end + samples.length - kept.length) % capacity;
      const head = kept.subarray(0, capacity - at);
      memory.set(head, at);
      memory.set(kept.subarray(head.length), 0);
      end += samples.length;
      start = Math.max(start, end - capacity);
    },
    slice(from, to) {
      const first = Math.max(start, Math.floor(from));
      const last = Math.min(end, Math.floor(to));
      const length = Math.max(0, last - first);
      const out = new Int16Array(length);
      const at = first % capacity;
      const head = memory.subarray(at, Math.min(capacity, at + length));
      out.set(head, 0);
      out.set(memory.subarray(0, length - head.length), head.length);
      return out;
    },
    clear() {
      start = end;
    },
  };
}
