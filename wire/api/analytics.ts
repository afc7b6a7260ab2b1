import { z } from 'zod';
import { staff } from '../access.ts';
import { errorBody } from './shapes.ts';

/** Counts over all learners, from which nobody can be told apart. docs/spec/progress.md. */

const day = z.iso.date();
const count = z.number().int().min(0);

/** A number about a group; null when fewer than `least` people stand behind it. */
const hidden = count.nullable();

export const analytics = z.object({
  from: day,
  to: day,
  /** Groups of fewer people are not shown. */
  least: count,
  people: z.object({ active: hidden, days: z.array(z.object({ day, active: hidden })) }),
  totals: z.object({ xp: hidden, minutes: hidden, answers: hidden, reviews: hidden }).nullable(),
  lessons: z.array(z.object({ lesson: z.string(), started: hidden, completed: hidden })),
  errors: z.array(z.object({ kind: z.string(), people: count, times: count })),
  corrections: z.object({ shown: hidden, disputed: hidden }),
  /** What was done, by kind: `finished`, `replayed`, `answer-shown`, `hint`, `review` and so on. */
  events: z.array(z.object({ kind: z.string(), people: count, times: count })),
  /** Groups left out because they are too small. */
  hidden_groups: count,
});
export type Analytics = z.output<typeof analytics>;

export const getAnalytics = {
  method: 'GET',
  url: '/v1/analytics',
  access: staff.readPeople,
  schema: {
    summary: 'Counts over all learners, for those who teach; nobody can be told apart in them',
    description:
      'The days asked for are widened to whole weeks, Monday to Sunday, that have ended; people are counted in fives.',
    tags: ['progress'],
    querystring: z.object({ from: day.optional(), to: day.optional() }),
    response: { 200: analytics, 400: errorBody },
  },
} as const;
