import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64ToPcm, pcmToBase64 } from './base64.ts';
import { fromPcm16, loudness, toPcm16 } from './pcm.ts';

describe('pcm', () => {
  it('comes back from base64 as it was', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 20_000 }), (samples) => {
        expect(base64ToPcm(pcmToBase64(samples))).toEqual(new Int16Array(samples));
      }),
      { numRuns: 30 },
    );
  });

  it('is the base64 that Node writes of the same bytes', () => {
    const samples = Int16Array.from([0, 1, -1, 32767, -32768]);
    expect(pcmToBase64(samples)).toBe(Buffer.from(samples.buffer).toString('base64'));
  });

  it('drops half a sample at the end and refuses what is not base64', () => {
    expect(base64ToPcm(Buffer.from([1, 0, 7]).toString('base64'))).toEqual(Int16Array.from([1]));
    expect(() => base64ToPcm('%%%')).toThrow();
  });

  it('clips what is too loud and keeps the rest within a step', () => {
    expect(toPcm16(Float32Array.from([2, -2, 0]))).toEqual(Int16Array.from([32767, -32767, 0]));
    expect(fromPcm16(Int16Array.from([-32768, 16384]))).toEqual(Float32Array.from([-1, 0.5]));
  });

  it('reads 0 for silence, 1 for a sine at full scale, and a third less for each 20 dB', () => {
    const sine = (peak: number): Float32Array =>
      Float32Array.from({ length: 480 }, (_, i) => peak * Math.sin((i * Math.PI) / 24));
    expect(loudness(new Float32Array(480))).toBe(0);
    expect(loudness(sine(1))).toBeCloseTo(1);
    expect(loudness(sine(0.1))).toBeCloseTo(2 / 3);
    expect(loudness(sine(0.0001))).toBe(0);
  });
});
