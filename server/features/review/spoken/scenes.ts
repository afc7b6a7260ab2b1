import type { SceneSource, Scenes } from '../../../feature.ts';
import type { Clock } from '../../../kit/clock.ts';
import type { LearnersFeature } from '../../learners/index.ts';
import type { Commands } from '../../lessons/index.ts';
import { readQueue } from '../queue.ts';
import { reviewScenes } from '../review-scenes.ts';
import type { Queries } from '../tables.ts';
import { reviewScene } from './review-scene.ts';
import type { AskedCard } from './review-state.ts';

export interface ReviewScenesDeps {
  clock: Clock;
  db: Queries;
  commands: Commands;
  settingsOf: LearnersFeature['settingsOf'];
}

/** Reviews by speaking: one scene a language, with what is due for whoever opens it. */
export function scenesOfReview(deps: ReviewScenesDeps): SceneSource & Required<Pick<SceneSource, 'forPerson'>> {
  const { clock, db, commands, settingsOf } = deps;
  const dueIn = async (personId: string, language: string): Promise<AskedCard[]> => {
    const settings = await settingsOf(personId);
    const { cards } = await readQueue(db, personId, settings, new Date(clock.wall()), {
      minutes: settings.review_minutes,
      language,
      // What is only recognised is not said aloud.
      kinds: ['production', 'hearing'],
    });
    return cards.flatMap(({ card, item }) =>
      card.kind === 'recognition'
        ? []
        : [
            {
              ...{ card: card.id, item: item.id, kind: card.kind, text: item.text, language: item.language },
              ...{ translation: item.translation, from: item.translation_language },
            },
          ],
    );
  };
  const scenesFor = (personId: string | undefined): Scenes => ({
    // Whoever has something to review opens it from there; among the lessons it would be out of place.
    list: () => [],
    unlisted(id) {
      const scene = reviewScenes.find((one) => one.id === id);
      return scene && { ...scene, level: 'A1' };
    },
    open(id, { state, translateTo }) {
      const scene = reviewScenes.find((one) => one.id === id);
      if (!scene) return undefined;
      const { title, language, from } = scene;
      const talk = { id, title, language, from: translateTo ?? from, commands };
      const cards = personId === undefined ? [] : () => dueIn(personId, language);
      return reviewScene({ talk, cards, clock, state });
    },
  });
  // Everybody who begins any talk comes by here: cards are only looked up for who opens a review.
  return { ...scenesFor(undefined), forPerson: async (personId) => scenesFor(personId) };
}
