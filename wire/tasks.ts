import { z } from 'zod';

/**
 * Tasks and quizzes as clients see them: one shape a kind, however the lesson's file has it. Right answers are told: a client
 * scores by `task-scoring.ts` where there is no server, and the server scores by the same functions.
 * Items are named by `id`, unique in their task. What does not exist is an empty string.
 */

const items = <T extends z.ZodRawShape>(shape: T) => z.array(z.object({ id: z.string(), ...shape }));

const base = {
  id: z.string(),
  /** In the learner's own language where the file has it; `instruction_language` says which. */
  instruction: z.string(),
  instruction_language: z.string(),
  /** Language of the texts that are learnt. */
  language: z.string(),
};
const said = { text: z.string(), translation: z.string() };

/** Hear each, then say it. By text: type it, or say that you said it. */
export const listenRepeat = z.object({ ...base, type: z.literal('listen_repeat'), items: items(said) });
/** Say each along with the voice. */
export const shadowing = z.object({ ...base, type: z.literal('shadowing'), items: items(said) });
/** Hear each, then write it. */
export const dictation = z.object({ ...base, type: z.literal('dictation'), items: items(said) });
export const fillBlank = z.object({
  ...base,
  type: z.literal('fill_blank'),
  items: items({
    /** The sentence around the gap. */
    before: z.string(),
    after: z.string(),
    answer: z.string(),
    /** Other words that are just as right. */
    alternatives: z.array(z.string()),
    translation: z.string(),
    hint: z.string(),
    /** Of this sentence; old files have some in the learner's own language. */
    language: z.string(),
  }),
});
/** `left` is in `language`, `right` in `right_language`; a client shuffles the right side. */
export const matchPairs = z.object({
  ...base,
  type: z.literal('match_pairs'),
  right_language: z.string(),
  items: items({ left: z.string(), right: z.string() }),
});
/** In the right order; a client shuffles them. Two items may have the same text. */
export const sequence = z.object({
  ...base,
  type: z.literal('sequence'),
  translation: z.string(),
  items: items({ text: z.string() }),
});
export const multipleChoice = z.object({
  ...base,
  type: z.literal('multiple_choice'),
  items: items({
    question: z.string(),
    question_language: z.string(),
    choices: z.array(z.string()),
    answer: z.number().int().min(0),
    why: z.string(),
  }),
});
/** Hear one of two words and say which; then say both. The client chooses which is played. */
export const minimalPairs = z.object({
  ...base,
  type: z.literal('minimal_pairs'),
  items: items({
    pair: z.tuple([z.string(), z.string()]),
    translations: z.tuple([z.string(), z.string()]),
    /** The sounds that tell them apart, as `sz / ś`. */
    sound: z.string(),
  }),
});

export const task = z.discriminatedUnion('type', [
  listenRepeat,
  fillBlank,
  matchPairs,
  sequence,
  multipleChoice,
  dictation,
  shadowing,
  minimalPairs,
]);
export type Task = z.output<typeof task>;
export type TaskType = Task['type'];
/** Tasks that are said aloud where there is a microphone: each opens as the scene `task:<lesson>:<task>`. */
export const spokenTaskTypes: readonly TaskType[] = ['listen_repeat', 'shadowing', 'minimal_pairs'];

const question = { id: z.string(), why: z.string() };
export const quizQuestion = z.discriminatedUnion('kind', [
  z.object({
    ...question,
    kind: z.literal('choice'),
    question: z.string(),
    question_language: z.string(),
    choices: z.array(z.string()),
    choices_language: z.string(),
    answer: z.number().int().min(0),
  }),
  z.object({
    ...question,
    kind: z.literal('type'),
    question: z.string(),
    question_language: z.string(),
    answer: z.string(),
    alternatives: z.array(z.string()),
    /** Language of the answer. */
    language: z.string(),
  }),
  /** `text` is heard, not shown. */
  z.object({
    ...question,
    kind: z.literal('listen'),
    text: z.string(),
    language: z.string(),
    choices: z.array(z.string()),
    choices_language: z.string(),
    answer: z.number().int().min(0),
  }),
]);
export type QuizQuestion = z.output<typeof quizQuestion>;

export const quiz = z.object({
  id: z.string(),
  /** The dialogue after which it is offered. */
  after: z.string(),
  questions: z.array(quizQuestion),
});
export type Quiz = z.output<typeof quiz>;

/** One answer to one item of a task, or one question of a quiz (`item` is then its id). */
export const itemAnswer = z.strictObject({
  item: z.string().max(100),
  /** Typed: listen_repeat, shadowing, dictation, fill_blank, minimal_pairs said by text; a quiz's `type`. */
  text: z.string().max(500).optional(),
  /** Index of the choice: multiple_choice, a quiz's `choice` and `listen`; in minimal_pairs which one was heard. */
  choice: z.number().int().min(0).max(20).optional(),
  /** minimal_pairs: which of the two was played. */
  played: z.number().int().min(0).max(1).optional(),
  /** match_pairs: the item whose right side was put to this left side. */
  match: z.string().max(100).optional(),
  /** sequence: where the learner put this item, from 0. */
  place: z.number().int().min(0).max(100).optional(),
});
export type ItemAnswer = z.output<typeof itemAnswer>;

export const itemResult = z.object({
  item: z.string(),
  /** `close` is right but for spelling: marks, capitals, one letter. `missing`: nothing was answered. */
  verdict: z.enum(['right', 'close', 'wrong', 'missing']),
  /** The right answer, as it is to be shown. */
  answer: z.string(),
  given: z.string(),
  /** Why it is so, in the learner's own language; may be empty. */
  why: z.string(),
  /** Typed answers, word by word against the right one; empty otherwise. `missed`: a word of the answer that was not given. */
  words: z.array(z.object({ text: z.string(), verdict: z.enum(['good', 'close', 'missed', 'extra']) })),
});
export type ItemResult = z.output<typeof itemResult>;

/** `right` counts `close` too. */
export const taskResult = z.object({
  right: z.number().int().min(0),
  total: z.number().int().min(1),
  items: z.array(itemResult),
});
export type TaskResult = z.output<typeof taskResult>;
