/** Sound of one channel, samples of -1..1. */
export interface Sound {
  rate: number;
  samples: Float32Array<ArrayBuffer>;
}

/** Why a file cannot be played, in words for the person who named it. */
export class WavProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WavProblem';
  }
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads a WAV of 8, 16, 24 or 32 bit integers or 32 bit floats; several channels are mixed into one. Throws a WavProblem. */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || fourCc(view, 0) !== 'RIFF' || fourCc(view, 8) !== 'WAVE')
    throw new WavProblem('it is not a WAV file');
  let format: { kind: number; channels: number; rate: number; bits: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = fourCc(view, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') {
      if (size < 16 || body + 16 > bytes.length) throw new WavProblem('its format is cut off');
      const kind = view.getUint16(body, true);
      format = {
        // The real kind of the extensible form is the first field of its long name.
        kind: kind === EXTENSIBLE && size >= 26 ? view.getUint16(body + 24, true) : kind,
        channels: view.getUint16(body + 2, true),
        rate: view.getUint32(body + 4, true),
        bits: view.getUint16(body + 14, true),
      };
    } else if (name === 'data') {
      if (format === undefined) throw new WavProblem('its sound comes before its format');
      // A recorder that was stopped hard leaves a length of 0 or of everything: what is there counts.
      const length = size === 0 || body + size > bytes.length ? bytes.length - body : size;
      return decode(new DataView(view.buffer, view.byteOffset + body, length), format);
    }
    at = body + size + (size % 2);
  }
  throw new WavProblem('there is no sound in it');
}

function decode(
  data: DataView,
  { kind, channels, rate, bits }: { kind: number; channels: number; rate: number; bits: number },
): Sound {
  const read = reader(data, kind, bits);
  if (read === undefined)
    throw new WavProblem(`it holds ${bits} bit sound of kind ${kind}; only plain PCM and floats can be read`);
  if (channels < 1 || rate < 4_000 || rate > 384_000) throw new WavProblem('its format makes no sense');
  const width = (bits / 8) * channels;
  const samples = new Float32Array(Math.floor(data.byteLength / width));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(i * width + (channel * bits) / 8);
    samples[i] = sum / channels;
  }
  return { rate, samples };
}

function reader(data: DataView, kind: number, bits: number): ((at: number) => number) | undefined {
  if (kind === FLOAT && bits === 32) return (at) => data.getFloat32(at, true);
  if (kind !== PCM) return undefined;
  if (bits === 8) return (at) => (data.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => data.getInt16(at, true) / 32_768;
  if (bits === 24) return (at) => (data.getUint16(at, true) + data.getInt8(at + 2) * 65_536) / 8_388_608;
  if (bits === 32) return (at) => data.getInt32(at, true) / 2_147_483_648;
  return undefined;
}

function fourCc(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

/** A mono PCM16 WAV. */
export function writeWav(samples: Int16Array, rate: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.byteLength);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  put(0, 'RIFF');
  view.setUint32(4, 36 + samples.byteLength, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, samples.byteLength, true);
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), 44);
  return bytes;
}
