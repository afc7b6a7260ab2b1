import type { Feature, SceneSource, SceneSummary } from '../../feature.ts';
import type { LanguageModel } from '../../ports/language-model/port.ts';
import { freeTalkScene } from './scene.ts';

const SCENES: readonly SceneSummary[] = [
  {
    id: 'talk-en',
    title: 'Free talk',
    language: 'en',
    level: 'B1',
    from: 'pl',
    description: 'Talk about anything you like.',
  },
  {
    id: 'talk-pl',
    title: 'Swobodna rozmowa',
    language: 'pl',
    level: 'B1',
    from: 'en',
    description: 'Talk about anything you like.',
  },
];

/** Free talk, there when a language model is configured. */
export function freeTalk(world: {
  model: LanguageModel | undefined;
  dictation: boolean;
}): Feature & { readonly scenes: SceneSource } {
  const { model, dictation } = world;
  return {
    name: 'free-talk',
    scenes: {
      list: () => (model ? SCENES : []),
      open(id, { state }) {
        const summary = SCENES.find((one) => one.id === id);
        if (!summary || !model) return undefined;
        return freeTalkScene({ id, language: summary.language, model, dictation, state });
      },
    },
  };
}
