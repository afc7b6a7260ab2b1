import { z } from 'zod';
import { own, staff } from '../access.ts';
import { oldReply, oldUserId } from '../chat.ts';
import { accountUser, login, logout, refresh, signedIn } from './accounts.ts';

/** The earlier tutor's paths in its own shapes: `{status, message, data, metadata}`, with 400 for what is not valid. */

const tags = ['earlier tutor'];
const envelope = <T extends z.ZodType>(data: T) =>
  z.object({
    status: z.enum(['success', 'error']),
    message: z.string(),
    data,
    metadata: z.record(z.string(), z.unknown()),
  });
const anything = envelope(z.unknown());
const query = z.object({ user_id: z.string().max(200).optional() });
const lessonId = z.string().min(1).max(200);
const speed = z.number().min(0.5).max(2);
const confidence = z.number().int().min(1).max(5);

const answers = { response: { 200: anything, 400: anything, 403: anything, 404: anything } };

export const apiIndex = {
  method: 'GET',
  url: '/api',
  access: 'open',
  schema: { summary: 'What there is under /api', tags, response: { 200: anything } },
} as const;

const signing = { response: { ...answers.response, 401: anything, 429: anything } };

export const apiAuthLogin = {
  method: 'POST',
  url: '/api/auth/login',
  access: 'open',
  schema: {
    summary: 'Sign in',
    tags,
    body: login.schema.body.omit({ cookie: true }),
    response: { ...signing.response, 200: envelope(signedIn) },
  },
} as const;

export const apiAuthRefresh = {
  method: 'POST',
  url: '/api/auth/refresh',
  access: 'open',
  schema: {
    summary: 'A new pair of tokens for the refresh token',
    tags,
    body: refresh.schema.body,
    response: { ...signing.response, 200: envelope(signedIn) },
  },
} as const;

export const apiAuthLogout = {
  method: 'POST',
  url: '/api/auth/logout',
  access: 'open',
  schema: { summary: 'End the session', tags, body: logout.schema.body, ...signing },
} as const;

export const apiAuthMe = {
  method: 'GET',
  url: '/api/auth/me',
  access: own.read,
  schema: { summary: 'Who asks', tags, response: { ...signing.response, 200: envelope(accountUser) } },
} as const;

export const apiChatRespond = {
  method: 'POST',
  url: '/api/chat/respond',
  access: own.talk,
  schema: {
    summary: 'Answer the tutor',
    tags,
    body: z.object({
      user_id: oldUserId.optional(),
      text: z.string().trim().min(1).max(2_000),
      lesson_id: lessonId,
      dialogue_id: z.string().max(200).nullish(),
      speed: speed.default(1),
      confidence: confidence.default(3),
    }),
    response: { ...answers.response, 200: envelope(oldReply) },
  },
} as const;

export const apiLessonGet = {
  method: 'GET',
  url: '/api/lesson/get',
  access: own.read,
  schema: { summary: 'One lesson', tags, querystring: z.object({ lesson_id: lessonId }), ...answers },
} as const;

export const apiLessonOptions = {
  method: 'GET',
  url: '/api/lesson/options',
  access: own.read,
  schema: {
    summary: 'Where the answers of a dialogue lead',
    tags,
    querystring: z.object({ lesson_id: lessonId, dialogue_id: z.string().min(1).max(200) }),
    ...answers,
  },
} as const;

export const apiLessonCatalog = {
  method: 'GET',
  url: '/api/lesson/catalog',
  access: own.read,
  schema: { summary: 'All lessons by part', tags, ...answers },
} as const;

export const apiLessonGenerate = {
  method: 'POST',
  url: '/api/lesson/generate',
  access: staff.writeLessons,
  schema: {
    summary: 'Draft a lesson from a topic',
    tags,
    body: z.object({
      topic: z.string().trim().min(1).max(200),
      level: z.string().max(4).default('A1'),
      num_dialogues: z.number().int().min(3).max(12).default(5),
    }),
    ...answers,
  },
} as const;

export const apiReviewGet = {
  method: 'GET',
  url: '/api/review/get',
  access: own.read,
  schema: { summary: 'What is due', tags, querystring: query, ...answers },
} as const;

export const apiReviewDue = { ...apiReviewGet, url: '/api/review/due' } as const;

export const apiReviewUpdate = {
  method: 'POST',
  url: '/api/review/update',
  access: own.write,
  schema: {
    summary: 'Grade a card from 0 to 5',
    tags,
    body: z.object({
      user_id: oldUserId.optional(),
      phrase_id: z.string().min(1).max(200),
      quality: z.number().int().min(0).max(5),
      confidence: confidence.default(3),
    }),
    ...answers,
  },
} as const;

export const apiSettingsGet = {
  method: 'GET',
  url: '/api/settings/get',
  access: own.read,
  schema: { summary: 'All settings', tags, querystring: query, ...answers },
} as const;

export const apiSettingsUpdate = {
  method: 'POST',
  url: '/api/settings/update',
  access: own.write,
  schema: {
    summary: 'Change settings: one as key and value, or several by name',
    tags,
    body: z.looseObject({
      user_id: oldUserId.optional(),
      key: z.string().max(100).optional(),
      value: z.unknown().optional(),
      settings: z.record(z.string(), z.unknown()).optional(),
    }),
    ...answers,
  },
} as const;

