import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { apiReviewDue, apiReviewGet, apiReviewUpdate } from '../../../../wire/api/legacy.ts';
import type { ReviewCard } from '../../../../wire/api/review.ts';
import { Refusal } from '../../../../wire/refusals.ts';
import { forwarded } from '../forwarded.ts';
import { ownOnly } from '../old-user.ts';
import { succeeded } from './old-envelope.ts';

/** What the six grades of old are of the four of today: below 3 was a failure. */
const ratings = [1, 1, 1, 2, 3, 4] as const;
/** The earlier tutor did not tell how long the learner thought. */
const THOUGHT_MS = 2_000;

export function reviewPaths(bare: FastifyInstance): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();

  const due = async (request: FastifyRequest, userId: unknown) => {
    ownOnly(request.actor, userId);
    const { data } = (await forwarded(request, { method: 'GET', url: '/v1/review/queue?minutes=240' })) as {
      data: ReviewCard[];
    };
    return succeeded(data.map(oldItem), 'OK', { count: data.length });
  };

  server.route({
    ...apiReviewGet,
    config: { access: apiReviewGet.access },
    handler: (request) => due(request, request.query.user_id),
  });
  server.route({
    ...apiReviewDue,
    config: { access: apiReviewDue.access },
    handler: (request) => due(request, request.query.user_id),
  });

  server.route({
    ...apiReviewUpdate,
    config: { access: apiReviewUpdate.access },
    async handler(request) {
      const { user_id, phrase_id, quality } = request.body;
      ownOnly(request.actor, user_id);
      const { cards } = (await forwarded(request, {
        method: 'POST',
        url: '/v1/review/answers',
        body: { answers: [{ card: phrase_id, rating: ratings[quality] ?? 1, how: 'button', ms: THOUGHT_MS }] },
      })) as { cards: ReviewCard[] };
      const [card] = cards;
      if (!card) throw new Refusal('not-found', 'There is no such card.', 'phrase_id');
      const { next_review, efactor, interval_days } = oldItem(card);
      return succeeded({ next_review, efactor, interval_days }, 'OK', { scheduler: 'FSRS-6' });
    },
  });
}

function oldItem(card: ReviewCard) {
  return {
    phrase_id: card.id,
    text: card.item.text,
    translation: card.item.translation,
    lesson_id: card.item.lesson,
    next_review: card.due,
    last_review: card.last_review,
    interval_days: card.interval_days,
    efactor: easiness(card.difficulty),
    review_count: card.reps,
    strength_level: strength(card.retrievability),
  };
}

/** Difficulty, 1 to 10, on the scale of the factor that the earlier scheduler had, 3.0 down to 1.3; 2.5 for what is new. */
const easiness = (difficulty: number | null): number =>
  difficulty === null ? 2.5 : Math.round((3 - ((difficulty - 1) / 9) * 1.7) * 100) / 100;

const strength = (retrievability: number | null): number =>
  retrievability === null ? 1 : Math.min(5, Math.max(1, Math.ceil(retrievability * 5)));
