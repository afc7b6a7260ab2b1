import { z } from 'zod';
import { own } from '../access.ts';
import { at, deleted, errorBody, idParams, listOf, page } from './shapes.ts';

/** One spoken answer of the learner's own, kept with their consent (`keep_recordings`). */
export const recording = z.object({
  id: z.string(),
  conversation: z.string(),
  /** The lesson or other scene it was said in, and the exchange where it answered one. */
  scene: z.string(),
  exchange: z.string().nullable(),
  /** What was heard; empty when nothing was understood. */
  heard: z.string(),
  /** The right answer, to be spoken beside it (`POST /v1/audio/speech`, any speed); empty when none was meant. */
  answer: z.string(),
  language: z.string(),
  duration_ms: z.number().int(),
  bytes: z.number().int(),
  /** Where each word is in the sound, to replay it alone; empty where the recogniser cannot tell. */
  words: z.array(
    z.object({
      text: z.string(),
      start_ms: z.number(),
      end_ms: z.number(),
      verdict: z.enum(['good', 'unsure', 'missed']).nullable(),
    }),
  ),
  created_at: at,
});
export type Recording = z.output<typeof recording>;

export const listRecordings = {
  method: 'GET',
  url: '/v1/recordings',
  access: own.read,
  schema: {
    summary: "The learner's own recordings, newest first",
    tags: ['recordings'],
    querystring: page.extend({
      conversation: z.string().max(200).optional(),
      scene: z.string().max(200).optional(),
    }),
    response: { 200: listOf(recording) },
  },
} as const;

/** Answers `audio/wav`, 16 kHz mono, with ranges: 206 for `Range: bytes=…`. */
export const getRecordingAudio = {
  method: 'GET',
  url: '/v1/recordings/:id/audio',
  access: own.read,
  schema: {
    summary: 'The sound of one recording',
    description: 'A WAV file, 16 kHz mono; ranges of it can be asked for.',
    tags: ['recordings'],
    params: idParams,
  },
} as const;

export const deleteRecording = {
  method: 'DELETE',
  url: '/v1/recordings/:id',
  access: own.write,
  schema: {
    summary: 'Forget one recording',
    tags: ['recordings'],
    params: idParams,
    response: { 200: deleted, 404: errorBody },
  },
} as const;

export const deleteRecordings = {
  method: 'DELETE',
  url: '/v1/recordings',
  access: own.write,
  schema: {
    summary: 'Forget all recordings, for example when consent is taken back',
    tags: ['recordings'],
    response: { 200: z.object({ deleted: z.number().int() }) },
  },
} as const;
