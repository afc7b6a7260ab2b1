import { z } from 'zod';

/**
 * Tasks and quizzes as a lesson's file has them. The old files' shapes are read as they are: blanks by language
 * (`sentence_pl`, `answer_pl`), items that are bare strings, pairs by language. A key that nothing reads is a warning.
 */

const text = z.string().trim().min(1);
const absentable = text.nullish();

const base = { id: text, instruction_pl: absentable, instruction_en: absentable };

/** A line with its translation; the old files write the line alone. */
export const saidItem = z.union([text, z.looseObject({ text, translation: absentable })]);

export const blank = z.union(
  [
    z.looseObject({
      /** With `___` exactly once. */
      sentence: text,
      answer: text,
      /** Other words that are just as right. */
      alternatives: z.array(text).default([]),
      translation: absentable,
      hint: absentable,
    }),
    z.looseObject({ sentence_pl: text, answer_pl: text, hint: absentable }),
    z.looseObject({ sentence_en: text, answer_en: text, hint: absentable }),
  ],
  'needs a sentence and an answer',
);

export const pair = z.union(
  [z.looseObject({ left: text, right: text }), z.looseObject({ pl: text, en: text }), z.tuple([text, text])],
  'needs left and right',
);

export const choiceItem = z.looseObject({
  question: text,
  question_language: absentable,
  choices: z.array(text).min(2),
  /** Index of the right choice, from 0. */
  answer: z.number().int().min(0),
  /** In the learner's own language. */
  why: absentable,
});

export const minimalPair = z.looseObject({
  /** Two real words that differ in one sound. */
  pair: z.tuple([text, text]),
  translations: z.tuple([text, text]).nullish(),
  sound: absentable,
});

const said = z.array(saidItem);

/** An old task may hold nothing; it is then passed over. */
export const taskFile = z.discriminatedUnion('type', [
  z.looseObject({ ...base, type: z.literal('listen_repeat'), items: said }),
  z.looseObject({ ...base, type: z.literal('shadowing'), items: said }),
  z.looseObject({ ...base, type: z.literal('dictation'), items: said }),
  z.looseObject({ ...base, type: z.literal('fill_blank'), blanks: z.array(blank) }),
  z.looseObject({ ...base, type: z.literal('match_pairs'), pairs: z.array(pair) }),
  z.looseObject({
    ...base,
    type: z.literal('sequence'),
    /** In the one right order. */
    items: z.array(z.union([text, z.looseObject({ text })])),
    translation: absentable,
  }),
  z.looseObject({ ...base, type: z.literal('multiple_choice'), items: z.array(choiceItem) }),
  z.looseObject({ ...base, type: z.literal('minimal_pairs'), items: z.array(minimalPair) }),
]);
export type TaskFile = z.output<typeof taskFile>;

const asked = { id: text, why: absentable };

export const quizFile = z.strictObject({
  id: text,
  /** The dialogue after which it is offered. */
  after: text,
  questions: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...asked,
          kind: z.literal('choice'),
          question: text,
          question_language: absentable,
          choices: z.array(text).min(2),
          answer: z.number().int().min(0),
        }),
        z.strictObject({
          ...asked,
          kind: z.literal('type'),
          question: text,
          question_language: absentable,
          answer: text,
          alternatives: z.array(text).default([]),
        }),
        z.strictObject({
          ...asked,
          kind: z.literal('listen'),
          /** Heard, not shown. */
          text,
          choices: z.array(text).min(2),
          answer: z.number().int().min(0),
        }),
      ]),
    )
    .min(1),
});
export type QuizFile = z.output<typeof quizFile>;

/** Keys that something reads, by where they stand. */
export const knownKeys = {
  task: ['id', 'type', 'instruction_pl', 'instruction_en', 'items', 'blanks', 'pairs', 'translation'],
  said: ['text', 'translation'],
  blank: [
    'sentence',
    'answer',
    'alternatives',
    'translation',
    'hint',
    'sentence_pl',
    'answer_pl',
    'sentence_en',
    'answer_en',
  ],
  pair: ['left', 'right', 'pl', 'en'],
  choice: ['question', 'question_language', 'choices', 'answer', 'why'],
  minimalPair: ['pair', 'translations', 'sound'],
} as const;
