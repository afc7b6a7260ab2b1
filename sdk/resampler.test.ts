import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler } from './resampler.ts';

function sine(rate: number, hertz: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}

function resample(input: Float32Array, from: number, to: number, cuts: readonly number[] = []): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  let at = 0;
  for (const cut of [...cuts, input.length]) {
    parts.push(resampler.push(input.subarray(at, Math.min(input.length, at + cut))));
    at = Math.min(input.length, at + cut);
  }
  parts.push(resampler.flush());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

const power = (samples: Float32Array): number =>
  samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

describe('Resampler', () => {
  it.each([
    [48_000, 16_000],
    [44_100, 16_000],
    [44_100, 24_000],
    [22_050, 24_000],
    [8_000, 24_000],
    [16_000, 16_000],
  ])('keeps a tone in place and in length, %i to %i Hz', (from, to) => {
    const output = resample(sine(from, 440, 0.5), from, to);
    const wanted = sine(to, 440, 0.5);
    expect(output.length).toBe(wanted.length);
    // The ends are beside silence, which the filter smears over a few milliseconds.
    const edge = Math.round(to * 0.01);
    for (let i = edge; i < wanted.length - edge; i++)
      expect(Math.abs((output[i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(0.01);
  });

  it('keeps out what the lower rate cannot hold', () => {
    const tone = sine(48_000, 11_000, 0.5);
    const output = resample(tone, 48_000, 16_000);
    // Away from the ends, where the tone's sudden start is itself a sound of every pitch.
    expect(10 * Math.log10(power(output.subarray(400, -400)) / power(tone))).toBeLessThan(-60);
  });

  it('gives the same output however the input is cut', () => {
    const input = sine(44_100, 700, 0.1);
    const whole = resample(input, 44_100, 16_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 20 }), (cuts) => {
        expect(resample(input, 44_100, 16_000, cuts)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses rates that are not whole Hertz above 0', () => {
    expect(() => new Resampler(0, 16_000)).toThrow(RangeError);
    expect(() => new Resampler(16_000, 16_000.5)).toThrow(RangeError);
  });
});
