import { z } from 'zod';
import { own, roles, staff } from '../access.ts';
import { chatMessage, chatReply } from '../chat.ts';
import { settings } from '../settings.ts';
import { login, signedIn } from './accounts.ts';
import { progressOverview } from './progress.ts';
import { at, deleted, errorBody, listOf, page } from './shapes.ts';

/** Talk by text, sessions of it, people as the earlier tutor had them, and speech by the job. docs/spec/chat.md. */

const tags = ['chat'];
const id = z.string().min(1).max(200);

export const postChat = {
  method: 'POST',
  url: '/chat',
  access: own.talk,
  schema: {
    summary: 'One turn of a talk by text',
    description: 'A lesson, free talk or review, as by voice. What was answered is kept before it is told.',
    tags,
    body: chatMessage,
    response: { 200: chatReply, 404: errorBody, 409: errorBody },
  },
} as const;

export const streamChat = {
  method: 'POST',
  url: '/chat/stream',
  access: own.talk,
  schema: {
    summary: 'The same as server-sent events: delta, effect, done, audio_ready, error',
    tags,
    body: chatMessage,
    produces: ['text/event-stream'],
  },
} as const;

/** The chat socket, at both of its addresses; its frames are in `wire/chat.ts`. */
export const chatStreamSocket = {
  method: 'GET',
  url: '/chat/stream',
  access: own.talk,
  schema: { hide: true },
} as const;
export const chatSocket = { method: 'GET', url: '/ws/chat', access: own.talk, schema: { hide: true } } as const;

export const agentSession = z.object({
  session_id: z.string(),
  lesson_id: z.string(),
  title: z.string(),
  language: z.string(),
  from: z.string(),
  /** False: it was there and goes on. */
  created: z.boolean(),
  turns: z.number().int(),
  active_dialogue_id: z.string().nullable(),
  finished: z.boolean(),
  created_at: at,
  updated_at: at,
});
export type AgentSession = z.output<typeof agentSession>;

export const openAgentSession = {
  method: 'POST',
  url: '/agent/session',
  access: own.talk,
  schema: {
    summary: 'Begin a talk, or go on with one',
    tags,
    body: z.object({
      session_id: id.optional(),
      lesson_id: id.optional(),
      /** Begin anew even where one of this lesson is open. */
      fresh: z.boolean().default(false),
    }),
    response: { 200: agentSession, 404: errorBody },
  },
} as const;

export const deleteAgentSession = {
  method: 'DELETE',
  url: '/agent/session/:session_id',
  access: own.write,
  schema: {
    summary: 'Forget a talk and all that was said in it',
    tags,
    params: z.object({ session_id: id }),
    response: { 200: deleted, 404: errorBody },
  },
} as const;

export const agentMessage = z.object({
  id: z.string(),
  turn_id: z.string(),
  speaker: z.enum(['learner', 'tutor']),
  text: z.string(),
  score: z.number().nullable(),
  verdict: z.string().nullable(),
  created_at: at,
});

export const getAgentHistory = {
  method: 'GET',
  url: '/agent/history/:session_id',
  access: own.read,
  schema: {
    summary: 'What was said in a session, in order',
    tags,
    params: z.object({ session_id: id }),
    querystring: page.extend({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    response: { 200: listOf(agentMessage), 404: errorBody },
  },
} as const;

export const user = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  profile_template: settings.shape.profile_template.unwrap(),
  created_at: at,
});

const userParams = z.object({ id });

export const createUser = {
  method: 'POST',
  url: '/user',
  access: staff.writePeople,
  schema: {
    summary: 'Add a person without an account',
    tags,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100),
      role: z.enum(['learner', 'parent']).default('learner'),
      profile_template: user.shape.profile_template.optional(),
    }),
    response: { 201: user },
  },
} as const;

export const loginUser = {
  method: 'POST',
  url: '/user/login',
  access: 'open',
  schema: {
    summary: 'Sign in, as `POST /auth/login` does; without the cookie',
    tags,
    body: login.schema.body.omit({ cookie: true }),
    response: { 200: signedIn, 401: errorBody, 403: errorBody, 429: errorBody },
  },
} as const;

export const getUser = {
  method: 'GET',
  url: '/user/:id',
  access: own.read,
  schema: {
    summary: 'A person: oneself, or anybody for an admin',
    description: '`1` and `me` stand for whoever asks.',
    tags,
    params: userParams,
    response: { 200: user, 403: errorBody, 404: errorBody },
  },
} as const;

export const updateUser = {
  method: 'PATCH',
  url: '/user/:id',
  access: own.write,
  schema: {
    summary: 'Change a name or a profile',
    tags,
    params: userParams,
    body: z
      .strictObject({
        name: z.string().trim().max(100).optional(),
        profile_template: user.shape.profile_template.optional(),
      })
      .refine((change) => Object.keys(change).length > 0, 'names nothing to change'),
    response: { 200: user, 403: errorBody, 404: errorBody },
  },
} as const;

export const deleteUser = {
  method: 'DELETE',
  url: '/user/:id',
  access: staff.writePeople,
  schema: {
    summary: 'Erase a person and all that is theirs',
    tags,
    params: userParams,
    response: { 200: deleted, 403: errorBody, 404: errorBody, 409: errorBody },
  },
} as const;

export const getUserProgress = {
  method: 'GET',
  url: '/user/:id/progress',
  access: own.read,
  schema: {
    summary: 'How a person gets on: oneself, or anybody for an admin',
    tags,
    params: userParams,
    response: { 200: progressOverview, 403: errorBody, 404: errorBody },
  },
} as const;

export const ttsJob = z.object({
  job_id: z.string(),
  audio_id: z.string(),
  status: z.enum(['queued', 'ready', 'failed']),
  /** Where the sound is; null until it is ready. */
  url: z.string().nullable(),
  voice: z.string(),
  language: z.string(),
  speed: z.number(),
  created_at: at,
});
export type TtsJob = z.output<typeof ttsJob>;

export const speakTts = {
  method: 'POST',
  url: '/tts/speak',
  access: own.talk,
  schema: {
    summary: 'Have a text spoken; answers with a job at once',
    tags,
    body: z.object({
      text: z.string().trim().min(1).max(2_000),
      voice_id: z.string().max(100).optional(),
      language: z.string().max(10).optional(),
      speed: z.number().min(0.5).max(2).default(1),
    }),
    response: { 202: ttsJob },
  },
} as const;

export const getTtsStatus = {
  method: 'GET',
  url: '/tts/status/:id',
  access: own.read,
  schema: {
    summary: 'How a job is, with the address of its sound when it is ready',
    tags,
    params: z.object({ id }),
    response: { 200: ttsJob, 404: errorBody },
  },
} as const;

export const listTtsVoices = {
  method: 'GET',
  url: '/tts/voices',
  access: own.read,
  schema: {
    summary: 'Voices of this server',
    tags,
    querystring: z.object({ language: z.string().max(10).optional() }),
    response: {
      200: z.object({
        voices: z.array(z.object({ id: z.string(), name: z.string(), language: z.string() })),
        total: z.number().int(),
      }),
    },
  },
} as const;

export const getTtsAudio = {
  method: 'GET',
  url: '/api/tts/audio/:id',
  access: own.read,
  schema: {
    summary: 'The sound of a job, as WAV or MP3',
    tags,
    params: z.object({ id }),
    querystring: z.object({ format: z.enum(['wav', 'mp3']).default('mp3') }),
  },
} as const;
