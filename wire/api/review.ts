import { z } from 'zod';
import { own } from '../access.ts';
import { alignedWord, errorType } from '../effects.ts';
import { at, deleted, errorBody, idParams, listOf, page } from './shapes.ts';

/**
 * Memory: what a learner is to keep (items), and what is asked of it (cards). An item has up to three cards, each with a memory
 * of its own. Answers are events of the learning log (`review`, `review-undone`); these doors are the easy way to write them.
 */

export const cardKinds = ['recognition', 'production', 'hearing'] as const;
/** `recognition`: the learned language is shown, its meaning is asked. `production`: the other way. `hearing`: it is only heard. */
export const cardKind = z.enum(cardKinds);

export const cardStates = ['new', 'learning', 'review', 'relearning'] as const;
export const cardState = z.enum(cardStates);

/** 1 again, 2 hard, 3 good, 4 easy. */
export const rating = z.number().int().min(1).max(4);

const language = z.string().regex(/^[a-z]{2,3}$/, 'is no language tag such as pl');
const itemText = z.string().trim().min(1).max(500);
const tag = z.string().trim().min(1).max(60);

export const reviewItem = z.object({
  id: z.string(),
  /** In the learned language. */
  text: z.string(),
  language: z.string(),
  /** Empty when none is known. */
  translation: z.string(),
  translation_language: z.string(),
  /** The learner's own note; empty when there is none. */
  note: z.string(),
  tags: z.array(z.string()),
  source: z.enum(['lesson', 'learner', 'import']),
  /** The lesson it was met in. */
  lesson: z.string().nullable(),
  added_at: at,
});

export const reviewCard = z.object({
  id: z.string(),
  kind: cardKind,
  item: reviewItem,
  state: cardState,
  /** When it is to be asked; of a new card, when it was added. */
  due: at,
  /** Days after which it is still known with 90 %; null while new. */
  stability: z.number().nullable(),
  /** 1 to 10; null while new. */
  difficulty: z.number().nullable(),
  /** Chance, 0 to 1, that it is known now; null while new. */
  retrievability: z.number().nullable(),
  /** The interval it is in, in days; 0 below one day. */
  interval_days: z.number(),
  reps: z.number().int(),
  lapses: z.number().int(),
  last_review: at.nullable(),
  suspended: z.boolean(),
  /** Forgotten so often that it was put aside; lifting the suspension clears it. */
  leech: z.boolean(),
  /** Put off until then by the learner. */
  buried_until: at.nullable(),
  /** Seconds until it would come back, by the rating given now. */
  next: z.object({ again: z.number(), hard: z.number(), good: z.number(), easy: z.number() }),
});
export type ReviewCard = z.output<typeof reviewCard>;

export const reviewLogEntry = z.object({
  /** Of the event; what an undo names. */
  id: z.string(),
  at,
  rating,
  how: z.enum(['button', 'typed', 'spoken', 'imported']),
  ms: z.number(),
  /** `conversation`: it was used in talk, and nobody asked for it. */
  source: z.enum(['review', 'conversation', 'import']),
  /** What it follows from, of talk: the event of the learning log and the conversation. */
  evidence: z.object({ event: z.string(), conversation: z.string().nullable() }).nullable(),
  /** False: it was kept as evidence and changed nothing (undone, too early, the second of a day, before a reset). */
  counted: z.boolean(),
  undone: z.boolean(),
  /** Chance that it was known just then, and the memory afterwards; null where it did not count. */
  predicted: z.number().nullable(),
  stability: z.number().nullable(),
  difficulty: z.number().nullable(),
  /** Days until it comes back; 0 below one day. */
  interval_days: z.number().nullable(),
});

export const reviewCounts = z.object({
  /** To be asked now, siblings of what was asked today left out. */
  due: z.number().int(),
  /** New cards that today's limit still leaves. */
  new: z.number().int(),
  /** Becoming due before the learner's day is over. */
  later_today: z.number().int(),
});

