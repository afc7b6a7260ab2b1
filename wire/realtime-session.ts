import { z } from 'zod';

/**
 * The session object of the voice socket (OpenAI Realtime, GA) and our `tutor` part of it. A client sends any part of it in
 * `session.update`; the server merges deeply and echoes the whole. Fields we do not use (tools, tracing, prompt) are kept and echoed.
 */

/** PCM16 little-endian mono. 24 kHz is the standard; 16 kHz is our extension. */
export const audioFormat = z.object({
  type: z.literal('audio/pcm', 'only audio/pcm is supported'),
  rate: z.union([z.literal(24_000), z.literal(16_000)], 'the rate is 24000 or 16000').default(24_000),
});
export type AudioFormat = z.infer<typeof audioFormat>;

/** Patience below 100 ms would cut every word, so it is refused rather than obeyed. */
const serverVad = z.object({
  type: z.literal('server_vad'),
  threshold: z.number().min(0).max(1).optional(),
  prefix_padding_ms: z.number().int().min(0).max(1_000).optional(),
  silence_duration_ms: z.number().int().min(100).max(10_000).optional(),
  idle_timeout_ms: z.number().int().min(0).nullable().optional(),
  create_response: z.boolean().optional(),
  interrupt_response: z.boolean().optional(),
});
const semanticVad = z.object({
  type: z.literal('semantic_vad'),
  eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
  create_response: z.boolean().optional(),
  interrupt_response: z.boolean().optional(),
});
export const turnDetection = z.discriminatedUnion('type', [serverVad, semanticVad]);
export type TurnDetection = z.infer<typeof turnDetection>;

/** What is absent is kept. Only `turn_detection`, `transcription` and `noise_reduction` have a null of their own. */
const audioInput = z.object({
  format: audioFormat.optional(),
  transcription: z
    .looseObject({
      model: z.string().optional(),
      language: z.string().max(35).optional(),
      prompt: z.string().optional(),
    })
    .nullable()
    .optional(),
  noise_reduction: z.looseObject({ type: z.string().optional() }).nullable().optional(),
  turn_detection: turnDetection.nullable().optional(),
});

const voiceChoice = z.union([z.string().min(1).max(100), z.object({ id: z.string().min(1).max(100) })]);

const audioOutput = z.object({
  format: audioFormat.optional(),
  voice: voiceChoice.optional(),
  speed: z.number().min(0.25).max(2).optional(),
});

export const outputModalities = z
  .array(z.enum(['text', 'audio']))
  .min(1)
  .max(2);

/** Our part of the session. A client that sends it says that it knows the tutor.* events. */
export const tutorSettings = z.object({
  /** Scene id of `GET /v1/scenes`; it can be named until the conversation has begun. */
  scene: z.string().min(1).max(100).optional(),
  /** The client lowers and raises its own playback on `tutor.duck` and `tutor.resume`; then speech_started comes at once. */
  ducks: z.boolean().optional(),
  /** The client sends `tutor.playback`. */
  playback: z.boolean().optional(),
  /** Pace of the tutor's voice, 1 is its own. */
  speed: z.number().min(0.5).max(2).optional(),
  /** Language of translations and hints, BCP-47. */
  from: z.string().min(2).max(35).optional(),
});
export type TutorSettings = z.infer<typeof tutorSettings>;

/** What `session.update` and `response.create` bring. */
export const sessionPatch = z.looseObject({
  type: z.enum(['realtime'], 'only realtime sessions are supported').optional(),
  model: z.string().max(200).optional(),
  instructions: z.string().max(20_000).optional(),
  output_modalities: outputModalities.optional(),
  audio: z.object({ input: audioInput.optional(), output: audioOutput.optional() }).optional(),
  tutor: tutorSettings.optional(),
});
export type SessionPatch = z.infer<typeof sessionPatch>;

/** The effective session, as `session.created` and `session.updated` echo it. */
export const session = z.looseObject({
  id: z.string(),
  object: z.literal('realtime.session'),
  type: z.literal('realtime'),
  model: z.string(),
  instructions: z.string(),
  output_modalities: outputModalities,
  audio: z.object({
    input: z.object({
      format: z.object({ type: z.literal('audio/pcm'), rate: z.number() }),
      transcription: z.looseObject({}).nullable(),
      noise_reduction: z.looseObject({}).nullable(),
      turn_detection: turnDetection.nullable(),
    }),
    output: z.object({
      format: z.object({ type: z.literal('audio/pcm'), rate: z.number() }),
      voice: voiceChoice,
      speed: z.number(),
    }),
  }),
  tutor: tutorSettings,
  /** Seconds since the Unix epoch, as in OpenAI's dialect. */
  expires_at: z.number(),
});
export type Session = z.infer<typeof session>;
