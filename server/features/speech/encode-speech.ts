import { pcm16Bytes } from '../../kit/pcm/bytes.ts';
import { wavHeader } from '../../kit/pcm/wav.ts';
import { VOICE_RATE } from '../../ports/text-to-speech/port.ts';

export const speechFormats = ['mp3', 'wav', 'pcm', 'opus'] as const;
export type SpeechFormat = (typeof speechFormats)[number];

export const mimeTypes: Record<SpeechFormat, string> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
  opus: 'audio/ogg',
};

const MP3_BITS_PER_SECOND = 64_000;
/** Opus packets of 20 ms. */
const PACKET_SAMPLES = VOICE_RATE / 50;

/** Encodes mono PCM16 at `VOICE_RATE` as it comes. The encoders are loaded on their first use. */
export function encodeSpeech(format: SpeechFormat, sound: AsyncIterable<Int16Array>): AsyncIterable<Uint8Array> {
  if (format === 'wav') return asWav(sound);
  if (format === 'pcm') return asPcm(sound);
  return format === 'mp3' ? asMp3(sound) : asOpus(sound);
}

async function* asPcm(sound: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  for await (const samples of sound) yield pcm16Bytes(samples);
}

/** The length is not known when the header goes out; players take its largest value as "until the end". */
async function* asWav(sound: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  let header: Buffer | undefined = wavHeader(VOICE_RATE);
  for await (const samples of sound) {
    if (header) yield header;
    header = undefined;
    yield pcm16Bytes(samples);
  }
  if (header) yield wavHeader(VOICE_RATE, 0);
}

async function* asMp3(sound: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  const { AudioSample, AudioSampleSource, Mp3OutputFormat, Output, StreamTarget } = await import('mediabunny');
  await loadMp3Encoder();
  const bytes: Uint8Array[] = [];
  const target = new StreamTarget(
    new WritableStream({
      write({ data }) {
        bytes.push(data);
      },
    }),
  );
  // Without the Xing header, which is written last at the front, the file can be streamed.
  const output = new Output({ format: new Mp3OutputFormat({ xingHeader: false }), target });
  const source = new AudioSampleSource({ codec: 'mp3', bitrate: MP3_BITS_PER_SECOND });
  output.addAudioTrack(source);
  await output.start();
  let at = 0;
  for await (const samples of sound) {
    const sample = new AudioSample({
      data: samples,
      format: 's16',
      numberOfChannels: 1,
      sampleRate: VOICE_RATE,
      timestamp: at / VOICE_RATE,
    });
    at += samples.length;
    await source.add(sample);
    sample.close();
    yield* bytes.splice(0);
  }
  await output.finalize();
  yield* bytes.splice(0);
}

let mp3Encoder: Promise<void> | undefined;

/** Registering it twice would have it twice. */
function loadMp3Encoder(): Promise<void> {
  mp3Encoder ??= import('@mediabunny/mp3-encoder').then(({ registerMp3Encoder }) => registerMp3Encoder());
  return mp3Encoder;
}

async function* asOpus(sound: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  const [{ Encoder }, bunny] = await Promise.all([import('@evan/opus'), import('mediabunny')]);
  const bytes: Uint8Array[] = [];
  const target = new bunny.StreamTarget(
    new WritableStream({
      write({ data }) {
        bytes.push(data);
      },
    }),
  );
  const output = new bunny.Output({ format: new bunny.OggOutputFormat(), target });
  const source = new bunny.EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  const encoder = new Encoder({ channels: 1, sample_rate: VOICE_RATE, application: 'voip' });
  const config = { decoderConfig: { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description: opusHead() } };
  let packets = 0;
  for await (const frame of frames(sound)) {
    const seconds = PACKET_SAMPLES / VOICE_RATE;
    const packet = new bunny.EncodedPacket(encoder.encode(frame).slice(), 'key', packets * seconds, seconds);
    await source.add(packet, packets === 0 ? config : undefined);
    packets += 1;
    yield* bytes.splice(0);
  }
  await output.finalize();
  yield* bytes.splice(0);
}

/** The identification header of RFC 7845: one channel, the encoder's look-ahead of 6.5 ms to be skipped. */
function opusHead(): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(312, 10);
  head.writeUInt32LE(VOICE_RATE, 12);
  return head;
}

/** Sound cut into packets of one length; the last is filled with silence. */
async function* frames(sound: AsyncIterable<Int16Array>): AsyncGenerator<Int16Array> {
  let frame = new Int16Array(PACKET_SAMPLES);
  let filled = 0;
  for await (const samples of sound) {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + PACKET_SAMPLES - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < PACKET_SAMPLES) continue;
      yield frame;
      frame = new Int16Array(PACKET_SAMPLES);
      filled = 0;
    }
  }
  if (filled > 0) yield frame;
}
