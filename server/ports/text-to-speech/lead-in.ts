/** Louder than this (of 32,768) is sound: above the synthesisers' own noise floor, below the breath of an `h`. */
const audible = 120;

/** Removes the silence before the first sound of a stream, so that the first audio has sound in it. */
export interface LeadIn {
  /** What is left of `chunk`; empty while all is silence. May share its memory. */
  process(chunk: Int16Array): Int16Array;
  /** Samples removed so far; final once `process` gave something. */
  readonly removed: number;
}

/** Keeps `keep` samples before the first sound, so that it does not begin with a click. */
export function createLeadIn(keep: number): LeadIn {
  let removed = 0;
  let begun = false;
  return {
    get removed() {
      return removed;
    },
    process(chunk) {
      if (begun) return chunk;
      const first = chunk.findIndex((sample) => sample > audible || sample < -audible);
      begun = first >= 0;
      const from = begun ? Math.max(0, first - keep) : chunk.length;
      removed += from;
      return chunk.subarray(from);
    },
  };
}
