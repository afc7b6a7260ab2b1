import { describe, expect, test } from 'vitest';
import { brokenPhonemes } from './broken.ts';
import { phonemesChecks, phonemesContract } from './contract.ts';
import { fakePhonemes } from './fake.ts';

const subject = { language: 'pl', text: 'Tak, „proszę” – dziękuję!' };

phonemesContract('fake', async () => ({ phonemes: fakePhonemes(), ...subject }));

describe('the contract rejects phonemes that', () => {
  for (const [name, { fails, phonemes }] of Object.entries(brokenPhonemes())) {
    test(name, async () => {
      const check = phonemesChecks[fails];
      if (!check) throw new Error(`no check “${fails}”`);
      await expect(check({ phonemes, ...subject })).rejects.toThrow();
    });
  }
});
