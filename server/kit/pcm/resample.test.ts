import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResampler, resample } from './resample.ts';

const PAIRS = [
  [24_000, 16_000],
  [16_000, 24_000],
  [22_050, 24_000],
  [48_000, 16_000],
  [44_100, 16_000],
  [8_000, 16_000],
  [16_000, 8_000],
  [16_000, 16_000],
] as const;

describe('resampling', () => {
  it('gives the same output however the input is cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PAIRS),
        fc.integer(),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }),
        ([from, to], seed, cuts) => {
          const input = noise(
            cuts.reduce((sum, cut) => sum + cut, 0),
            seed,
          );
          const stream = createResampler(from, to);
          const parts: Int16Array[] = [];
          let at = 0;
          for (const cut of cuts) {
            parts.push(stream.process(input.subarray(at, at + cut)));
            at += cut;
          }
          parts.push(stream.flush());
          expect(parts.flatMap((part) => [...part])).toEqual([...resample(input, from, to)]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(PAIRS)('keeps the duration from %i to %i Hz', (from, to) => {
    for (const length of [0, 1, 2, 99, 4_410]) {
      expect(resample(new Int16Array(length), from, to).length).toBe(Math.ceil((length * to) / from));
    }
  });

  it.each(PAIRS)('is as new after a flush, from %i to %i Hz', (from, to) => {
    const stream = createResampler(from, to);
    const input = noise(1_000, 7);
    const run = (): number[] => [...stream.process(input), ...stream.flush()];
    expect(run()).toEqual(run());
  });

  it.each(PAIRS)('passes a tone unharmed and in its place from %i to %i Hz', (from, to) => {
    const hz = 1_000;
    const out = resample(tone(hz, from, from), from, to);
    const wanted = tone(hz, to, to);
    let error = 0;
    let power = 0;
    for (let i = to / 10; i < to - to / 10; i++) {
      error += ((out[i] as number) - (wanted[i] as number)) ** 2;
      power += (wanted[i] as number) ** 2;
    }
    expect(10 * Math.log10(power / error)).toBeGreaterThan(70);
  });

  it.each([
    [24_000, 16_000, 8_000],
    [48_000, 16_000, 8_000],
    [44_100, 16_000, 8_000],
    [16_000, 8_000, 4_000],
  ])('rejects what the lower rate cannot hold by 75 dB, from %i to %i Hz', (from, to, nyquist) => {
    for (const part of [1.01, 1.1, 1.3]) {
      const hz = nyquist * part;
      if (hz >= from / 2) continue;
      const out = resample(tone(hz, from, from), from, to);
      expect(decibels(out.subarray(to / 10, out.length - to / 10)) - decibels(tone(hz, from, from))).toBeLessThan(-75);
    }
  });

  it.each([
    [16_000, 24_000],
    [8_000, 16_000],
  ])('leaves no mirror image above the old band, from %i to %i Hz', (from, to) => {
    const hz = from * 0.4;
    const out = resample(tone(hz, from, from), from, to);
    const image = from - hz;
    expect(goertzel(out, image, to) - goertzel(out, hz, to)).toBeLessThan(-75);
  });

  it('clamps instead of wrapping', () => {
    const square = Int16Array.from({ length: 2_000 }, (_, i) => (i % 40 < 20 ? 32_767 : -32_768));
    const out = resample(square, 16_000, 24_000);
    for (let i = 1; i < out.length; i++)
      expect(Math.abs((out[i] as number) - (out[i - 1] as number))).toBeLessThan(60_000);
    expect(Math.max(...out)).toBe(32_767);
  });

  it('refuses rates without a filter', () => {
    for (const [from, to] of [
      [0, 16_000],
      [16_000.5, 8_000],
      [Number.NaN, 16_000],
      [47_999, 191_999],
    ] as const) {
      expect(() => createResampler(from, to)).toThrow(RangeError);
    }
  });
});

function tone(hz: number, rate: number, length: number): Int16Array {
  return Int16Array.from({ length }, (_, i) => Math.round(16_000 * Math.sin((2 * Math.PI * hz * i) / rate)));
}

function noise(length: number, seed: number): Int16Array {
  let state = seed | 1;
  return Int16Array.from({ length }, () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return state >> 16;
  });
}

function decibels(samples: Int16Array): number {
  return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample ** 2, 1e-9) / samples.length);
}

/** Power of one frequency, in decibels, under a Hann window so that a strong neighbour does not leak. */
function goertzel(samples: Int16Array, hz: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, i) => {
    const weight = sample * Math.sin((Math.PI * i) / samples.length) ** 4;
    real += weight * Math.cos((2 * Math.PI * hz * i) / rate);
    imaginary += weight * Math.sin((2 * Math.PI * hz * i) / rate);
  });
  return 10 * Math.log10(real ** 2 + imaginary ** 2 + 1e-9);
}
