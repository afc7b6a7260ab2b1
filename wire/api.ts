import { z } from 'zod';

/** REST doors as data: the server mounts them, OpenAPI is made of them, and clients are typed by them. */

const at = z.iso.datetime();

export const conversationSummary = z.object({
  id: z.string(),
  scene: z.string(),
  title: z.string(),
  language: z.string(),
  from: z.string(),
  turns: z.number().int(),
  created_at: at,
  updated_at: at,
});
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const conversationTurn = z.object({
  id: z.string(),
  /** `opening`, `spoken`, `typed`, `command` or `asked`. */
  origin: z.string(),
  /** What the learner said; empty when nothing was said or understood. */
  said: z.string(),
  verdict: z.string().nullable(),
  /** What was heard of the tutor's reply. */
  replied: z.string(),
  outcome: z.string(),
  corrections: z.array(z.record(z.string(), z.unknown())),
  created_at: at,
});

export const sceneSummary = z.object({
  id: z.string(),
  title: z.string(),
  language: z.string(),
  level: z.string(),
  from: z.string(),
  description: z.string(),
});

export const errorBody = z.object({
  error: z.object({
    code: z.string(),
    type: z.string(),
    message: z.string(),
    param: z.string().optional(),
    trace_id: z.string(),
  }),
});

const conversationId = z.object({ id: z.string().min(1).max(100) });

export const listScenes = {
  method: 'GET',
  url: '/v1/scenes',
  schema: {
    summary: 'Scenes to talk in',
    tags: ['conversations'],
    response: { 200: z.object({ object: z.literal('list'), data: z.array(sceneSummary) }) },
  },
} as const;

export const listConversations = {
  method: 'GET',
  url: '/v1/conversations',
  schema: {
    summary: 'Conversations held so far, newest first',
    tags: ['conversations'],
    querystring: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      /** Id of the last conversation of the page before. */
      after: z.string().max(100).optional(),
    }),
    response: {
      200: z.object({ object: z.literal('list'), data: z.array(conversationSummary), has_more: z.boolean() }),
    },
  },
} as const;

export const getConversation = {
  method: 'GET',
  url: '/v1/conversations/:id',
  schema: {
    summary: 'One conversation with its turns',
    tags: ['conversations'],
    params: conversationId,
    response: { 200: conversationSummary.extend({ history: z.array(conversationTurn) }), 404: errorBody },
  },
} as const;

export const deleteConversation = {
  method: 'DELETE',
  url: '/v1/conversations/:id',
  schema: {
    summary: 'Forget a conversation and all that was said in it',
    tags: ['conversations'],
    params: conversationId,
    response: { 200: z.object({ id: z.string(), deleted: z.literal(true) }), 404: errorBody },
  },
} as const;

export const health = {
  method: 'GET',
  url: '/health',
  schema: {
    summary: 'Is the process alive',
    tags: ['operations'],
    response: { 200: z.object({ ok: z.boolean() }) },
  },
} as const;

export const healthDetailed = {
  method: 'GET',
  url: '/health/detailed',
  schema: {
    summary: 'How each part of the server is; 503 when one is not well',
    tags: ['operations'],
    response: {
      '2xx': z.object({
        ok: z.boolean(),
        parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
      }),
      503: z.object({
        ok: z.boolean(),
        parts: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
      }),
    },
  },
} as const;

/** `POST /v1/audio/speech`, in OpenAI's shape; the answer is the sound itself. */
export const createSpeech = {
  method: 'POST',
  url: '/v1/audio/speech',
  schema: {
    summary: 'Speak a text',
    description: 'Answers sound as it is made: mono, 24 kHz. `GET /v1/models` lists the voices.',
    tags: ['speech'],
    body: z.object({
      input: z.string().trim().min(1).max(4_096),
      model: z.string().max(100).optional(),
      voice: z.union([z.string().max(100), z.object({ id: z.string().max(100) })]).optional(),
      response_format: z
        .enum(['mp3', 'wav', 'pcm', 'opus'], 'the formats here are mp3, wav, pcm and opus')
        .default('mp3'),
      speed: z.number().min(0.25).max(4).default(1),
    }),
  },
} as const;

/** `POST /v1/audio/transcriptions`: a form, read by hand; this is its text part. */
export const transcriptionForm = z.object({
  model: z.string().max(100).optional(),
  language: z.string().min(2).max(35).optional(),
  /** Expected phrases, one a line or between bars. */
  prompt: z.string().max(25_000).default(''),
  response_format: z
    .enum(['json', 'text', 'verbose_json'], 'the formats here are json, text and verbose_json')
    .default('json'),
});

export const listModels = {
  method: 'GET',
  url: '/v1/models',
  schema: {
    summary: 'Scenes and voices, in the shape of models',
    tags: ['speech'],
    response: {
      200: z.object({
        object: z.literal('list'),
        data: z.array(
          z.object({
            id: z.string(),
            object: z.literal('model'),
            created: z.number(),
            owned_by: z.string(),
            kind: z.enum(['scene', 'voice']),
            name: z.string(),
            language: z.string(),
          }),
        ),
      }),
    },
  },
} as const;
