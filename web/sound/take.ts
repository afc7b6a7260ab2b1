import { Microphone } from '../../sdk/browser/microphone.ts';
import microphoneWorklet from '../../sdk/browser/microphone-worklet.ts?worker&url';

const RATE = 16_000;
const FRAME_MS = 20;
/** A level that is taken for speech, and how long it must be quiet before the take is over. */
const SPEECH = 0.06;
const QUIET_MS = 1_100;
const LONGEST_MS = 8_000;

/** One short take of the learner's voice, as a WAV; it ends by itself when they have spoken. Throws a MicrophoneProblem. */
export async function takeVoice(onLevel: (level: number) => void, signal: AbortSignal): Promise<Blob> {
  const frames: Int16Array[] = [];
  let spoke = false;
  let quiet = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await using _microphone = await Microphone.open({
    rate: RATE,
    workletUrl: microphoneWorklet,
    onLost: resolve,
    onFrame(samples, level) {
      frames.push(samples);
      onLevel(level);
      if (level > SPEECH) {
        spoke = true;
        quiet = 0;
      } else quiet += FRAME_MS;
      if ((spoke && quiet >= QUIET_MS) || frames.length * FRAME_MS >= LONGEST_MS) resolve();
    },
  });
  await promise;
  onLevel(0);
  return wavOf(frames);
}

/** Mono PCM16 as a WAV file. */
export function wavOf(frames: readonly Int16Array[]): Blob {
  const bytes = frames.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const head = new DataView(new ArrayBuffer(44));
  const write = (at: number, text: string): void => {
    for (let n = 0; n < text.length; n++) head.setUint8(at + n, text.charCodeAt(n));
  };
  write(0, 'RIFF');
  head.setUint32(4, 36 + bytes, true);
  write(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  write(36, 'data');
  head.setUint32(40, bytes, true);
  return new Blob([head, ...frames.map((frame) => frame.slice().buffer)], { type: 'audio/wav' });
}
