import { describe, expect, test } from 'vitest';
import { realClock } from '../../kit/clock.ts';
import { brokenLanguageModels, echo } from './broken.ts';
import { languageModelChecks, languageModelContract } from './contract.ts';
import { fakeLanguageModel, type ModelScripting } from './fake.ts';

const fake = (script: ModelScripting) => fakeLanguageModel(realClock, { script });

languageModelContract('fake', async () => ({
  model: echo(),
  short: fake({ end: 'length' }),
  hanging: fake({ end: 'hang' }),
  stalling: fake({ end: 'hang', endAfter: 2 }),
  failing: fake({ end: 'fail' }),
  breaking: fake({ end: 'fail', endAfter: 2 }),
}));

describe('the contract rejects a model that', () => {
  for (const [name, { fails, model }] of Object.entries(brokenLanguageModels())) {
    test(name, async () => {
      const check = languageModelChecks[fails];
      if (!check) throw new Error(`no check “${fails}”`);
      const all = {
        short: model,
        hanging: model,
        stalling: model,
        failing: model,
        breaking: model,
        ending: model,
        garbled: model,
      };
      await expect(check({ model, ...all })).rejects.toThrow();
    });
  }
});
