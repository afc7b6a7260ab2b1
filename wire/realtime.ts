import { z } from 'zod';
import { messageItem, newItem, response } from './realtime-items.ts';
import { outputModalities, session, sessionPatch } from './realtime-session.ts';
import { type TutorEffect, tutorCommand, tutorPlayback, tutorServerEvent, tutorSessionResume } from './tutor.ts';

/**
 * The voice socket, `/v1/realtime`: OpenAI Realtime (GA) with tutor.* extensions. Every message is one JSON text frame.
 * Server events carry `event_id`, whose last number rises within a session; a client's own `event_id` comes back in
 * `error.error.event_id`.
 */

const event_id = z.string().max(512).optional();
const item_id = z.string().max(200);

export const clientEvents = {
  'session.update': z.object({ type: z.literal('session.update'), event_id, session: sessionPatch }),
  'input_audio_buffer.append': z.object({
    type: z.literal('input_audio_buffer.append'),
    event_id,
    /** Base64 of PCM16 in the session's input format. */
    audio: z.string(),
  }),
  'input_audio_buffer.commit': z.object({ type: z.literal('input_audio_buffer.commit'), event_id }),
  'input_audio_buffer.clear': z.object({ type: z.literal('input_audio_buffer.clear'), event_id }),
  'conversation.item.create': z.object({
    type: z.literal('conversation.item.create'),
    event_id,
    previous_item_id: z.string().max(200).nullable().optional(),
    item: newItem,
  }),
  'conversation.item.retrieve': z.object({ type: z.literal('conversation.item.retrieve'), event_id, item_id }),
  'conversation.item.truncate': z.object({
    type: z.literal('conversation.item.truncate'),
    event_id,
    item_id,
    content_index: z.number().int().min(0).default(0),
    audio_end_ms: z.number(),
  }),
  'conversation.item.delete': z.object({ type: z.literal('conversation.item.delete'), event_id, item_id }),
  'response.create': z.object({
    type: z.literal('response.create'),
    event_id,
    response: z
      .looseObject({
        output_modalities: outputModalities.optional(),
        metadata: z.record(z.string(), z.unknown()).nullable().optional(),
        conversation: z.string().optional(),
      })
      .nullable()
      .optional(),
  }),
  'response.cancel': z.object({
    type: z.literal('response.cancel'),
    event_id,
    response_id: z.string().max(200).nullable().optional(),
  }),
  'tutor.session.resume': tutorSessionResume,
  'tutor.playback': tutorPlayback,
  'tutor.command': tutorCommand,
} as const;

export type ClientEventType = keyof typeof clientEvents;
export type ClientEvent = { [T in ClientEventType]: z.infer<(typeof clientEvents)[T]> }[ClientEventType];

const e = { event_id: z.string() };
const ofItem = { ...e, item_id: z.string() };
const ofResponse = { ...ofItem, response_id: z.string(), output_index: z.number() };
const ofPart = { ...ofResponse, content_index: z.number() };

/** Stock clients read `text` and `audio` here, not the item's part types. */
const part = z.object({
  type: z.enum(['text', 'audio']),
  text: z.string().optional(),
  transcript: z.string().optional(),
});

export const openAiServerEvent = z.discriminatedUnion('type', [
  z.object({ ...e, type: z.literal('session.created'), session }),
  z.object({ ...e, type: z.literal('session.updated'), session }),
  z.object({
    ...e,
    type: z.literal('error'),
    error: z.object({
      type: z.string(),
      code: z.string(),
      message: z.string(),
      param: z.string().nullable(),
      /** The client event that caused it, when it named itself. */
      event_id: z.string().nullable(),
    }),
  }),
  z.object({ ...ofItem, type: z.literal('input_audio_buffer.speech_started'), audio_start_ms: z.number() }),
  z.object({ ...ofItem, type: z.literal('input_audio_buffer.speech_stopped'), audio_end_ms: z.number() }),
  z.object({
    ...ofItem,
    type: z.literal('input_audio_buffer.committed'),
    previous_item_id: z.string().nullable(),
  }),
  z.object({ ...e, type: z.literal('input_audio_buffer.cleared') }),
  /** Nothing was said for `idle_timeout_ms`; both times are on the learner's audio timeline. */
  z.object({
    ...ofItem,
    type: z.literal('input_audio_buffer.timeout_triggered'),
    audio_start_ms: z.number(),
    audio_end_ms: z.number(),
  }),
  z.object({
    ...e,
    type: z.literal('conversation.item.added'),
    item: messageItem,
    previous_item_id: z.string().nullable(),
  }),
  z.object({
    ...e,
    type: z.literal('conversation.item.done'),
    item: messageItem,
    previous_item_id: z.string().nullable(),
  }),
  z.object({ ...e, type: z.literal('conversation.item.retrieved'), item: messageItem }),
  z.object({
    ...ofItem,
    type: z.literal('conversation.item.truncated'),
    content_index: z.number(),
    audio_end_ms: z.number(),
  }),
  z.object({ ...ofItem, type: z.literal('conversation.item.deleted') }),
  z.object({
    ...ofItem,
    type: z.literal('conversation.item.input_audio_transcription.delta'),
    content_index: z.number(),
    delta: z.string(),
  }),
  z.object({
    ...ofItem,
    type: z.literal('conversation.item.input_audio_transcription.completed'),
    content_index: z.number(),
    transcript: z.string(),
    usage: z.object({ type: z.literal('duration'), seconds: z.number() }),
  }),
  z.object({ ...e, type: z.literal('response.created'), response }),
  z.object({ ...e, type: z.literal('response.done'), response }),
  z.object({
    ...e,
    type: z.literal('response.output_item.added'),
    response_id: z.string(),
    output_index: z.number(),
    item: messageItem,
  }),
  z.object({
    ...e,
    type: z.literal('response.output_item.done'),
    response_id: z.string(),
    output_index: z.number(),
    item: messageItem,
  }),
  z.object({ ...ofPart, type: z.literal('response.content_part.added'), part }),
  z.object({ ...ofPart, type: z.literal('response.content_part.done'), part }),
  z.object({ ...ofPart, type: z.literal('response.output_text.delta'), delta: z.string() }),
  z.object({ ...ofPart, type: z.literal('response.output_text.done'), text: z.string() }),
  z.object({ ...ofPart, type: z.literal('response.output_audio_transcript.delta'), delta: z.string() }),
  z.object({ ...ofPart, type: z.literal('response.output_audio_transcript.done'), transcript: z.string() }),
  /** Base64 of PCM16 in the session's output format. */
  z.object({ ...ofPart, type: z.literal('response.output_audio.delta'), delta: z.string() }),
  z.object({ ...ofPart, type: z.literal('response.output_audio.done') }),
]);
export type OpenAiServerEvent = z.infer<typeof openAiServerEvent>;

/** Every event a server of ours sends, but for the scene's effects. */
export const serverEvent = z.union([openAiServerEvent, tutorServerEvent]);
export type ServerEvent = z.infer<typeof serverEvent>;
/** What can arrive on the socket. */
export type AnyServerEvent = ServerEvent | TutorEffect;

/** Why the server closes the socket. The reason text of the close frame is the key. */
export const closeCodes = {
  'server-stopping': 1001,
  'not-allowed': 1008,
  'too-many-errors': 1008,
  'too-large': 1009,
  'internal': 1011,
  'overloaded': 1013,
  'replaced': 4000,
  'session-expired': 4001,
  'idle': 4002,
  'too-slow': 4003,
  'rate-limited': 4004,
} as const;
export type CloseReason = keyof typeof closeCodes;
