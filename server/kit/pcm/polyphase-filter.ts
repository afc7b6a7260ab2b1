/** A low-pass cut into one row of taps for each position an output sample can have between two input samples. */
export interface PolyphaseFilter {
  /** The rates are as up : down, in lowest terms. */
  up: number;
  down: number;
  /** Taps a row; a multiple of four. */
  taps: number;
  /** `up` rows of `taps`. */
  phases: Float32Array;
}

/** Zero crossings of the sinc on each side, at the lower of the two rates: 2 ms of sound at 16 kHz. */
const CROSSINGS = 32;
/** Kaiser window: rejects beyond the band's edge by about 80 dB. */
const KAISER_BETA = 7.857;
/** Middle of the transition band, as a part of the lower rate's Nyquist frequency: full rejection is reached at Nyquist itself. */
const CUTOFF = 0.923;
/** Above this (4 MB) the two rates have no useful common measure. */
const MOST_COEFFICIENTS = 1_000_000;
/** Rates come from strangers' files, so the store of filters is bounded. */
const MOST_FILTERS = 32;

const filters = new Map<string, PolyphaseFilter>();

/** The filter for a pair of rates in Hz, made once. Throws RangeError when there is none. */
export function polyphaseFilter(fromRate: number, toRate: number): PolyphaseFilter {
  if (!Number.isInteger(fromRate) || !Number.isInteger(toRate) || fromRate < 1 || toRate < 1) {
    throw new RangeError(`cannot resample from ${fromRate} Hz to ${toRate} Hz`);
  }
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const down = fromRate / divisor;
  const key = `${up}:${down}`;
  const known = filters.get(key);
  if (known !== undefined) return known;
  const taps = 4 * Math.ceil((CROSSINGS / 2) * Math.max(1, down / up));
  if (up * taps > MOST_COEFFICIENTS)
    throw new RangeError(`cannot resample from ${fromRate} Hz to ${toRate} Hz: no common measure`);
  const made = { up, down, taps, phases: design(up, down, taps) };
  const oldest = filters.keys().next();
  if (filters.size >= MOST_FILTERS && !oldest.done) filters.delete(oldest.value);
  filters.set(key, made);
  return made;
}

function design(up: number, down: number, taps: number): Float32Array {
  const half = taps / 2;
  /** Cut-off in parts of the input's Nyquist frequency. */
  const cutoff = CUTOFF * Math.min(1, up / down);
  const phases = new Float32Array(up * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - half + 1 - phase / up;
      row[k] = sinc(distance * cutoff) * kaiser(distance / half);
      sum += row[k] as number;
    }
    // Every row passes a constant unchanged, or the rows' differences would sound as a tone.
    for (let k = 0; k < taps; k++) phases[phase * taps + k] = (row[k] as number) / sum;
  }
  return phases;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel0(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel0(KAISER_BETA);
}

/** Modified Bessel function of order zero, by its power series. */
function bessel0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-12; n++) {
    term *= (x / (2 * n)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
