import { expect, it } from 'vitest';
import { peakDbfs, rmsDbfs, SILENCE_DBFS } from './level.ts';

it('measures a full-scale square at 0 dBFS and a sine 3 dB below', () => {
  expect(rmsDbfs(new Int16Array(100).fill(-32_768))).toBeCloseTo(0);
  const sine = Int16Array.from({ length: 1_600 }, (_, i) => Math.round(32_767 * Math.sin((2 * Math.PI * i) / 16)));
  expect(rmsDbfs(sine)).toBeCloseTo(-3.01, 1);
  expect(peakDbfs(sine)).toBeCloseTo(0, 1);
});

it('measures a tenth of the amplitude at -20 dB', () => {
  expect(rmsDbfs(new Int16Array(8).fill(3_277))).toBeCloseTo(-20, 1);
});

it('gives silence a finite level below every sound', () => {
  expect([rmsDbfs(new Int16Array(0)), rmsDbfs(new Int16Array(9)), peakDbfs(new Int16Array(9))]).toEqual(
    Array(3).fill(SILENCE_DBFS),
  );
  expect(peakDbfs(Int16Array.of(1))).toBeGreaterThan(SILENCE_DBFS);
});
