import { z } from 'zod';

/**
 * What a lesson scene shows beside its speech. Each is a reply's `effect` part and reaches clients as `tutor.<name>`.
 * Languages are BCP-47 primary subtags. A text that does not exist is an empty string, never null, so a page can show it
 * as it is; what is unknown or does not apply is null.
 */

/** `close`: right but for a slip (a letter, an unclear word). `wrong-form`: a known mistake. `unsure`: asked back. */
export const answerVerdict = z.enum(['right', 'close', 'wrong-form', 'unsure', 'not-understood', 'wrong']);

export const correction = z.object({
  said: z.string(),
  better: z.string(),
  /** In the learner's own language. */
  why: z.string(),
  /** The kind of mistake in ERRANT's terms and ours for Polish, for example `R:VERB:FORM`, `CASE`, `REGISTER`. */
  kind: z.string(),
});

/** How one word of a typed answer, or of a known mistake, stands to the right answer. `spelling`: it sounds right. */
export const wordMark = z.enum(['right', 'missing', 'extra', 'wrong', 'moved', 'spelling', 'diacritics']);

export const alignedWord = z.object({
  /** The word as the right answer has it; empty for an `extra` one. */
  text: z.string(),
  /** As it was said or typed; empty for a `missing` one. */
  said: z.string(),
  mark: wordMark,
});

/** What is most to be worked on; `case` is capital letters. */
export const errorType = z.enum([
  'pronunciation',
  'word_choice',
  'missing_word',
  'extra_word',
  'order',
  'spelling',
  'diacritics',
  'case',
]);

/** What to do next. `repeat_core`: the answer without its courtesies, or the mended form. */
export const recommendation = z.enum(['proceed', 'slow_down', 'repeat_focus_word', 'repeat_core', 'full_retry']);

export const feedback = z.object({
  verdict: answerVerdict,
  how: z.enum(['spoken', 'typed']),
  /** The exchange that was answered. */
  exchange: z.string(),
  /** 1 for the first try at this exchange. */
  attempt: z.number().int().min(1),
  /** What was heard or typed; empty when nothing was understood. */
  heard: z.string(),
  /** The right answer that was meant, or the nearest one; empty when none is near. */
  answer: z.string(),
  /** Right answers of this exchange, best first. Empty while the learner is still to find them alone. */
  expected: z.array(z.string()),
  /** The one word to work on. */
  focus_word: z.string().nullable(),
  /** `id` names it for "Not an error"; it is in the learning log under that name. */
  correction: correction.extend({ id: z.string() }).nullable(),
  /** Word by word, in the order of the answer. Typed answers and known mistakes; empty when no answer is near. */
  alignment: z.array(alignedWord),
  error_type: errorType.nullable(),
  recommendation,
  /** The learner put a mistake right in the same breath, which is as good as right at once. */
  self_repaired: z.boolean(),
  /** Rungs of the hint ladder taken before this answer. */
  hints: z.number().int().min(0),
  /** The answer had been given away before. */
  shown: z.boolean(),
  /** In the learner's own language. */
  hint: z.string(),
  /** 0 to 1, typed answers only: sound is never turned into a percentage. */
  score: z.number().min(0).max(1).nullable(),
  /** Spoken answers only, in order; empty when the recogniser cannot tell words. */
  words: z.array(z.object({ text: z.string(), verdict: z.enum(['good', 'unsure', 'missed']) })),
  /** Language of `heard`, `answer` and `expected`. */
  language: z.string(),
});

/** The tutor's current line: what the learner is to answer. Sent anew when it is repeated. */
export const prompt = z.object({
  exchange: z.string(),
  text: z.string(),
  translation: z.string(),
  /** Whether the learner wants the translation seen at once, or only when they ask for it. */
  translation_shown: z.boolean(),
  /** Place on the path, from 1; `total` is the length of the path as far as it is known and may change at a branch. */
  n: z.number().int().min(1),
  total: z.number().int().min(1),
  language: z.string(),
  /** Language of `translation`. */
  translation_language: z.string(),
});

export const hint = z.object({
  exchange: z.string(),
  /** What kind of help it is; a rung that does not fit the exchange is left out. */
  rung: z.enum(['wait', 'slower', 'first_half', 'choice', 'answer']),
  /** 1 is the lightest; at `levels` the answer itself is shown. */
  level: z.number().int().min(1),
  levels: z.number().int().min(1),
  text: z.string(),
  /** Answers to choose from, shuffled by the page if it likes; empty below the choice level. */
  choices: z.array(z.string()),
  /** Language of `text`; `choices` are in the lesson's language. */
  language: z.string(),
});

