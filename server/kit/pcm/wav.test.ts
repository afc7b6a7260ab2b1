import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav, WavError, wavHeader, writeWav } from './wav.ts';

const samples = Int16Array.from([0, 1, -1, 32_767, -32_768, 1_234]);

describe('WAV', () => {
  it('reads what it writes, at any rate and length', () => {
    fc.assert(
      fc.property(fc.int16Array(), fc.integer({ min: 4_000, max: 192_000 }), (sound, sampleRate) => {
        expect(readWav(writeWav({ sampleRate, samples: sound }))).toEqual({ sampleRate, samples: sound });
      }),
    );
  });

  it.each([0, 0xffffffff, 1_000_000])('trusts the bytes rather than a length of %i', (length) => {
    const file = writeWav({ sampleRate: 16_000, samples });
    file.writeUInt32LE(length, 4);
    file.writeUInt32LE(length, 40);
    expect(readWav(file).samples).toEqual(samples);
  });

  it('reads the header of a stream of unknown length', () => {
    expect(readWav(Buffer.concat([wavHeader(24_000), Buffer.from(samples.buffer)]))).toEqual({
      sampleRate: 24_000,
      samples,
    });
  });

  it('averages two channels without overflow', () => {
    const file = Buffer.concat([
      wavHeader(48_000, 12),
      Buffer.from(Int16Array.from([32_767, 32_767, -32_768, -32_768, 10, 20]).buffer),
    ]);
    file.writeUInt16LE(2, 22);
    expect([...readWav(file).samples]).toEqual([32_767, -32_768, 15]);
  });

  it('skips chunks it does not know, also of odd length, and does not take a chunk for sound', () => {
    const file = writeWav({ sampleRate: 16_000, samples });
    const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    expect(readWav(Buffer.concat([file.subarray(0, 36), note, file.subarray(36)])).samples).toEqual(samples);
    expect(readWav(Buffer.concat([file, note])).samples).toEqual(samples);
    expect(readWav(Buffer.concat([wavHeader(16_000, 0), note])).samples).toEqual(new Int16Array(0));
  });

  it('reads the extensible form and an odd address', () => {
    const head = Buffer.alloc(60);
    wavHeader(16_000, samples.byteLength).copy(head, 0, 0, 36);
    head.writeUInt32LE(40, 16);
    head.writeUInt16LE(0xfffe, 20);
    head.writeUInt16LE(1, 44);
    const data = Buffer.from('data\x0c\0\0\0', 'latin1');
    const shifted = Buffer.concat([Buffer.from([0]), head, data, Buffer.from(samples.buffer)]).subarray(1);
    expect(readWav(shifted).samples).toEqual(samples);
  });

  it('leaves out an odd last byte', () => {
    expect(
      readWav(Buffer.concat([writeWav({ sampleRate: 16_000, samples }).fill(255, 40, 44), Buffer.from([7])])).samples,
    ).toEqual(samples);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'not a WAV file'],
    ['an MP3', Buffer.from('ID3\x04 and so on, as long as a header is'), 'not a WAV file'],
    ['a header alone', wavHeader(16_000).subarray(0, 36), 'no sound in it'],
    [
      'sound before its format',
      Buffer.concat([wavHeader(16_000).subarray(0, 12), wavHeader(16_000).subarray(36)]),
      'before its format',
    ],
    ['8-bit sound', patched(34, 8), '16-bit PCM is needed'],
    ['a-law', patched(20, 6), '16-bit PCM is needed'],
    ['six channels', patched(22, 6), 'one or two channels'],
    ['no rate', patched(24, 0), 'a rate of 0 Hz'],
  ])('refuses %s in clear words', (_, file, words) => {
    expect(() => readWav(file)).toThrow(WavError);
    expect(() => readWav(file)).toThrow(words);
  });

  it('never fails in another way, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 80 }), fc.nat(60), (bytes, at) => {
        const file = writeWav({ sampleRate: 16_000, samples });
        file.set(bytes.subarray(0, file.length - Math.min(at, file.length)), Math.min(at, file.length));
        try {
          readWav(file);
        } catch (error) {
          expect(error).toBeInstanceOf(WavError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function patched(at: number, value: number): Buffer {
  const file = writeWav({ sampleRate: 16_000, samples });
  file.writeUInt16LE(value, at);
  return file;
}
