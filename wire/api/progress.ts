import { z } from 'zod';
import { own } from '../access.ts';
import { at, errorBody, idParams, listOf, page } from './shapes.ts';

/** What follows from the learning log: days, streak, badges, errors on their way to cured, words, level. docs/spec/progress.md. */

const day = z.iso.date();
const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const minutes = z.number().min(0);

/**
 * `active`: something was recalled or said. `frozen`: missed, and a freeze was used. `missed`: nothing, and no freeze left.
 * `open`: today, nothing yet. `skipped`: never was, where the learner lives (a flight over the date line). `before`: before the first day.
 */
export const dayState = z.enum(['active', 'frozen', 'missed', 'open', 'skipped', 'before']);

export const progressDay = z.object({
  day,
  state: dayState,
  xp: count,
  minutes,
  goal_minutes: count,
  goal_reached: z.boolean(),
  answers: count,
  reviews: count,
  /** First tries at a tutor's line, and those of them that were right without help. */
  first_tries: count,
  first_right: count,
});
export type ProgressDay = z.output<typeof progressDay>;

export const streak = z.object({
  /** Active days in a row, frozen ones in between not counted; as of yesterday while today is still open. */
  days: count,
  longest: count,
  today_done: z.boolean(),
  /** Freezes held now, at most `freezes_max`; one is earned with every seventh active day. */
  freezes: count,
  freezes_max: count,
  /** Active days until the next one is earned; null while no more can be held. */
  next_freeze_in: count.nullable(),
  /** Days of this streak that a freeze bridged. */
  frozen: z.array(day),
});
export type Streak = z.output<typeof streak>;

export const weakSpot = z.object({
  text: z.string(),
  language: z.string(),
  lesson: z.string(),
  exchange: z.string(),
  asked: count,
  /** Times it was not found without help. */
  missed: count,
  last_at: at,
});

export const badge = z.object({
  /** One of a closed list; its title and rule are told in words by the page. */
  id: z.string(),
  earned_at: at.nullable(),
  have: count,
  need: count,
});
export type Badge = z.output<typeof badge>;

export const progressOverview = z.object({
  /** Today, where the learner lives. */
  day,
  time_zone: z.string(),
  today: progressDay,
  /** Seven days, today last. */
  week: z.array(progressDay),
  streak,
  xp: count,
  /** Minutes and days since the start. */
  minutes,
  active_days: count,
  words_known: count,
  phrases_mastered: count,
  lessons: z.object({ in_progress: count, completed: count }),
  errors: z.object({ open: count, cured: count }),
  accuracy: z.object({
    /** Share of first tries that were right, of the last 20 and of the 20 before; null where there are none. */
    recent: share.nullable(),
    before: share.nullable(),
    /** The last 30 days that had any. */
    days: z.array(z.object({ day, right: count, total: count })),
  }),
  spoken: z.object({
    learner_minutes: minutes,
    tutor_minutes: minutes,
    /** Share of the talking that the learner did; null before any. */
    talk_ratio: share.nullable(),
  }),
  /** Most missed phrases, at most five. */
  weak_spots: z.array(weakSpot),
  /** Earned last, at most three. */
  badges: z.array(badge),
  next_lesson: z.string().nullable(),
});
export type ProgressOverview = z.output<typeof progressOverview>;

export const getProgress = {
  method: 'GET',
  url: '/v1/progress',
  access: own.read,
  schema: { summary: 'How it goes: today, streak, totals', tags: ['progress'], response: { 200: progressOverview } },
} as const;

export const getProgressCalendar = {
  method: 'GET',
  url: '/v1/progress/calendar',
  access: own.read,
  schema: {
    summary: 'Days between two dates, each of them, for a heat map',
    description: 'At most 400 days; without dates the year that ends today.',
    tags: ['progress'],
    querystring: z.object({ from: day.optional(), to: day.optional() }),
    response: {
      200: z.object({ object: z.literal('list'), data: z.array(progressDay), has_more: z.literal(false) }),
      400: errorBody,
    },
  },
} as const;

export const recurringError = z.object({
  /** What groups it: the rule of the corrections. */
  rule: z.string(),
  kind: z.string(),
  state: z.enum(['open', 'cured']),
  times: count,
  /** Right uses on their own since it last happened, and on how many days. */
  right_uses: count,
  right_days: count,
  /** What is still missing until it counts as cured; both 0 when cured. */
  uses_left: count,
  days_left: count,
  first_at: at,
  last_at: at,
  cured_at: at.nullable(),
  /** Times it came back after it had been cured. */
  came_back: count,
  /** The latest of its corrections. */
  correction: z.string(),
  said: z.string(),
  better: z.string(),
  lesson: z.string().nullable(),
});
export type RecurringError = z.output<typeof recurringError>;

export const listErrors = {
  method: 'GET',
  url: '/v1/progress/errors',
  access: own.read,
  schema: {
    summary: 'Recurring errors, counting down to cured; open ones first, the latest first',
    tags: ['progress'],
    querystring: page.extend({ state: z.enum(['open', 'cured']).optional() }),
    response: { 200: listOf(recurringError) },
  },
} as const;

export const wordKnown = z.object({
  /** Id for `after`. */
  id: z.string(),
  word: z.string(),
  language: z.string(),
  /** `known`: said or written right, without help, at least twice; or firm in memory. */
  state: z.enum(['known', 'learning']),
  right: count,
  missed: count,
  first_at: at,
  last_at: at,
});
export type WordKnown = z.output<typeof wordKnown>;

