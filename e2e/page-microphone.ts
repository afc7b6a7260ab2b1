import type { Page } from 'playwright-core';
import { writeWav } from '../scripts/talk/wav.ts';
import { VOICE_RATE } from '../server/ports/text-to-speech/port.ts';

/**
 * A microphone for `PageWish.before`: silence but for the WAVs that the story plays into it, each in its time. A file given to
 * Chromium's own device runs by the clock instead, and on a busy machine would talk over a tutor who is late.
 */
export const wavMicrophone = `{
  let context, device;
  const open = () => {
    if (context !== undefined) return;
    context = new AudioContext();
    device = context.createMediaStreamDestination();
    // A source that never ends: the stream gives silence, too.
    const silence = new GainNode(context, { gain: 0 });
    const endless = new ConstantSourceNode(context);
    endless.connect(silence).connect(device);
    endless.start();
  };
  navigator.mediaDevices.getUserMedia = async () => {
    open();
    await context.resume();
    // Whoever stops their track does not take the device from others.
    return device.stream.clone();
  };
  globalThis.speakIntoMicrophone = async (wav) => {
    const bytes = Uint8Array.from(atob(wav), (letter) => letter.charCodeAt(0));
    const source = new AudioBufferSourceNode(context, { buffer: await context.decodeAudioData(bytes.buffer) });
    source.connect(device);
    source.start();
    await new Promise((resolve) => { source.onended = resolve; });
  };
}`;

/** Says it into the page's microphone, which the page has opened; resolves when the last of it is said. */
export async function speakInto(page: Page, samples: Int16Array): Promise<void> {
  const wav = Buffer.from(writeWav(samples, VOICE_RATE)).toString('base64');
  await page.evaluate(`speakIntoMicrophone(${JSON.stringify(wav)})`);
}
