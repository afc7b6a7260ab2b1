import { Microphone, MicrophoneProblem, type MicrophoneTrouble } from '../../sdk/browser/microphone.ts';
import microphoneWorklet from '../../sdk/browser/microphone-worklet.ts?worker&url';
import { wavOf } from './wav-of.ts';

const RATE = 16_000;

export type Tried = { kind: 'heard'; sound: Blob; loudest: number } | { kind: 'trouble'; trouble: MicrophoneTrouble };

/** Listens for a while. What was heard is only in the answer: nothing is sent. Call it from a click or key press. */
export async function tryMicrophone(ms: number, onLevel: (level: number) => void): Promise<Tried> {
  const frames: Int16Array[] = [];
  let loudest = 0;
  let wanted = Math.ceil((RATE * ms) / 1000);
  let full: () => void;
  const heard = new Promise<void>((resolve) => {
    full = resolve;
  });
  let microphone: Microphone | undefined;
  try {
    microphone = await Microphone.open({
      rate: RATE,
      workletUrl: microphoneWorklet,
      onFrame(samples, level) {
        frames.push(samples);
        loudest = Math.max(loudest, level);
        onLevel(level);
        wanted -= samples.length;
        if (wanted <= 0) full();
      },
      onLost: () => full(),
    });
    await heard;
    return { kind: 'heard', sound: wavOf(frames, RATE), loudest };
  } catch (error) {
    if (!(error instanceof MicrophoneProblem)) throw error;
    return { kind: 'trouble', trouble: error.trouble };
  } finally {
    onLevel(0);
    await microphone?.[Symbol.asyncDispose]();
  }
}
