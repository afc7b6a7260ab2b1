import { z } from 'zod';
import { answerVerdict, correction } from './effects.ts';

/**
 * The learning log: what a learner did, one event each, appended and never changed. Memory, progress and reports are made of it.
 * An event's id is made by whoever saw it happen, so that writing it twice (two devices, a retry, an offline queue) changes nothing.
 */

const name = z.string().min(1).max(200);
const text = z.string().max(2_000);
const count = z.number().int().min(0).max(1_000_000);
const ms = z.number().min(0).max(86_400_000);
const how = z.enum(['spoken', 'typed', 'chosen']);

const wordVerdicts = z
  .array(z.object({ text: z.string().max(100), verdict: z.enum(['good', 'unsure', 'missed']) }))
  .max(200);

/** One thing asked in a task or a quiz. `text` is the right answer, in `language`. */
const taskItem = z.object({ text, language: z.string().max(10), right: z.boolean(), how });

export const learningData = {
  'lesson-started': z.object({ lesson: name, conversation: name.nullable() }),
  /** One answer to one of the tutor's lines. */
  answer: z.object({
    conversation: name.nullable(),
    lesson: name,
    exchange: name,
    /** The right answer that was meant; empty when none was. */
    text,
    language: z.string().max(10),
    verdict: answerVerdict,
    how: z.enum(['spoken', 'typed']),
    attempt: count,
    /** Rungs of the hint ladder taken before it, and whether the answer had been given away. */
    hints: count,
    shown: z.boolean(),
    correction: correction.nullable(),
    words: wordVerdicts,
  }),
  'lesson-finished': z.object({
    lesson: name,
    conversation: name.nullable(),
    exchanges: count,
    first_try: count,
    with_help: count,
    shown: count,
    skipped: count,
    minutes: z.number().min(0).nullable(),
  }),
  /** How long each side spoke in one turn. */
  talk: z.object({ conversation: name, learner_ms: ms, tutor_ms: ms }),
  hint: z.object({ lesson: name, exchange: name, level: count }),
  'answer-shown': z.object({ lesson: name, exchange: name }),
  /** A grammar finding or a known wrong form, as it was shown. `rule` groups what recurs. */
  corrected: z.object({ correction: name, lesson: name.nullable(), rule: name, said: text, better: text, kind: name }),
  /** "Not an error": the learner disputes a correction, or takes that back. */
  disputed: z.object({ correction: name, taken_back: z.boolean() }),
  task: z.object({
    lesson: name,
    task: name,
    type: name,
    right: count,
    total: count,
    ms,
    items: z.array(taskItem).max(100),
  }),
  quiz: z.object({ lesson: name, quiz: name, right: count, total: count, items: z.array(taskItem).max(100) }),
  /** 1 again, 2 hard, 3 good, 4 easy. */
  review: z.object({
    card: name,
    rating: z.number().int().min(1).max(4),
    how: z.enum(['button', 'typed', 'spoken']),
    ms,
  }),
  /** Takes a review back; `review` is the id of its event. */
  'review-undone': z.object({ review: name }),
  /** A text of the learner's memory that was said in free talk, with nobody asking for it. */
  used: z.object({ conversation: name, text, language: z.string().max(10), how: z.enum(['spoken', 'typed']) }),
  pronunciation: z.object({ text, language: z.string().max(10), words: wordVerdicts }),
  replayed: z.object({ what: z.enum(['model', 'own']), lesson: name.nullable() }),
  /** The two-minute level finder. CEFR is advisory: a range, never a verdict. */
  placed: z.object({ language: z.string().max(10), from: name, to: name, right: count, total: count }),
  'practice-finished': z.object({ day: z.iso.date(), parts: count }),
} as const;

export type LearningKind = keyof typeof learningData;
export const learningKinds = Object.keys(learningData) as LearningKind[];

const base = {
  /** Unique for its learner. */
  id: z.string().min(8).max(120),
  at: z.iso.datetime({ offset: true }),
};

const eventOf = <K extends LearningKind>(kind: K) =>
  z.object({ ...base, kind: z.literal(kind), data: learningData[kind] });

/** An event as clients see it. */
export type LearningEventWire = {
  [K in LearningKind]: { id: string; at: string; kind: K; data: z.output<(typeof learningData)[K]> };
}[LearningKind];

/** What a client may write by itself: what it saw happen with nobody else there, perhaps while it was offline. */
export const clientLearningEvent = z.discriminatedUnion('kind', [
  eventOf('lesson-started'),
  eventOf('answer'),
  eventOf('lesson-finished'),
  eventOf('review'),
  eventOf('review-undone'),
  eventOf('task'),
  eventOf('quiz'),
  eventOf('replayed'),
  eventOf('pronunciation'),
  eventOf('placed'),
  eventOf('practice-finished'),
]);
export type ClientLearningEvent = z.output<typeof clientLearningEvent>;
