import { z } from 'zod';
import { own } from '../access.ts';
import { itemAnswer, quiz, task, taskResult } from '../tasks.ts';
import { at, errorBody, listOf } from './shapes.ts';

/** The library: every lesson that the person may take, with how far they are in it. */

const lessonId = z.string().min(1).max(200);

export const lessonStatus = z.enum(['new', 'started', 'finished']);

export const lessonSummary = z.object({
  id: z.string(),
  title: z.string(),
  /** The title in the learner's own language (`from`). */
  title_translation: z.string(),
  description: z.string(),
  level: z.string(),
  language: z.string(),
  from: z.string(),
  module: z.string(),
  tags: z.array(z.string()),
  minutes: z.number().int(),
  /** How many of each there are. */
  dialogues: z.number().int(),
  tasks: z.number().int(),
  quizzes: z.number().int(),
  words: z.number().int(),
  /** `own`: written here by a teacher. */
  source: z.enum(['shipped', 'own']),
  /** Changes with the content: what a device keeps offline is stale when this differs. */
  version: z.string(),
  status: lessonStatus,
  /** When the person was last in it; null when never. */
  last_at: at.nullable(),
  /** Cards of this lesson that are due for review. */
  due: z.number().int(),
  assignment: z.object({ id: z.string(), due_at: at.nullable(), note: z.string() }).nullable(),
});
export type LessonSummary = z.output<typeof lessonSummary>;

const vocabularyEntry = z.object({
  text: z.string(),
  translation: z.string(),
  example: z.string(),
  note: z.string(),
});

/** One exchange with all that a talk by text needs: a device keeps it for when it is offline. */
const dialogueView = z.object({
  id: z.string(),
  tutor: z.string(),
  slow: z.string(),
  translation: z.string(),
  hints: z.array(z.string()),
  grammar: z.string(),
  answers: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      translation: z.string(),
      alternatives: z.array(z.string()),
      reply: z.string(),
      /** Null ends the lesson. */
      next: z.string().nullable(),
    }),
  ),
  wrong: z.array(z.object({ say: z.string(), better: z.string(), why: z.string(), kind: z.string() })),
  /** Where to go when no answer decides. */
  onward: z.string().nullable(),
});

export const lessonDetail = lessonSummary.omit({ tasks: true, quizzes: true, dialogues: true, words: true }).extend({
  goal: z.string(),
  objectives: z.array(z.string()),
  vocabulary: z.array(vocabularyEntry),
  grammar_notes: z.array(z.object({ id: z.string(), title: z.string(), content: z.string() })),
  culture_notes: z.array(z.object({ title: z.string(), content: z.string() })),
  dialogues: z.array(dialogueView),
  closing: z.string(),
  closing_translation: z.string(),
  tasks: z.array(task),
  quizzes: z.array(quiz),
});
export type LessonDetail = z.output<typeof lessonDetail>;