export const listWords = {
  method: 'GET',
  url: '/v1/progress/words',
  access: own.read,
  schema: {
    summary: 'Words met in answers or firm in memory, most missed first, then alphabetically',
    tags: ['progress'],
    querystring: page.extend({
      language: z.string().max(10).optional(),
      state: z.enum(['known', 'learning']).optional(),
      order: z.enum(['weak', 'recent', 'alphabet']).default('weak'),
    }),
    response: { 200: listOf(wordKnown) },
  },
} as const;

export const listBadges = {
  method: 'GET',
  url: '/v1/progress/badges',
  access: own.read,
  schema: {
    summary: 'Every badge, earned or not, with how far it is',
    tags: ['progress'],
    response: { 200: z.object({ object: z.literal('list'), data: z.array(badge), has_more: z.literal(false) }) },
  },
} as const;

export const calibration = z.object({
  /** Reviews that had a prediction. */
  reviews: count,
  /** False: too few to say anything yet. */
  enough: z.boolean(),
  /** Means over all; null without reviews. */
  predicted: share.nullable(),
  observed: share.nullable(),
  /** By predicted chance of recall, `from` ≤ p < `to`; empty bins are left out. */
  bins: z.array(z.object({ from: share, to: share, predicted: share, observed: share, reviews: count })),
});
export type Calibration = z.output<typeof calibration>;

export const getCalibration = {
  method: 'GET',
  url: '/v1/progress/calibration',
  access: own.read,
  schema: {
    summary: 'Predicted against observed recall in reviews',
    tags: ['progress'],
    response: { 200: calibration },
  },
} as const;

export const levelEstimate = z.object({
  /** Always true: an estimate for the learner, never a verdict or a certificate. */
  advisory: z.literal(true),
  language: z.string(),
  /** CEFR; null while there is not enough to go by. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** What it rests on. */
  evidence: z.array(
    z.object({
      /** `placement`: the level finder; `lessons`: first tries in lessons of this level. */
      kind: z.enum(['placement', 'lessons']),
      level: z.string(),
      right: count,
      total: count,
      at,
    }),
  ),
});
export type LevelEstimate = z.output<typeof levelEstimate>;

export const getLevel = {
  method: 'GET',
  url: '/v1/progress/level',
  access: own.read,
  schema: {
    summary: 'An advisory CEFR range, with its evidence',
    tags: ['progress'],
    querystring: z.object({ language: z.string().max(10).optional() }),
    response: { 200: levelEstimate },
  },
} as const;

export const lessonProgress = z.object({
  lesson: z.string(),
  status: z.enum(['not_started', 'in_progress', 'completed']),
  started_at: at.nullable(),
  completed_at: at.nullable(),
  last_at: at.nullable(),
  times_completed: count,
  /** Share of first tries right in a completed run; null before one. */
  best: share.nullable(),
  last: share.nullable(),
});
export type LessonProgress = z.output<typeof lessonProgress>;

export const listLessonProgress = {
  method: 'GET',
  url: '/v1/progress/lessons',
  access: own.read,
  schema: {
    summary: 'Every lesson that was begun, the latest first',
    tags: ['progress'],
    response: { 200: z.object({ object: z.literal('list'), data: z.array(lessonProgress), has_more: z.boolean() }) },
  },
} as const;

export const lessonSummary = lessonProgress.extend({
  title: z.string(),
  /** Of the latest completed run. */
  run: z
    .object({
      at,
      exchanges: count,
      first_try: count,
      with_help: count,
      shown: count,
      skipped: count,
      minutes: minutes.nullable(),
    })
    .nullable(),
  phrases: z.object({ mastered: count, total: count }),
  weak_spots: z.array(weakSpot),
  words_learned: z.array(z.string()),
  /** Best results of its tasks and quizzes. */
  tasks: z.array(z.object({ id: z.string(), kind: z.enum(['task', 'quiz']), right: count, total: count, last_at: at })),
  next_lesson: z.string().nullable(),
});
export type LessonSummary = z.output<typeof lessonSummary>;

export const getLessonProgress = {
  method: 'GET',
  url: '/v1/progress/lessons/:id',
  access: own.read,
  schema: {
    summary: 'Summary of a lesson, with the next step; all at zero for one that was not begun',
    tags: ['progress'],
    params: idParams,
    response: { 200: lessonSummary, 404: errorBody },
  },
} as const;

export const correctionShown = z.object({
  id: z.string(),
  at,
  rule: z.string(),
  kind: z.string(),
  said: z.string(),
  better: z.string(),
  lesson: z.string().nullable(),
  /** "Not an error": it no longer counts as one. */
  disputed: z.boolean(),
});
export type CorrectionShown = z.output<typeof correctionShown>;

export const listCorrections = {
  method: 'GET',
  url: '/v1/corrections',
  access: own.read,
  schema: {
    summary: 'Corrections that were shown, newest first',
    tags: ['progress'],
    querystring: page.extend({ rule: z.string().max(200).optional() }),
    response: { 200: listOf(correctionShown) },
  },
} as const;

export const disputeCorrection = {
  method: 'POST',
  url: '/v1/corrections/:id/dispute',
  access: own.write,
  schema: {
    summary: 'Say that a correction was not an error',
    tags: ['progress'],
    params: idParams,
    response: { 200: correctionShown, 404: errorBody },
  },
} as const;

export const undisputeCorrection = {
  method: 'DELETE',
  url: '/v1/corrections/:id/dispute',
  access: own.write,
  schema: {
    summary: 'Take that back',
    tags: ['progress'],
    params: idParams,
    response: { 200: correctionShown, 404: errorBody },
  },
} as const;
