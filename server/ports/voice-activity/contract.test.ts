import { describe, expect, test } from 'vitest';
import { rejectedBy } from '../contract.ts';
import { brokenVoiceActivity } from './broken.ts';
import { type VoiceActivitySubject, voiceActivityChecks, voiceActivityContract } from './contract.ts';
import { FakeVoiceActivity, type FakeVoiceActivityOptions } from './fake.ts';
import type { VoiceActivity } from './port.ts';

const tone = Int16Array.from({ length: 20_000 }, (_, i) => Math.round(9_000 * Math.sin(i / 5)));

for (const [name, options] of Object.entries<FakeVoiceActivityOptions>({
  'the fake': {},
  'the fake that answers later': { delayMs: 5 },
  'the fake with other windows': { windowSamples: 480 },
})) {
  voiceActivityContract(name, async () => {
    const voiceActivity = new FakeVoiceActivity(options);
    return subject(voiceActivity, () => voiceActivity.crash());
  });
}

describe('the contract rejects an engine that', () => {
  test.each(Object.entries(brokenVoiceActivity))('%s', { concurrent: true }, async (_, { fails, make }) => {
    const open = async (): Promise<VoiceActivitySubject> => {
      const { voiceActivity, crash, hanging } = make();
      return subject(voiceActivity, crash, hanging);
    };
    const checks = voiceActivityChecks.filter((check) => check.name === fails);
    expect(checks.length).toBe(1);
    expect(await rejectedBy(checks, open, 2_500)).toEqual([fails]);
  });
});

function subject(
  voiceActivity: VoiceActivity,
  crash: () => void,
  hanging: VoiceActivity = new FakeVoiceActivity({ hangs: true }),
): VoiceActivitySubject {
  return {
    voiceActivity,
    hanging,
    speech: tone,
    crash: async () => crash(),
    [Symbol.asyncDispose]: () => Promise.resolve(voiceActivity[Symbol.asyncDispose]()),
  };
}
