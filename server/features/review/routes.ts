import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as doors from '../../../wire/api/review.ts';
import { Refusal } from '../../../wire/refusals.ts';
import type { Settings } from '../../../wire/settings.ts';
import type { Database } from '../../ports/database/port.ts';
import type { LearnersFeature } from '../learners/index.ts';
import { type AnswerDeps, answerCards, undoReviews } from './answer-cards.ts';
import { browseCards, historyOf } from './browse.ts';
import { type CardWithItem, cardsById, cardView, itemView } from './card-view.ts';
import * as change from './change-cards.ts';
import { itemKey, putItems, usualKinds } from './items.ts';
import { readQueue } from './queue.ts';
import { readStats } from './stats.ts';
import { type LogRow, queriesOf } from './tables.ts';
import { rateTyped } from './typed-rating.ts';

export interface ReviewRouteDeps extends AnswerDeps {
  database: Database;
  settingsOf: LearnersFeature['settingsOf'];
}

export function reviewRoutes(bare: FastifyInstance, deps: ReviewRouteDeps): void {
  const server = bare.withTypeProvider<ZodTypeProvider>();
  const { database, settingsOf, now } = deps;
  const db = queriesOf(database);
  const viewWith = (settings: Settings) => {
    const options = { now: now(), retention: settings.desired_retention };
    return (one: CardWithItem) => cardView(one, options);
  };
  const viewsOf = async (personId: string, ids: readonly string[]) =>
    (await cardsById(db, personId, ids)).map(viewWith(await settingsOf(personId)));
  const viewOf = async (personId: string, id: string) =>
    viewWith(await settingsOf(personId))(await change.ownCard(db, personId, id));
  const itemWithCards = async (personId: string, id: string) => {
    const cards = await change.cardsOfItem(db, personId, id);
    const item =
      cards[0]?.item ??
      (await db
        .selectFrom('review_items')
        .selectAll()
        .where('person_id', '=', personId)
        .where('id', '=', id)
        .executeTakeFirst());
    if (!item) throw change.noItem();
    return { item: itemView(item), cards: cards.map(viewWith(await settingsOf(personId))) };
  };

  server.route({
    ...doors.getReviewQueue,
    config: { access: doors.getReviewQueue.access },
    async handler({ actor, query }) {
      const settings = await settingsOf(actor.personId);
      const minutes = query.minutes ?? settings.review_minutes;
      const queue = await readQueue(db, actor.personId, settings, now(), {
        minutes,
        ...(query.language === undefined ? {} : { language: query.language }),
        ...(query.kind === undefined ? {} : { kinds: [query.kind] }),
      });
      return {
        object: 'list' as const,
        data: queue.cards.map(viewWith(settings)),
        has_more: queue.hasMore,
        counts: queue.counts,
        minutes,
        seconds_per_card: queue.secondsPerCard,
        day_ends: queue.dayEnds.toISOString(),
      };
    },
  });

  server.route({
    ...doors.reviewAnswers,
    config: { access: doors.reviewAnswers.access },
    async handler({ actor, body }) {
      const done = await database.transaction((tx) => answerCards(deps, tx, actor.personId, body.answers));
      return { events: done.events, cards: await viewsOf(actor.personId, done.cards), leeches: done.leeches };
    },
  });

  server.route({
    ...doors.typedReview,
    config: { access: doors.typedReview.access },
    async handler({ actor, params, body }) {
      const one = await change.ownCard(db, actor.personId, params.id);
      const { rating, answer, language, score, band, focus, alignment, errorType } = rateTyped(
        one,
        body.text,
        body.hint,
      );
      const answers = [{ id: body.id, card: params.id, rating, how: 'typed' as const, ms: body.ms }];
      const done = body.record
        ? await database.transaction((tx) => answerCards(deps, tx, actor.personId, answers))
        : undefined;
      return {
        rating,
        answer,
        language,
        score,
        band,
        focus_word: focus,
        alignment: [...alignment],
        error_type: errorType,
        event: done?.events[0] ?? null,
        leech: (done?.leeches.length ?? 0) > 0,
        card: await viewOf(actor.personId, params.id),
      };
    },
  });

  server.route({
    ...doors.undoReviews,
    config: { access: doors.undoReviews.access },
    async handler({ actor, body }) {
      const done = await database.transaction((tx) => undoReviews(deps, tx, actor.personId, body));
      return { undone: done.undone, cards: await viewsOf(actor.personId, done.cards) };
    },
  });

  server.route({
    ...doors.listReviewCards,
    config: { access: doors.listReviewCards.access },
    async handler({ actor, query }) {
      const found = await browseCards(db, actor.personId, now(), query);
      const view = viewWith(await settingsOf(actor.personId));
      return {
        object: 'list' as const,
        data: found.slice(0, query.limit).map(view),
        has_more: found.length > query.limit,
      };
    },
  });

  server.route({
    ...doors.getReviewCard,
    config: { access: doors.getReviewCard.access },
    async handler({ actor, params }) {
      const one = await change.ownCard(db, actor.personId, params.id);
      const history = await historyOf(db, one.card);
      return { ...viewWith(await settingsOf(actor.personId))(one), history: history.map(entryView) };
    },
  });

  server.route({
    ...doors.updateReviewCard,
    config: { access: doors.updateReviewCard.access },
    async handler({ actor: { personId }, params, body }) {
      const at = { now: now(), timeZone: (await settingsOf(personId)).time_zone };
      await database.transaction((tx) => change.pauseCard(queriesOf(tx), personId, params.id, body, at));
      return viewOf(personId, params.id);
    },
  });

  server.route({
    ...doors.resetReviewCard,
    config: { access: doors.resetReviewCard.access },
    async handler({ actor: { personId }, params }) {
      await database.transaction((tx) => change.resetCard(queriesOf(tx), personId, params.id, now()));
      return viewOf(personId, params.id);
    },
  });

  server.route({
    ...doors.deleteReviewCard,
    config: { access: doors.deleteReviewCard.access },
    async handler({ actor, params }) {
      await database.transaction((tx) => change.deleteCard(queriesOf(tx), actor.personId, params.id));
      return { id: params.id, deleted: true as const };
    },
  });

  server.route({
    ...doors.addReviewItem,
    config: { access: doors.addReviewItem.access },
    async handler({ actor: { personId }, body }) {
      const settings = await settingsOf(personId);
      const key = itemKey(body);
      if (key === '') throw new Refusal('invalid-value', 'The text needs at least one word.', 'text');
      const item = {
        text: body.text,
        language: body.language,
        translation: body.translation,
        translationLanguage: body.translation_language ?? settings.from,
        note: body.note,
        tags: body.tags,
        source: 'learner' as const,
        lesson: body.lesson ?? null,
        cards: (body.kinds ?? usualKinds(body.translation)).map((kind) => ({ kind })),
      };
      const ids = await database.transaction(async (tx) => {
        const on = queriesOf(tx);
        const put = await putItems(on, personId, [item], { newId: deps.newId, now: now(), complete: true });
        await on
          .deleteFrom('review_dismissed')
          .where('person_id', '=', personId)
          .where('language', '=', body.language)
          .where('key', '=', key.slice(body.language.length + 1))
          .execute();
        return put.ids;
      });
      return itemWithCards(personId, ids.get(key) ?? '');
    },
  });

  server.route({
    ...doors.updateReviewItem,
    config: { access: doors.updateReviewItem.access },
    async handler({ actor: { personId }, params, body }) {
      const making = { newId: deps.newId, now: now() };
      await database.transaction((tx) => change.changeItem(queriesOf(tx), personId, params.id, body, making));
      return itemWithCards(personId, params.id);
    },
  });

  server.route({
    ...doors.deleteReviewItem,
    config: { access: doors.deleteReviewItem.access },
    async handler({ actor, params }) {
      await database.transaction((tx) => change.deleteItem(queriesOf(tx), actor.personId, params.id));
      return { id: params.id, deleted: true as const };
    },
  });

  server.route({
    ...doors.getReviewStats,
    config: { access: doors.getReviewStats.access },
    handler: async ({ actor }) => readStats(db, actor.personId, await settingsOf(actor.personId), now()),
  });
}

function entryView(row: LogRow & { undone: string | null }) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    rating: row.rating,
    how: row.how as 'button' | 'typed' | 'spoken' | 'imported',
    ms: row.ms,
    source: row.source,
    evidence:
      row.evidence_event === null ? null : { event: row.evidence_event, conversation: row.evidence_conversation },
    counted: row.counted,
    undone: row.undone !== null,
    predicted: row.predicted,
    stability: row.stability,
    difficulty: row.difficulty,
    interval_days: row.interval_days,
  };
}
