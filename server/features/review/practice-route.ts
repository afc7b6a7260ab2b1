import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { getDailyPractice } from '../../../wire/api/practice.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { type CardWithItem, cardView } from './card-view.ts';
import { dailyPractice, type PracticeDeps } from './practice.ts';

export interface PracticeRouteDeps extends PracticeDeps {
  settingsOf: LearnersFeature['settingsOf'];
}

export function practiceRoute(bare: FastifyInstance, deps: PracticeRouteDeps): void {
  bare.withTypeProvider<ZodTypeProvider>().route({
    ...getDailyPractice,
    config: { access: getDailyPractice.access },
    async handler({ actor: { personId } }) {
      const settings = await deps.settingsOf(personId);
      const { day, reviews, fresh, dialogue, pronunciation, answered, spoken } = await dailyPractice(
        deps,
        personId,
        settings,
      );
      const view = { now: deps.now(), retention: settings.desired_retention };
      const part = (cards: readonly CardWithItem[]) => ({
        target: cards.length,
        done: cards.filter(({ card }) => answered.has(card.id)).length,
        cards: cards.map((card) => cardView(card, view)),
      });
      const parts = { reviews: part(reviews), new: part(fresh) };
      const said = {
        dialogue: dialogue && { ...dialogue, done: spoken.dialogue },
        pronunciation: pronunciation && { ...pronunciation, done: spoken.pronunciation },
      };
      const open =
        [parts.reviews, parts.new].some(({ target, done }) => done < target) ||
        [said.dialogue, said.pronunciation].some((one) => one?.done === false);
      const empty = reviews.length + fresh.length === 0 && !dialogue && !pronunciation;
      return { object: 'daily_practice' as const, day, ...parts, ...said, done: !open && !empty };
    },
  });
}
