import { pcm16Bytes, pcm16View } from './bytes.ts';

/** Sound as the whole server handles it: one channel of 16-bit samples. */
export interface Pcm {
  /** Samples a second. */
  sampleRate: number;
  samples: Int16Array;
}

/** The file is no WAV this program can read; the message is fit for the person who sent it. */
export class WavError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WavError';
  }
}

const PCM = 1;
const EXTENSIBLE = 0xfffe;
const HEADER_BYTES = 44;
/** Sampling rates of real recordings; anything else is a damaged header. */
const LOWEST_RATE = 4_000;
const HIGHEST_RATE = 192_000;

interface Format {
  channels: number;
  sampleRate: number;
}

/**
 * Reads a RIFF WAV of 16-bit PCM, one or two channels, any rate; two channels are averaged. Length fields are trusted only as far
 * as the bytes go, because recorders that stream write 0 or 0xFFFFFFFF there. Throws WavError. The samples may share `file`'s memory.
 */
export function readWav(file: Uint8Array): Pcm {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < 12 || tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') {
    throw new WavError('not a WAV file: it does not begin with RIFF and WAVE');
  }
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = tag(bytes, at);
    const declared = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (id === 'data') {
      if (format === undefined) throw new WavError('damaged WAV file: the sound comes before its format');
      const end = endOfSound(bytes, body, declared);
      return { sampleRate: format.sampleRate, samples: toMono(bytes.subarray(body, end), format.channels) };
    }
    if (id === 'fmt ') format = readFormat(bytes.subarray(body, Math.min(bytes.length, body + declared)));
    at = body + declared + (declared % 2);
  }
  throw new WavError(format === undefined ? 'damaged WAV file: no format chunk' : 'damaged WAV file: no sound in it');
}

/** Writes a WAV file of one channel. */
export function writeWav(pcm: Pcm): Buffer {
  const data = pcm16Bytes(pcm.samples);
  return Buffer.concat([wavHeader(pcm.sampleRate, data.length), data]);
}

/** The 44 bytes before the samples; a stream of unknown length passes no `dataBytes`. */
export function wavHeader(sampleRate: number, dataBytes = 0xffffffff): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(0xffffffff, dataBytes + HEADER_BYTES - 8), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) throw new WavError('damaged WAV file: the format chunk is too short');
  const coding =
    chunk.readUInt16LE(0) === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : chunk.readUInt16LE(0);
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const bits = chunk.readUInt16LE(14);
  if (coding !== PCM || bits !== 16) {
    throw new WavError(`unsupported WAV file: 16-bit PCM is needed, this is coding ${coding} of ${bits} bits`);
  }
  if (channels < 1 || channels > 2)
    throw new WavError(`unsupported WAV file: one or two channels are needed, this has ${channels}`);
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
    throw new WavError(`unsupported WAV file: a rate of ${sampleRate} Hz is outside ${LOWEST_RATE} to ${HIGHEST_RATE}`);
  }
  return { channels, sampleRate };
}

function endOfSound(bytes: Buffer, body: number, declared: number): number {
  if (declared > 0) return Math.min(bytes.length, body + declared);
  // A zero length means "unknown" unless what follows is itself a chunk that fits.
  const followedByChunk =
    body + 8 <= bytes.length &&
    /^[\x20-\x7e]{4}$/.test(tag(bytes, body)) &&
    body + 8 + bytes.readUInt32LE(body + 4) <= bytes.length;
  return followedByChunk ? body : bytes.length;
}

function toMono(bytes: Buffer, channels: number): Int16Array {
  const interleaved = pcm16View(bytes);
  if (channels === 1) return interleaved;
  const mono = new Int16Array(interleaved.length >> 1);
  for (let i = 0; i < mono.length; i++)
    mono[i] = ((interleaved[2 * i] as number) + (interleaved[2 * i + 1] as number)) >> 1;
  return mono;
}

function tag(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}
