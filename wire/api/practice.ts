import { z } from 'zod';
import { own } from '../access.ts';
import { reviewCard } from './review.ts';

const practicePart = { target: z.number().int(), done: z.number().int() };

export const getDailyPractice = {
  method: 'GET',
  url: '/v1/practice/daily',
  access: own.read,
  schema: {
    summary: 'Today: three reviews, three new cards, a dialogue, something to pronounce; the same all day',
    tags: ['review'],
    response: {
      200: z.object({
        object: z.literal('daily_practice'),
        /** The learner's day. */
        day: z.iso.date(),
        reviews: z.object({ ...practicePart, cards: z.array(reviewCard) }),
        new: z.object({ ...practicePart, cards: z.array(reviewCard) }),
        /** Null where the server has no lesson of the learned language. */
        dialogue: z.object({ lesson: z.string(), title: z.string(), level: z.string(), done: z.boolean() }).nullable(),
        /** Null while there is nothing to say. */
        pronunciation: z
          .object({ text: z.string(), translation: z.string(), language: z.string(), done: z.boolean() })
          .nullable(),
        done: z.boolean(),
      }),
    },
  },
} as const;
