import { z } from 'zod';

/**
 * Our extensions on the voice socket. Stock clients pass unknown types by, so all of them ride beside the standard events.
 * Times are milliseconds; those of captions, heard text and resumes are on the reply's own timeline.
 */

const id = z.string();
const ms = z.number();

const wordMark = z.enum(['good', 'unsure', 'missed']);

const base = { event_id: id };

/** The conversation has begun (or was resumed): what scene it is, how to come back to it, and what this server can hear. */
export const tutorSession = z.object({
  ...base,
  type: z.literal('tutor.session'),
  conversation_id: id,
  /** Secret: whoever holds it can take the conversation over. */
  token: z.string(),
  resume_window_ms: ms,
  resumed: z.boolean(),
  /** Events that were too old to be replayed on a resume; 0 means that nothing was lost. */
  missed: z.number(),
  scene: z.object({
    id,
    title: z.string(),
    language: z.string(),
    level: z.string(),
    from: z.string(),
    description: z.string(),
  }),
  /** Without dictation only the expected phrases of a scene can be heard, in these languages. */
  hearing: z.object({ dictation: z.boolean(), languages: z.array(z.string()) }),
});

/** What is heard so far, while the learner speaks; it may still change. */
export const tutorPartial = z.object({
  ...base,
  type: z.literal('tutor.partial'),
  item_id: id,
  text: z.string(),
  /** So many words from its start are those of an expected phrase, right or wrong. */
  matched: z.number().int().min(0),
});

/** How a learner turn was understood. `transcript` is empty when the verdict is `unknown`: text is never invented. */
export const tutorHeard = z.object({
  ...base,
  type: z.literal('tutor.heard'),
  item_id: id,
  heard: z.enum(['heard', 'unsure', 'unknown']),
  transcript: z.string(),
  words: z.array(z.object({ text: z.string(), start_ms: ms, end_ms: ms, verdict: wordMark.optional() })),
});

/** A sound that was no turn after all: its `speech_started` is taken back. */
export const tutorDropped = z.object({
  ...base,
  type: z.literal('tutor.dropped'),
  item_id: id,
  why: z.enum(['noise', 'backchannel']),
});

export const tutorCaption = z.object({
  ...base,
  type: z.literal('tutor.caption'),
  response_id: id,
  item_id: id,
  words: z.array(z.object({ text: z.string(), start_ms: ms, end_ms: ms })),
});

/** The learner may be interrupting: lower the voice now; `tutor.resume` or the end of the turn follows. */
export const tutorDuck = z.object({ ...base, type: z.literal('tutor.duck'), item_id: id, at_ms: ms });
/** No interruption after all: play on from here. */
export const tutorResume = z.object({ ...base, type: z.literal('tutor.resume'), item_id: id, from_ms: ms });

/** How long the silence must last now before the turn is taken as ended, and why. */
export const tutorEndpoint = z.object({
  ...base,
  type: z.literal('tutor.endpoint'),
  item_id: id,
  patience_ms: ms,
  why: z.string(),
});

/** What the check of a learner turn found; spans are UTF-16 units in `text`. May come long after the reply. */
export const tutorCorrection = z.object({
  ...base,
  type: z.literal('tutor.correction'),
  item_id: id,
  text: z.string(),
  findings: z.array(
    z.object({
      /** Names it for "Not an error"; it is in the learning log under that name. */
      id,
      start: z.number(),
      end: z.number(),
      kind: z.string(),
      rule: z.string(),
      message: z.string(),
      suggestions: z.array(z.string()),
    }),
  ),
});

/** One wide record a turn (`TurnRecord` of the engine). */
export const tutorTurnMetrics = z.object({
  ...base,
  type: z.literal('tutor.turn.metrics'),
  response_id: id.nullable(),
  item_id: id.nullable(),
  record: z.looseObject({ turn_id: id, origin: z.string(), outcome: z.string(), response_ms: ms.optional() }),
});

/** The ear is done with a reply: what of it was heard. Comes after `response.done`, when the sound has been played. */
export const tutorTurnEnded = z.object({
  ...base,
  type: z.literal('tutor.turn.ended'),
  response_id: id.nullable(),
  item_id: id.nullable(),
  outcome: z.enum(['spoken', 'interrupted', 'failed', 'skipped']),
  heard_text: z.string(),
  heard_ms: ms,
});

/** An effect of the scene: `tutor.<name>` with `data` (schemas in `effects.ts`). */
export const tutorEffect = z.object({
  ...base,
  type: z.templateLiteral(['tutor.', z.string()]),
  response_id: id.nullable(),
  item_id: id.nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TutorEffect = z.infer<typeof tutorEffect>;

export const tutorServerEvent = z.discriminatedUnion('type', [
  tutorSession,
  tutorPartial,
  tutorHeard,
  tutorDropped,
  tutorCaption,
  tutorDuck,
  tutorResume,
  tutorEndpoint,
  tutorCorrection,
  tutorTurnMetrics,
  tutorTurnEnded,
]);
export type TutorServerEvent = z.infer<typeof tutorServerEvent>;

const event_id = z.string().max(512).optional();

/** First event of a new connection: go on with an earlier one. `last_event_id` is the last event that arrived. */
export const tutorSessionResume = z.object({
  type: z.literal('tutor.session.resume'),
  event_id,
  token: z.string().min(1).max(200),
  last_event_id: z.string().max(200).nullable().optional(),
});
/** Where the ear is in a reply. */
export const tutorPlayback = z.object({
  type: z.literal('tutor.playback'),
  event_id,
  item_id: z.string().max(200),
  played_ms: z.number().min(0),
});
/** A button: `repeat`, `slower`, `hint`, `translate`, `end`, or what else the scene knows. */
export const tutorCommand = z.object({
  type: z.literal('tutor.command'),
  event_id,
  command: z.string().min(1).max(40),
});