/** The tutor gave the answer away. */
export const answer = z.object({
  exchange: z.string(),
  text: z.string(),
  translation: z.string(),
  language: z.string(),
  translation_language: z.string(),
});

/** The sound of the learner's answer is kept (`GET /v1/recordings/:id/audio`); it comes when the turn has ended. */
export const recording = z.object({
  recording: z.string(),
  duration_ms: z.number(),
  words: z.array(z.object({ text: z.string(), start_ms: z.number(), end_ms: z.number() })),
});

/** The learner asks for another lesson: the page opens it. */
export const openLesson = z.object({ lesson: z.string(), title: z.string() });

export const translation = z.object({
  text: z.string(),
  translation: z.string(),
  language: z.string(),
  translation_language: z.string(),
});

export const progress = z.object({
  /** Exchanges answered or passed over. */
  done: z.number().int().min(0),
  total: z.number().int().min(1),
  first_try: z.number().int().min(0),
});

export const summary = z.object({
  lesson: z.string(),
  title: z.string(),
  /** False when the learner stopped before the end. */
  finished: z.boolean(),
  /** Exchanges met; each is `first_try`, `with_help`, `shown` or `skipped`, so the four add up to it. */
  exchanges: z.number().int().min(0),
  first_try: z.number().int().min(0),
  /** Answered by the learner after a correction, a hint or another try. */
  with_help: z.number().int().min(0),
  /** The tutor gave the answer away, whether or not the learner then said it too. */
  shown: z.number().int().min(0),
  skipped: z.number().int().min(0),
  /** Mistakes that were corrected, in order, and whether the learner then said it right. */
  corrected: z.array(
    /** `id` names it, as in the feedback; empty when it was told in an earlier session. */
    correction.extend({ repaired: z.boolean(), id: z.string() }),
  ),
  not_understood: z.number().int().min(0),
  /** What to say again next time, most needed first; at most five. */
  practise: z.array(z.object({ text: z.string(), translation: z.string() })),
  minutes: z.number().min(0).nullable(),
  language: z.string(),
  translation_language: z.string(),
});

/** The quiz that belongs after the exchange just left; the page offers it, now or with the summary. */
export const quizOffer = z.object({
  lesson: z.string(),
  quiz: z.string(),
  after: z.string(),
  questions: z.number().int(),
});

/** A task that was said aloud is done: the scene `task:<lesson>:<task>` ends with it. */
export const taskDone = z.object({
  lesson: z.string(),
  task: z.string(),
  type: z.string(),
  right: z.number().int().min(0),
  total: z.number().int().min(1),
  ms: z.number().min(0),
  items: z.array(
    z.object({
      text: z.string(),
      language: z.string(),
      right: z.boolean(),
      how: z.enum(['spoken', 'typed', 'chosen']),
    }),
  ),
});

/** Every effect of a lesson, by name. */
export const lessonEffects = {
  feedback,
  prompt,
  hint,
  answer,
  translation,
  progress,
  summary,
  'open-lesson': openLesson,
  'quiz': quizOffer,
  'task-done': taskDone,
} as const;

/** One card of a spoken review: sent when it is asked, and again when it is answered. */
export const reviewCardEffect = z.object({
  card: z.string(),
  item: z.string(),
  kind: z.enum(['production', 'hearing']),
  /** What is asked about, in `prompt_language`; empty for a hearing card, which is only heard. */
  prompt: z.string(),
  prompt_language: z.string(),
  /** Empty until it is answered. */
  answer: z.string(),
  language: z.string(),
  /** 1 again, 2 hard, 3 good; null while it is asked, and when it was passed over. */
  rating: z.number().int().min(1).max(4).nullable(),
  how: z.enum(['spoken', 'typed']).nullable(),
  /** How long the learner took, in milliseconds; 0 while it is asked. */
  ms: z.number().min(0),
  n: z.number().int().min(1),
  total: z.number().int().min(1),
});
export type ReviewCardEffect = z.output<typeof reviewCardEffect>;
/** Effects of a spoken review beside those of a lesson, by name. */
export const reviewEffects = { 'review-card': reviewCardEffect } as const;

export type AnswerVerdict = z.infer<typeof answerVerdict>;
export type Correction = z.infer<typeof correction>;
export type AlignedWord = z.infer<typeof alignedWord>;
export type ErrorType = z.infer<typeof errorType>;
export type Recommendation = z.infer<typeof recommendation>;
export type Feedback = z.infer<typeof feedback>;
export type Prompt = z.infer<typeof prompt>;
export type Hint = z.infer<typeof hint>;
export type Translation = z.infer<typeof translation>;
export type Progress = z.infer<typeof progress>;
export type Summary = z.infer<typeof summary>;
export type LessonEffectName = keyof typeof lessonEffects;
