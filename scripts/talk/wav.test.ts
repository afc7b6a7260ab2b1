import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav, WavProblem, writeWav } from './wav.ts';

/** A WAV with any format chunk and data, as other programs write them. */
function wav(
  format: { kind: number; channels: number; rate: number; bits: number; long?: boolean },
  data: Buffer,
): Buffer {
  const fmt = Buffer.alloc(format.long === true ? 40 : 16);
  fmt.writeUInt16LE(format.long === true ? 0xfffe : format.kind, 0);
  fmt.writeUInt16LE(format.channels, 2);
  fmt.writeUInt32LE(format.rate, 4);
  fmt.writeUInt16LE(format.bits, 14);
  if (format.long === true) fmt.writeUInt16LE(format.kind, 24);
  const chunk = (name: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('LIST', Buffer.from('odd')),
    chunk('fmt ', fmt),
    chunk('data', data),
  ]);
  return Buffer.concat([chunk('RIFF', body)]);
}

describe('wav', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 500 }), fc.constantFrom(8000, 16_000, 24_000, 44_100), (samples, rate) => {
        const sound = readWav(writeWav(new Int16Array(samples), rate));
        expect(sound.rate).toBe(rate);
        expect([...sound.samples].map((value) => Math.round(value * 32_768))).toEqual([...samples]);
      }),
      { numRuns: 50 },
    );
  });

  it('reads each kind of sample, past chunks it does not know', () => {
    const half = {
      8: Buffer.from([192]),
      16: Buffer.from([0, 64]),
      24: Buffer.from([0, 0, 64]),
      32: Buffer.from([0, 0, 0, 64]),
    };
    for (const [bits, data] of Object.entries(half)) {
      for (const long of [false, true]) {
        const sound = readWav(wav({ kind: 1, channels: 1, rate: 16_000, bits: Number(bits), long }, data));
        expect([...sound.samples], `${bits} bit`).toEqual([0.5]);
      }
    }
    const float = Buffer.alloc(4);
    float.writeFloatLE(-0.25);
    expect([...readWav(wav({ kind: 3, channels: 1, rate: 48_000, bits: 32 }, float)).samples]).toEqual([-0.25]);
    expect([...readWav(wav({ kind: 1, channels: 1, rate: 8000, bits: 24 }, Buffer.from([0, 0, 192]))).samples]).toEqual(
      [-0.5],
    );
  });

  it('mixes channels into one', () => {
    const stereo = Buffer.alloc(4);
    stereo.writeInt16LE(16_384, 0);
    stereo.writeInt16LE(-8_192, 2);
    expect([...readWav(wav({ kind: 1, channels: 2, rate: 16_000, bits: 16 }, stereo)).samples]).toEqual([0.125]);
  });

  it('plays what there is of a file whose length was never written', () => {
    const bytes = Buffer.from(writeWav(Int16Array.from([1, 2, 3]), 16_000));
    bytes.writeUInt32LE(0, 40);
    expect(readWav(bytes).samples).toHaveLength(3);
    bytes.writeUInt32LE(0xffffffff, 40);
    expect(readWav(bytes).samples).toHaveLength(3);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('dear server, please find attached my voice')],
    ['a WAV without sound', Buffer.from(writeWav(new Int16Array(0), 16_000)).subarray(0, 36)],
    ['compressed sound', wav({ kind: 0x55, channels: 1, rate: 16_000, bits: 16 }, Buffer.alloc(8))],
    ['no channels', wav({ kind: 1, channels: 0, rate: 16_000, bits: 16 }, Buffer.alloc(8))],
  ])('refuses %s in words', (_what, bytes) => {
    expect(() => readWav(bytes)).toThrow(WavProblem);
  });

  it('never fails otherwise, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(60), (noise, at) => {
        const bytes = Buffer.from(writeWav(Int16Array.from([1, 2, 3, 4]), 16_000));
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), at % bytes.length);
        try {
          readWav(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WavProblem);
        }
      }),
    );
  });
});
