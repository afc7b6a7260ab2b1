import { z } from 'zod';
import { feedback } from './effects.ts';

/** A talk by text: what a turn is asked and answered with, over HTTP, as a stream of events and on the chat socket. */

const text = z.string().trim().max(2_000);
const id = z.string().min(1).max(200);

/** Whether the reply is to be heard, and how. */
export const ttsPreference = z.object({
  speak: z.boolean().default(false),
  voice: z.string().max(100).optional(),
  speed: z.number().min(0.5).max(2).default(1),
});

export const chatMessage = z.object({
  /** Goes on with this session; without it the latest one of the lesson, or a new one. */
  session_id: id.optional(),
  /** A lesson or another scene; switches to it where the session was in another. */
  lesson_id: id.optional(),
  /** An answer, a question or a command such as `repeat`. Without it the tutor's current line is told. */
  text: text.optional(),
  turn_context: z
    .object({
      /** The client's own id of this turn: asked again with it, the same answer comes back and nothing happens twice. */
      turn_id: id.optional(),
    })
    .optional(),
  tts_preference: ttsPreference.optional(),
  prefs: z.object({ translate_to: z.string().max(10).optional() }).optional(),
});
export type ChatMessage = z.output<typeof chatMessage>;

const effect = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) });

export const chatReply = z.object({
  session_id: z.string(),
  turn_id: z.string(),
  lesson_id: z.string(),
  /** All that the tutor says, and the same in pieces of one language each. */
  text: z.string(),
  parts: z.array(z.object({ text: z.string(), language: z.string() })),
  /** Null where nothing was answered: a command, the opening, free talk. */
  feedback: feedback.nullable(),
  score: z.number().min(0).max(1).nullable(),
  /** The tutor's line that waits for an answer now; null when the lesson is over, and in free talk. */
  next_dialogue: z.string().nullable(),
  finished: z.boolean(),
  /** Findings of the grammar check in what was written. */
  corrections: z.array(z.record(z.string(), z.unknown())),
  /** What is shown beside the words, in order: `prompt`, `feedback`, `hint`, `summary` and so on. */
  effects: z.array(effect),
  /** Where speech was asked for: `GET /tts/status/{id}`. */
  audio_job_id: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type ChatReply = z.output<typeof chatReply>;

/** Events of `POST /chat/stream`, by name. */
export const chatStreamEvents = {
  /** A piece of what the tutor says, as it comes. */
  delta: z.object({ text: z.string(), language: z.string() }),
  effect,
  /** All of it; from here on it is kept. */
  done: chatReply,
  audio_ready: z.object({ audio_job_id: z.string(), url: z.string() }),
  error: z.object({ code: z.string(), message: z.string() }),
} as const;

/** The reply in the shape of the earlier tutor. */
export const oldReply = z.object({
  reply_text: z.string(),
  score: z.number().nullable(),
  feedback_type: z.enum(['high', 'medium', 'low']).nullable(),
  hint: z.string(),
  grammar_explanation: z.string(),
  audio: z.array(z.string()),
  next_dialogue_id: z.string().nullable(),
  show_answer: z.boolean(),
  expected_phrase: z.string(),
  dialogue_id: z.string().nullable(),
});
export type OldReply = z.output<typeof oldReply>;

/** The earlier tutor numbered people; here 1 stands for whoever asks. */
export const oldUserId = z.union([z.number().int().positive(), z.string().min(1).max(200)]);

/** Frames of the chat socket, `/ws/chat` and `/chat/stream`. The first one is `connect`. */
export const chatClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect'), user_id: oldUserId.optional() }),
  chatMessage.extend({
    type: z.literal('message'),
    text,
    // The earlier tutor's own fields. Where a talk stands is kept here, so `dialogue_id` decides nothing.
    dialogue_id: z.string().max(200).nullish(),
    speed: z.number().min(0.25).max(2).nullish(),
    confidence: z.number().int().min(1).max(5).nullish(),
    lesson_id: id.nullish().transform((given) => given ?? undefined),
  }),
  z.object({ type: z.literal('ping') }),
]);
export type ChatClientFrame = z.output<typeof chatClientFrame>;

export type ChatServerFrame =
  | { type: 'connected'; message: string; user_id: string }
  | { type: 'typing'; message: string }
  | { type: 'response'; data: OldReply & ChatReply; metadata: { attempt_id: string; timestamp: string } }
  | { type: 'audio_ready'; audio_job_id: string; url: string }
  | { type: 'error'; message: string; code: string }
  | { type: 'pong' };

export const chatCloseCodes = { replaced: 4000, notConnected: 1008, broken: 1011 } as const;
