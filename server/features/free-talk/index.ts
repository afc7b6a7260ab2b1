import type { Feature, SceneSource, SceneSummary } from '../../feature.ts';
import type { LanguageModel } from '../../ports/language-model/port.ts';
import type { Commands } from '../lessons/index.ts';
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
  commands: Commands;
  /** Lessons of a language, in the order they are numbered in. */
  lessonsIn(language: string): readonly { id: string; title: string }[];
}): Feature & { readonly scenes: SceneSource } {
  const { model, dictation, commands, lessonsIn } = world;
  return {
    name: 'free-talk',
    scenes: {
      list: () => (model ? SCENES : []),
      open(id, { state, translateTo }) {
        const summary = SCENES.find((one) => one.id === id);
        if (!summary || !model) return undefined;
        const { language, from } = summary;
        return freeTalkScene({
          id,
          language,
          from: translateTo ?? from,
          model,
          dictation,
          commands,
          state,
          lessons: lessonsIn(language),
        });
      },
    },
  };
}
