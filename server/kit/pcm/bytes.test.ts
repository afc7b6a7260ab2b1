import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pcm16Bytes, pcm16FromBase64, pcm16ToBase64, pcm16View } from './bytes.ts';

it('carries samples through base64 unchanged', () => {
  fc.assert(
    fc.property(fc.int16Array(), (samples) => {
      expect(pcm16FromBase64(pcm16ToBase64(samples))).toEqual(samples);
    }),
  );
});

it('shares memory at an even address and copies at an odd one', () => {
  const bytes = Buffer.from(new Uint8Array([0, 1, 0, 2, 0, 3, 0]).buffer);
  pcm16View(bytes)[0] = 0x0105;
  expect(bytes[0]).toBe(5);
  const odd = pcm16View(bytes.subarray(1));
  expect([...odd]).toEqual([1, 2, 3]);
  odd[0] = 9;
  expect(bytes[1]).toBe(1);
});

it('sees only the part of the memory that a view covers', () => {
  const samples = Int16Array.of(1, 2, 3, 4).subarray(1, 3);
  expect([...pcm16Bytes(samples)]).toEqual([2, 0, 3, 0]);
});

it('leaves out an odd last byte', () => {
  expect(pcm16View(new Uint8Array([1, 0, 2])).length).toBe(1);
  expect(pcm16FromBase64('').length).toBe(0);
});
