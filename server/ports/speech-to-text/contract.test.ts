import { describe, expect, test } from 'vitest';
import { Outage } from '../../kit/errors.ts';
import { rejectedBy } from '../contract.ts';
import { brokenSpeechToText, hearingFake, soundOf } from './broken.ts';
import { type SpeechToTextSubject, speechToTextChecks, speechToTextContract } from './contract.ts';
import type { Expectation, SpeechToText } from './port.ts';

const expectation: Expectation = {
  language: 'en',
  phrases: [
    { id: 'yes', text: 'yes please' },
    { id: 'no', text: 'no thank you' },
  ],
};

speechToTextContract('the fake', async () => subject(hearingFake()));

describe('the contract rejects an engine that', () => {
  test.each(Object.entries(brokenSpeechToText))('%s', { concurrent: true }, async (_, { fails, ...fault }) => {
    const named = speechToTextChecks.filter((check) => check.name === fails);
    expect(named.length).toBe(1);
    expect(await rejectedBy(named, async () => subject(hearingFake(fault)), 3_000)).toEqual([fails]);
  });

  test('hangs for good', async () => {
    const fails = 'fails with an outage when its engine hangs';
    const named = speechToTextChecks.filter((check) => check.name === fails);
    const open = async () => ({ ...subject(hearingFake()), hanging: hearingFake({ plan: { fault: 'hang' } }) });
    expect(await rejectedBy(named, open, 1_000)).toEqual([fails]);
  });

  test('goes on after its engine crashed as if nothing were', async () => {
    const fails = 'fails with an outage when its engine crashes, and works again';
    const named = speechToTextChecks.filter((check) => check.name === fails);
    const open = async () => ({ ...subject(hearingFake()), crash: async () => undefined });
    expect(await rejectedBy(named, open, 3_000)).toEqual([fails]);
  });
});

/** A subject whose crash and hang are told by outages of the fake. */
function subject(stt: SpeechToText): SpeechToTextSubject {
  const live = new Set<(error: Error) => void>();
  const crashing: SpeechToText = {
    ...stt,
    open(wanted, signal) {
      const inner = stt.open(wanted, signal);
      const crashed = new Promise<never>((_, reject) => live.add(reject));
      void Promise.allSettled([crashed]);
      const iterator = inner.results[Symbol.asyncIterator]();
      return {
        push: (samples) => inner.push(samples),
        end: () => inner.end(),
        results: { [Symbol.asyncIterator]: () => ({ next: () => Promise.race([crashed, iterator.next()]) }) },
      };
    },
  };
  return {
    stt: crashing,
    expect: expectation,
    speech: [
      { samples: soundOf(1, 900), phraseId: 'yes' },
      { samples: soundOf(2, 700), phraseId: 'no' },
    ],
    unlisted: soundOf(5, 800),
    async crash() {
      for (const reject of live)
        reject(new Outage({ port: 'speech-to-text', provider: 'fake', retryable: true }, 'crash'));
      live.clear();
    },
    hanging: hearingFake({ plan: { fault: 'crash' } }),
    [Symbol.asyncDispose]: () => stt[Symbol.asyncDispose](),
  };
}
