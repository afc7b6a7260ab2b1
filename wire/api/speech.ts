import { z } from 'zod';
import { own } from '../access.ts';

/** `POST /v1/audio/speech`, in OpenAI's shape; the answer is the sound itself. */
export const createSpeech = {
  method: 'POST',
  url: '/v1/audio/speech',
  access: own.talk,
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
  access: own.read,
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

/** The form itself is read by hand: see `transcriptionForm`. */
export const createTranscription = {
  method: 'POST',
  url: '/v1/audio/transcriptions',
  access: own.talk,
} as const;