export const getReviewQueue = {
  method: 'GET',
  url: '/v1/review/queue',
  access: own.read,
  schema: {
    summary: 'Cards to ask now: due ones, least likely known first, then new ones, as many as fit the time',
    tags: ['review'],
    querystring: z.object({
      /** The learner's `review_minutes` when absent. */
      minutes: z.coerce.number().int().min(1).max(240).optional(),
      /** Only items of this learned language. */
      language: language.optional(),
      kind: cardKind.optional(),
    }),
    response: {
      200: z.object({
        object: z.literal('list'),
        data: z.array(reviewCard),
        /** More is due than the time allows. */
        has_more: z.boolean(),
        counts: reviewCounts,
        minutes: z.number().int(),
        /** As measured of this learner, or a default. */
        seconds_per_card: z.number(),
        /** When the day of the learner ends, and new cards are given again. */
        day_ends: at,
      }),
    },
  },
} as const;

export const reviewAnswers = {
  method: 'POST',
  url: '/v1/review/answers',
  access: own.write,
  schema: {
    summary: 'Rate cards',
    description: 'Writes `review` events. An id that is there already changes nothing, so it may be sent again.',
    tags: ['review'],
    body: z.strictObject({
      answers: z
        .array(
          z.strictObject({
            /** Of the event; one is made when absent. */
            id: z.string().min(8).max(120).optional(),
            /** Now when absent. */
            at: z.iso.datetime({ offset: true }).optional(),
            card: z.string().min(1).max(200),
            rating,
            how: z.enum(['button', 'typed', 'spoken']).default('button'),
            /** How long the learner thought. */
            ms: z.number().min(0).max(86_400_000).default(0),
          }),
        )
        .min(1)
        .max(500),
    }),
    response: {
      200: z.object({
        /** Ids of the events, in the order of the answers. */
        events: z.array(z.string()),
        /** The cards as they are now. */
        cards: z.array(reviewCard),
        /** Ids of cards that were put aside by these answers because they are forgotten again and again. */
        leeches: z.array(z.string()),
      }),
      404: errorBody,
    },
  },
} as const;

export const typedReview = {
  method: 'POST',
  url: '/v1/review/cards/:id/typed',
  access: own.write,
  schema: {
    summary: 'Answer a card by typing',
    tags: ['review'],
    params: idParams,
    body: z.strictObject({
      id: z.string().min(8).max(120).optional(),
      text: z.string().max(1_000),
      ms: z.number().min(0).max(86_400_000).default(0),
      /** A hint was taken: at most hard. */
      hint: z.boolean().default(false),
      /** False: only tell the rating; the learner decides and sends it as an answer. */
      record: z.boolean().default(true),
    }),
    response: {
      200: z.object({
        rating,
        /** The text that was wanted. */
        answer: z.string(),
        language: z.string(),
        score: z.number().min(0).max(1),
        band: z.enum(['exact', 'high', 'medium', 'low']),
        focus_word: z.string().nullable(),
        /** Word by word, in the order of the answer. */
        alignment: z.array(alignedWord),
        error_type: errorType.nullable(),
        /** Of the event; null when nothing was recorded. */
        event: z.string().nullable(),
        leech: z.boolean(),
        card: reviewCard,
      }),
      404: errorBody,
    },
  },
} as const;

export const undoReviews = {
  method: 'POST',
  url: '/v1/review/undo',
  access: own.write,
  schema: {
    summary: 'Take the last reviews back, or one by its event',
    tags: ['review'],
    body: z.strictObject({
      last: z.number().int().min(1).max(50).default(1),
      /** The event of one review; `last` is ignored then. */
      event: z.string().max(200).optional(),
    }),
    response: {
      200: z.object({
        /** Events taken back, newest first. */
        undone: z.array(z.string()),
        cards: z.array(reviewCard),
      }),
      404: errorBody,
    },
  },
} as const;

export const listReviewCards = {
  method: 'GET',
  url: '/v1/review/cards',
  access: own.read,
  schema: {
    summary: 'Browse cards, newest first',
    tags: ['review'],
    querystring: page.extend({
      /** In the text, the translation or the note, whatever the case or the diacritics. */
      q: z.string().trim().max(200).optional(),
      state: z.enum([...cardStates, 'due', 'suspended', 'leech', 'buried']).optional(),
      kind: cardKind.optional(),
      language: language.optional(),
      source: z.enum(['lesson', 'learner', 'import']).optional(),
      lesson: z.string().max(200).optional(),
      item: z.string().max(200).optional(),
      tag: tag.optional(),
    }),
    response: { 200: listOf(reviewCard) },
  },
} as const;

