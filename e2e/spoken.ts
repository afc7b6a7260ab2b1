import { writeFile } from 'node:fs/promises';
import { writeWav } from '../scripts/talk/wav.ts';
import { createFlite } from '../server/adapters/flite/flite.ts';
import { realClock as clock } from '../server/kit/clock.ts';
import { VOICE_RATE } from '../server/ports/text-to-speech/port.ts';

/** Spoken English for a learner's microphone, with silence around it, as samples at 24 kHz. Not the tutor's own voice. */
export async function spoken(text: string, { leadMs = 0, tailMs = 0, voice = 'flite-rms' } = {}): Promise<Int16Array> {
  await using flite = createFlite({ clock });
  const parts: Int16Array[] = [new Int16Array((VOICE_RATE * leadMs) / 1000)];
  for await (const part of flite.speak({ text, voice, speed: 1 }, new AbortController().signal)) {
    if (part.kind === 'audio') parts.push(part.samples.slice());
  }
  parts.push(new Int16Array((VOICE_RATE * tailMs) / 1000));
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function writeSpoken(path: string, samples: Int16Array): Promise<void> {
  await writeFile(path, writeWav(samples, VOICE_RATE));
}
