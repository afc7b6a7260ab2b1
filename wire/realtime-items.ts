import { z } from 'zod';

/** Conversation items of the voice socket, as stock clients read them. */

const status = z.enum(['in_progress', 'completed', 'incomplete']);
export type ItemStatus = z.infer<typeof status>;

export const contentPart = z.union([
  z.object({ type: z.literal('input_text'), text: z.string() }),
  /** `transcript` is null until it is known: stock clients refuse an absent one. */
  z.object({ type: z.literal('input_audio'), transcript: z.string().nullable() }),
  z.object({ type: z.literal('output_text'), text: z.string() }),
  z.object({ type: z.literal('output_audio'), transcript: z.string() }),
]);
export type ContentPart = z.infer<typeof contentPart>;

export const messageItem = z.object({
  id: z.string(),
  object: z.literal('realtime.item'),
  type: z.literal('message'),
  status,
  role: z.enum(['user', 'assistant', 'system']),
  content: z.array(contentPart),
});
export type MessageItem = z.infer<typeof messageItem>;

/** What `conversation.item.create` may bring: text of the learner, or notes that are kept and echoed. */
export const newItem = z.object({
  id: z.string().min(1).max(64).optional(),
  type: z.literal('message', 'only message items are supported'),
  role: z.enum(['user', 'assistant', 'system']),
  content: z
    .array(
      z.union([
        z.object({ type: z.enum(['input_text', 'output_text', 'text']), text: z.string().max(4_000) }),
        z.object({
          type: z.enum(['input_audio', 'output_audio', 'audio']),
          audio: z.string().optional(),
          transcript: z.string().max(4_000).nullable().optional(),
        }),
      ]),
    )
    .min(1)
    .max(16),
});
export type NewItem = z.infer<typeof newItem>;

export const response = z.object({
  id: z.string(),
  object: z.literal('realtime.response'),
  status: z.enum(['completed', 'cancelled', 'failed', 'incomplete', 'in_progress']),
  status_details: z
    .object({
      type: z.string(),
      reason: z.string().optional(),
      error: z.object({ type: z.string(), code: z.string() }).optional(),
    })
    .nullable(),
  output: z.array(messageItem),
  conversation_id: z.string(),
  output_modalities: z.array(z.enum(['text', 'audio'])),
  max_output_tokens: z.union([z.number(), z.literal('inf')]),
  audio: z.object({
    output: z.object({ format: z.object({ type: z.literal('audio/pcm'), rate: z.number() }), voice: z.string() }),
  }),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  usage: z
    .object({
      total_tokens: z.number(),
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_token_details: z.record(z.string(), z.unknown()),
      output_token_details: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});
export type RealtimeResponse = z.infer<typeof response>;
