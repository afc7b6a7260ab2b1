import { describe, expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { rejectedBy } from '../contract.ts';
import { brokenPronunciation, listeningFake, soundOf } from './broken.ts';
import { type PronunciationSubject, pronunciationChecks, pronunciationContract } from './contract.ts';
import type { Pronunciation } from './port.ts';

pronunciationContract('the fake', async () => subject(listeningFake()));

describe('the contract rejects an engine that', () => {
  test.each(Object.entries(brokenPronunciation))('%s', { concurrent: true }, async (_, { fails, ...fault }) => {
    const named = pronunciationChecks.filter((check) => check.name === fails);
    expect(named.length).toBe(1);
    const open = async () => ({ ...subject(listeningFake(fault)), hanging: listeningFake(fault) });
    expect(await rejectedBy(named, open, 2_000)).toEqual([fails]);
  });

  test('goes on after its engine crashed as if nothing were', async () => {
    const fails = 'fails with an outage when its engine crashes, and works again';
    const named = pronunciationChecks.filter((check) => check.name === fails);
    const open = async () => ({ ...subject(listeningFake()), crash: async () => undefined });
    expect(await rejectedBy(named, open, 2_000)).toEqual([fails]);
  });
});

function subject(pronunciation: Pronunciation): PronunciationSubject {
  let crash = (_: Error): void => undefined;
  const crashing: Pronunciation = {
    ...pronunciation,
    assess: (request, signal) =>
      Promise.race([
        pronunciation.assess(request, signal),
        new Promise<never>((_, reject) => {
          crash = reject;
        }),
      ]),
  };
  return {
    pronunciation: crashing,
    good: ['one three sixteen', 'two hundred'].map((text) => ({ text, samples: soundOf(text), language: 'en' })),
    wrongText: 'fourteen of a',
    async crash() {
      crash(new Outage({ port: 'pronunciation', provider: 'fake', retryable: true }, 'crash'));
    },
    hanging: listeningFake({ options: { fault: 'hang', limitMs: 50 } }),
    [Symbol.asyncDispose]: () => pronunciation[Symbol.asyncDispose](),
  };
}
