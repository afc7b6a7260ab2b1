import { describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { brokenTextToSpeech } from './broken.ts';
import { type TextToSpeechSubject, textToSpeechChecks, textToSpeechContract } from './contract.ts';
import { fakeTextToSpeech } from './fake.ts';
import type { TextToSpeech } from './port.ts';

const sentence = 'What would you like to drink?';
const long = `${sentence} `.repeat(8).trim();
const subject = (tts: TextToSpeech): TextToSpeechSubject => ({ tts, voice: 'fake-en', sentence, long });

textToSpeechContract('fake', async () => ({
  ...subject(fakeTextToSpeech(realClock)),
  hanging: fakeTextToSpeech(realClock, { script: { end: 'hang' } }),
  failing: fakeTextToSpeech(realClock, { script: { end: 'fail', endAfterMs: 300 } }),
}));

describe('the contract rejects a voice that', () => {
  for (const [name, { fails, tts }] of Object.entries(brokenTextToSpeech())) {
    test(name, { timeout: 40_000 }, async () => {
      const check = textToSpeechChecks[fails];
      if (!check) throw new Error(`no check “${fails}”`);
      await expect(check({ ...subject(tts), hanging: tts, failing: tts, garbled: tts })).rejects.toThrow();
    });
  }
});