export const apiUserStats = {
  method: 'GET',
  url: '/api/user/stats',
  access: own.read,
  schema: { summary: 'How a person gets on', tags, querystring: query, ...answers },
} as const;

export const apiAudioGenerate = {
  method: 'POST',
  url: '/api/audio/generate',
  access: own.talk,
  schema: {
    summary: 'The address of a text, spoken',
    tags,
    body: z.object({
      user_id: oldUserId.optional(),
      text: z.string().trim().min(1).max(2_000),
      speed: speed.default(1),
    }),
    ...answers,
  },
} as const;

export const apiAudioEngines = {
  method: 'GET',
  url: '/api/audio/engines',
  access: own.read,
  schema: { summary: 'Voices by engine', tags, ...answers },
} as const;

export const apiAudioClearCache = {
  method: 'POST',
  url: '/api/audio/clear-cache',
  access: own.write,
  schema: { summary: 'Forget the jobs of speech that one asked for', tags, ...answers },
} as const;

export const apiBackupExport = {
  method: 'GET',
  url: '/api/backup/export',
  access: own.read,
  schema: {
    summary: 'What is kept of one, as JSON or CSV',
    description: '`GET /v1/me/export` has all of it.',
    tags,
    querystring: query.extend({ format: z.enum(['json', 'csv']).default('json') }),
  },
} as const;

export const apiErrorReport = {
  method: 'POST',
  url: '/api/error/report',
  access: own.write,
  schema: {
    summary: 'Tell of an error of the page; only its kind is logged',
    tags,
    body: z.object({
      user_id: oldUserId.optional(),
      error_type: z.string().max(100),
      message: z.string().max(10_000).default(''),
      stack_trace: z.string().max(50_000).nullish(),
      context: z.unknown().optional(),
    }),
    ...answers,
  },
} as const;

export const v2Recognize = {
  method: 'POST',
  url: '/api/v2/speech/recognize',
  access: own.talk,
  schema: {
    summary: 'Which of the expected phrases is said in a WAV',
    tags,
    body: z.object({
      audio_base64: z.string().min(1).max(8_000_000),
      /** Without phrases nothing can be recognised where there is no dictation. */
      phrases: z.array(z.string().max(500)).max(50).default([]),
      language: z.string().max(10).optional(),
    }),
    response: {
      200: z.object({
        transcript: z.string(),
        words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })),
      }),
    },
  },
} as const;

export const v2Evaluate = {
  method: 'POST',
  url: '/api/v2/evaluate',
  access: own.talk,
  schema: {
    summary: 'Score a text against a phrase of a lesson',
    tags,
    body: z.object({
      /** `lesson/exchange`. */
      phrase_id: z.string().min(3).max(400),
      user_transcript: z.string().max(2_000),
      audio_url: z.string().max(2_000).nullish(),
    }),
    response: {
      200: z.object({
        score: z.number(),
        feedback: z.string(),
        hint: z.string(),
        passed: z.boolean(),
        next_action: z.enum(['advance', 'retry']),
        difficulty: z.enum(['easy', 'medium', 'hard']),
        error_type: z.enum(['pronunciation', 'word_choice', 'missing_word', 'order']).nullable(),
        recommendation: z.enum(['proceed', 'slow_down', 'repeat_focus_word', 'repeat_core', 'full_retry']),
        focus_word: z.string().nullable(),
      }),
    },
  },
} as const;

export const v2Lesson = {
  method: 'GET',
  url: '/api/v2/lesson/:id',
  access: own.read,
  schema: { summary: 'The phrases of a lesson', tags, params: z.object({ id: lessonId }) },
} as const;

export const v2LessonNext = {
  method: 'GET',
  url: '/api/v2/lesson/:id/next',
  access: own.read,
  schema: {
    summary: 'One phrase of a lesson',
    tags,
    params: z.object({ id: lessonId }),
    querystring: z.object({ index: z.coerce.number().int().min(0).default(0) }),
  },
} as const;

const v2Progress = z.object({ xp: z.number().int(), streak: z.number().int(), cefr: z.string().nullable() });

export const v2UserProgress = {
  method: 'GET',
  url: '/api/v2/user/progress',
  access: own.read,
  schema: { summary: 'Points, streak of days and advisory level', tags, response: { 200: v2Progress } },
} as const;

export const v2ChangeProgress = {
  method: 'PATCH',
  url: '/api/v2/user/progress',
  access: own.write,
  schema: {
    summary: 'Answers as GET does: progress follows from what is learnt and cannot be set',
    tags,
    body: z.looseObject({}),
    response: { 200: v2Progress },
  },
} as const;

export const v2UserStats = {
  method: 'GET',
  url: '/api/v2/user/stats',
  access: own.read,
  schema: {
    summary: 'Points, streak and attempts',
    tags,
    response: {
      200: v2Progress.extend({ total_attempts: z.number().int(), total_passed: z.number().int() }),
    },
  },
} as const;
