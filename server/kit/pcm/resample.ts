import { type PolyphaseFilter, polyphaseFilter } from './polyphase-filter.ts';

/**
 * Changes the sampling rate of one stream. Output sample n stands for the moment n / toRate of the input, so there is no shift in
 * time; it comes out 2 to 4 ms late, when its neighbours are known. What comes out does not depend on how the input was cut.
 */
export interface Resampler {
  /** Samples that are certain after `chunk`; keeps no reference to it. */
  process(chunk: Int16Array): Int16Array;
  /** The rest, as if silence followed; afterwards the resampler is as new. */
  flush(): Int16Array;
}

/** Throws RangeError for a rate that is no whole number, or a pair of rates with no common measure worth a filter. */
export function createResampler(fromRate: number, toRate: number): Resampler {
  if (fromRate === toRate) return { process: (chunk) => chunk.slice(), flush: () => new Int16Array(0) };
  return polyphaseResampler(polyphaseFilter(fromRate, toRate));
}

/** Changes the rate of a whole recording; its duration stays the same to a sample. */
export function resample(samples: Int16Array, fromRate: number, toRate: number): Int16Array {
  const resampler = createResampler(fromRate, toRate);
  const body = resampler.process(samples);
  const tail = resampler.flush();
  const out = new Int16Array(body.length + tail.length);
  out.set(body);
  out.set(tail, body.length);
  return out;
}

function polyphaseResampler({ up, down, taps, phases }: PolyphaseFilter): Resampler {
  const half = taps / 2;
  /** Input still needed, its first sample at position `origin`; it begins in the silence before the stream. */
  let memory = new Float32Array(taps * 4);
  let held = half - 1;
  let origin = -held;
  /** The next output stands at input position `whole` + `phase` / `up`. */
  let whole = 0;
  let phase = 0;
  let received = 0;
  let produced = 0;

  const append = (length: number): number => {
    if (held + length > memory.length) {
      const larger = new Float32Array(Math.max(memory.length * 2, held + length));
      larger.set(memory.subarray(0, held));
      memory = larger;
    }
    const at = held;
    held += length;
    return at;
  };

  const produce = (): Int16Array => {
    // Output needs input up to and including `whole` + half.
    const lastWhole = origin + held - 1 - half;
    const count = Math.max(0, Math.ceil(((lastWhole + 1 - whole) * up - phase) / down));
    const out = new Int16Array(count);
    for (let n = 0; n < count; n++) {
      const sum = product(phases, phase * taps, memory, whole - half + 1 - origin, taps);
      out[n] = sum >= 32_767 ? 32_767 : sum <= -32_768 ? -32_768 : Math.round(sum);
      phase += down;
      while (phase >= up) {
        phase -= up;
        whole += 1;
      }
    }
    const unneeded = Math.max(0, Math.min(held, whole - half + 1 - origin));
    memory.copyWithin(0, unneeded, held);
    held -= unneeded;
    origin += unneeded;
    produced += count;
    return out;
  };

  return {
    process(chunk) {
      const at = append(chunk.length);
      memory.set(chunk, at);
      received += chunk.length;
      return produce();
    },
    flush() {
      const wanted = Math.ceil((received * up) / down) - produced;
      const at = append(half + 1);
      memory.fill(0, at, held);
      const out = produce().slice(0, wanted);
      memory.fill(0);
      held = half - 1;
      origin = -held;
      whole = phase = received = produced = 0;
      return out;
    },
  };
}

/** Sum of the products of `length` numbers each. Four sums at once, because one alone waits for each addition to end. */
function product(a: Float32Array, atA: number, b: Float32Array, atB: number, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let k = 0; k < length; k += 4) {
    first += (a[atA + k] as number) * (b[atB + k] as number);
    second += (a[atA + k + 1] as number) * (b[atB + k + 1] as number);
    third += (a[atA + k + 2] as number) * (b[atB + k + 2] as number);
    fourth += (a[atA + k + 3] as number) * (b[atB + k + 3] as number);
  }
  return first + second + third + fourth;
}