export const getReviewCard = {
  method: 'GET',
  url: '/v1/review/cards/:id',
  access: own.read,
  schema: {
    summary: 'One card with its history, newest first',
    tags: ['review'],
    params: idParams,
    response: { 200: reviewCard.extend({ history: z.array(reviewLogEntry) }), 404: errorBody },
  },
} as const;

export const updateReviewCard = {
  method: 'PATCH',
  url: '/v1/review/cards/:id',
  access: own.write,
  schema: {
    summary: 'Suspend a card or put it off until tomorrow, or take that back',
    tags: ['review'],
    params: idParams,
    body: z
      .strictObject({ suspended: z.boolean().optional(), buried: z.boolean().optional() })
      .refine((change) => Object.keys(change).length > 0, 'names nothing to change'),
    response: { 200: reviewCard, 404: errorBody },
  },
} as const;

export const resetReviewCard = {
  method: 'POST',
  url: '/v1/review/cards/:id/reset',
  access: own.write,
  schema: {
    summary: 'Begin a card anew; its history stays',
    tags: ['review'],
    params: idParams,
    response: { 200: reviewCard, 404: errorBody },
  },
} as const;

export const deleteReviewCard = {
  method: 'DELETE',
  url: '/v1/review/cards/:id',
  access: own.write,
  schema: {
    summary: 'Delete one card; the item stays with its others',
    tags: ['review'],
    params: idParams,
    response: { 200: deleted, 404: errorBody },
  },
} as const;

export const addReviewItem = {
  method: 'POST',
  url: '/v1/review/items',
  access: own.write,
  schema: {
    summary: 'Add to my words',
    description: 'What is there already gets the cards that are missing, and is given back.',
    tags: ['review'],
    body: z.strictObject({
      text: itemText,
      language,
      translation: z.string().trim().max(500).default(''),
      translation_language: language.optional(),
      note: z.string().trim().max(2_000).default(''),
      tags: z.array(tag).max(20).default([]),
      lesson: z.string().max(200).optional(),
      /** Without a translation only hearing can be asked. */
      kinds: z.array(cardKind).min(1).max(3).optional(),
    }),
    response: { 200: z.object({ item: reviewItem, cards: z.array(reviewCard) }), 400: errorBody },
  },
} as const;

export const updateReviewItem = {
  method: 'PATCH',
  url: '/v1/review/items/:id',
  access: own.write,
  schema: {
    summary: 'Edit a note: its words, its meaning, what was written to it',
    tags: ['review'],
    params: idParams,
    body: z
      .strictObject({
        text: itemText.optional(),
        translation: z.string().trim().max(500).optional(),
        note: z.string().trim().max(2_000).optional(),
        tags: z.array(tag).max(20).optional(),
        /** Cards of these kinds are there afterwards; others stay. */
        kinds: z.array(cardKind).min(1).max(3).optional(),
      })
      .refine((change) => Object.keys(change).length > 0, 'names nothing to change'),
    response: { 200: z.object({ item: reviewItem, cards: z.array(reviewCard) }), 404: errorBody, 409: errorBody },
  },
} as const;

export const deleteReviewItem = {
  method: 'DELETE',
  url: '/v1/review/items/:id',
  access: own.write,
  schema: {
    summary: 'Delete an item with its cards and their history',
    tags: ['review'],
    params: idParams,
    response: { 200: deleted, 404: errorBody },
  },
} as const;

export const getReviewStats = {
  method: 'GET',
  url: '/v1/review/stats',
  access: own.read,
  schema: {
    summary: 'How the memory is doing',
    tags: ['review'],
    response: {
      200: z.object({
        counts: reviewCounts,
        items: z.number().int(),
        cards: z.number().int(),
        by_state: z.object({
          new: z.number().int(),
          learning: z.number().int(),
          review: z.number().int(),
          relearning: z.number().int(),
          suspended: z.number().int(),
          leech: z.number().int(),
        }),
        today: z.object({ reviews: z.number().int(), new: z.number().int(), minutes: z.number() }),
        seconds_per_card: z.number(),
        /** Of the last 30 days, cards past their first steps: how many were known, and how many should have been. Null without any. */
        retention: z
          .object({ observed: z.number(), predicted: z.number(), reviews: z.number().int(), desired: z.number() })
          .nullable(),
        /** Cards that become due on each of the next days, today first with all that is overdue. */
        forecast: z.array(z.object({ day: z.iso.date(), due: z.number().int() })),
      }),
    },
  },
} as const;
