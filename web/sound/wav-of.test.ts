import { expect, test } from 'vitest';
import { wavOf } from './wav-of.ts';

test('frames become one WAV file that says how long and how fast it is', async () => {
  const bytes = new DataView(await wavOf([Int16Array.of(1, -2), Int16Array.of(3)], 16_000).arrayBuffer());
  const text = (at: number, length: number): string => String.fromCharCode(...new Uint8Array(bytes.buffer, at, length));
  expect([text(0, 4), text(8, 8), text(36, 4)]).toEqual(['RIFF', 'WAVEfmt ', 'data']);
  expect(bytes.byteLength).toBe(50);
  expect([bytes.getUint32(4, true), bytes.getUint32(24, true), bytes.getUint32(40, true)]).toEqual([42, 16_000, 6]);
  expect([44, 46, 48].map((at) => bytes.getInt16(at, true))).toEqual([1, -2, 3]);
});

test('no sound is a WAV file too', () => {
  expect(wavOf([], 16_000).size).toBe(44);
});
