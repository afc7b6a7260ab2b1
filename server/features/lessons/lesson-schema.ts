import { z } from 'zod';
import { quizFile, taskFile } from './tasks/task-file.ts';

/**
 * A lesson as its JSON file has it: the old tutor's lesson shape, whose files are read as they are, with more told where
 * an author wants it. What the file leaves out is filled in by `compileLesson`.
 */

const text = z.string().trim().min(1);

/** Old files write `null` for what is absent. */
const absentable = text.nullish();

/** A dialogue's id, or null for the end of the lesson. */
const target = text.nullable();

export const expectedAnswer = z.union([
  text,
  z.strictObject({
    text,
    translation: absentable,
    /** Other ways of saying the same, just as right; each is told apart when heard. */
    alternatives: z.array(text).default([]),
    /** What the tutor says to just this answer, before its next line. */
    reply: absentable,
    /** Where this answer leads; `options` decide when it is absent. */
    next: target.optional(),
  }),
]);

export const wrongForm = z.strictObject({
  /** What learners really say. */
  say: text,
  /** One of the expected answers or their alternatives, word for word. */
  better: text,
  /** In the learner's own language (`from`). */
  why: text,
  /** ERRANT's kinds, and CASE, ASPECT, GENDER, REGISTER, NEG-GEN, REFL, NUMERAL-GOV, CALQUE, WORD. */
  kind: z.string().regex(/^[MRU]?:?[A-Z]+(?:[:-][A-Z]+)*$/, 'is no kind of mistake, such as PREP or VERB:TENSE'),
});

export const option = z.strictObject({
  match: absentable,
  next: text,
  description: absentable,
  default: z.boolean().nullish(),
  /** What the tutor says on this branch, before its next line. */
  reply: absentable,
});

export const dialogue = z.strictObject({
  id: text,
  tutor: text,
  expected: z.array(expectedAnswer).min(1),
  translation: absentable,
  /** The lightest hint, in the learner's own language. */
  hint: absentable,
  /** More hints in the learner's own language, from light to heavy, after `hint`. */
  hints: z.array(text).default([]),
  grammar: absentable,
  /** A native recording of the tutor's line: a file under `content/audio/<lesson>/`. */
  audio: absentable,
  audio_slow: absentable,
  /** The tutor's line as it is said slowly, when that needs other words or pauses. */
  slow: absentable,
  wrong: z.array(wrongForm).default([]),
  options: z.array(option).nullish(),
  /** Where to go when no option decides; the next dialogue in the file when absent. */
  next: target.optional(),
});

/** A word in both languages, by their tags, and what goes with it. */
export const vocabularyEntry = z.object({ example: absentable, note: absentable }).catchall(absentable);

const languageTag = z.string().regex(/^[a-z]{2,3}$/, 'is no language tag such as pl');

export const lessonFile = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'may hold letters, digits, _ and - only'),
  title: text,
  /** The title in the learner's own language. */
  title_translation: absentable,
  description: absentable,
  level: z.string().regex(/^(A0|A1|A2|B1|B2|C1|C2)$/, 'is no level from A0 to C2'),
  /** What is learnt; the old tutor taught Polish only. */
  language: languageTag.default('pl'),
  /** What the learner speaks: the language of translations, hints and reasons. */
  from: languageTag.default('en'),
  dialogues: z.array(dialogue).min(1),
  /** The tutor's last line, before the summary. */
  closing: absentable,
  closing_translation: absentable,
  /** Names and rare words that no spelling check may call wrong. */
  names: z.array(text).default([]),
  cefr_goal: absentable,
  tags: z.array(text).nullish(),
  module: absentable,
  objectives: z.array(text).nullish(),
  vocabulary: z.array(vocabularyEntry).nullish(),
  grammar_notes: z.array(z.looseObject({ title: text, content: text })).nullish(),
  culture_notes: z.array(z.union([text, z.looseObject({ title: absentable, content: absentable })])).nullish(),
  tasks: z.array(taskFile).nullish(),
  quizzes: z.array(quizFile).nullish(),
  /** Dialogues, tasks and quizzes together; reckoned when absent. */
  estimated_minutes: z.number().int().min(1).max(120).nullish(),
  audio_meta: z.looseObject({}).nullish(),
});

export type LessonFile = z.infer<typeof lessonFile>;
export type Dialogue = z.infer<typeof dialogue>;