export const listLessons = {
  method: 'GET',
  url: '/v1/lessons',
  access: own.read,
  schema: {
    summary: 'The library: search, filter, sort',
    description: '`q` looks in titles, words, tags and lines; Polish without its marks is found too.',
    tags: ['lessons'],
    querystring: z.object({
      q: z.string().trim().max(200).optional(),
      language: z.string().max(10).optional(),
      from: z.string().max(10).optional(),
      /** One or more, with commas between: `A1,A2`. */
      level: z.string().max(40).optional(),
      tag: z.string().max(100).optional(),
      module: z.string().max(200).optional(),
      status: lessonStatus.optional(),
      source: z.enum(['shipped', 'own']).optional(),
      /** `recommended`: what to do next comes first. `recent`: only what the person has been in, newest first. */
      sort: z.enum(['recommended', 'level', 'title', 'recent']).default('recommended'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      after: z.string().max(200).optional(),
    }),
    response: {
      200: listOf(lessonSummary).extend({
        total: z.number().int(),
        /** What there is to filter by, over all lessons of this language and `from`. */
        levels: z.array(z.string()),
        tags: z.array(z.string()),
        modules: z.array(z.string()),
      }),
    },
  },
} as const;

export const suggestLessons = {
  method: 'GET',
  url: '/v1/lessons/suggested',
  access: own.read,
  schema: {
    summary: 'What to do next, and what was done last',
    tags: ['lessons'],
    querystring: z.object({ language: z.string().max(10).optional(), from: z.string().max(10).optional() }),
    response: {
      200: z.object({
        next: z
          .object({
            lesson: lessonSummary,
            /** `continue`: begun and not finished. `refresh`: all is finished, and this one has most that is due. */
            why: z.enum(['assigned', 'continue', 'first', 'next', 'refresh']),
          })
          .nullable(),
        recent: z.array(lessonSummary),
        assigned: z.array(lessonSummary),
      }),
    },
  },
} as const;

export const getLessonSchema = {
  method: 'GET',
  url: '/v1/lessons/schema',
  access: 'open',
  schema: {
    summary: 'The JSON Schema of a lesson file',
    tags: ['lessons'],
    response: { 200: z.record(z.string(), z.unknown()) },
  },
} as const;

export const getLesson = {
  method: 'GET',
  url: '/v1/lessons/:id',
  access: own.read,
  schema: {
    summary: 'One lesson whole: preview, tasks, quizzes, and all that a talk by text needs',
    tags: ['lessons'],
    params: z.object({ id: lessonId }),
    response: { 200: lessonDetail, 404: errorBody },
  },
} as const;

export const lessonLine = z.object({
  /** What it is the sound of: `dialogue:<id>`, `reply:<id>:<answer>`, `answer:<id>:<form>`, `closing`, `word:<n>`, `example:<n>`, `task:<id>:<item>`, `task:<id>:<item>:1`, `quiz:<id>:<question>`. */
  of: z.string(),
  text: z.string(),
  language: z.string(),
  /** `GET` it, with ranges; it may be kept for ever. */
  url: z.string(),
  slow_url: z.string(),
  /** Recorded by a person. */
  native: z.boolean(),
});
export type LessonLine = z.output<typeof lessonLine>;

export const getLessonAudio = {
  method: 'GET',
  url: '/v1/lessons/:id/audio',
  access: own.read,
  schema: {
    summary: 'Every line of a lesson that is heard, with where its sound is',
    tags: ['lessons'],
    params: z.object({ id: lessonId }),
    response: {
      200: z.object({ lesson: z.string(), version: z.string(), lines: z.array(lessonLine) }),
      404: errorBody,
    },
  },
} as const;

/** One line's sound: `audio/mpeg`, or the native recording as it was made. */
export const getLessonLine = {
  method: 'GET',
  url: '/v1/lessons/:id/audio/:line',
  access: own.read,
  schema: {
    summary: 'The sound of one line',
    description: 'Understands `Range` and `If-None-Match`.',
    tags: ['lessons'],
    params: z.object({ id: lessonId, line: z.string().min(1).max(100) }),
    querystring: z.object({ voice: z.string().max(100).optional() }),
  },
} as const;

const answerBody = z.strictObject({
  /** Of the learning event that is written: the client makes it, and sends the same again on a retry. */
  id: z.string().min(8).max(120),
  answers: z.array(itemAnswer).max(100),
  /** Time it took. */
  ms: z.number().min(0).max(86_400_000).default(0),
  /** When it was done, for what was done offline. */
  at: z.iso.datetime({ offset: true }).optional(),
});

const answered = taskResult.extend({
  lesson: z.string(),
  /** False when this answer had been written before. */
  written: z.boolean(),
});

export const answerTask = {
  method: 'POST',
  url: '/v1/lessons/:id/tasks/:task/answers',
  access: own.write,
  schema: {
    summary: 'Score a task that was done by text or by choosing, and note it',
    tags: ['lessons'],
    params: z.object({ id: lessonId, task: z.string().min(1).max(200) }),
    body: answerBody,
    response: { 200: answered.extend({ task: z.string() }), 400: errorBody, 404: errorBody },
  },
} as const;

export const answerQuiz = {
  method: 'POST',
  url: '/v1/lessons/:id/quizzes/:quiz/answers',
  access: own.write,
  schema: {
    summary: 'Score a quiz and note it',
    tags: ['lessons'],
    params: z.object({ id: lessonId, quiz: z.string().min(1).max(200) }),
    body: answerBody,
    response: { 200: answered.extend({ quiz: z.string() }), 400: errorBody, 404: errorBody },
  },
} as const;
