import type { Session, SessionPatch, TurnDetection } from '../../../wire/realtime-session.ts';
import type { ConversationSettings } from '../../turn/conversation-api.ts';
import { ClientError } from './outgoing.ts';

/** A session carries tools, prompts and instructions it does not use; this bounds what is kept of them. */
const MAX_SESSION_CHARS = 64_000;

const DEFAULT_PREROLL_MS = 300;

/** Eagerness in silence: `auto` and `medium` leave it to the engine, which knows the learner and the question. */
const eagernessMs = { low: 1_600, medium: undefined, high: 500, auto: undefined } as const;

export function newSession(id: string, model: string, expiresAt: number, speed = 1): Session {
  return {
    id,
    object: 'realtime.session',
    type: 'realtime',
    model,
    instructions: '',
    output_modalities: ['audio'],
    audio: {
      input: {
        format: { type: 'audio/pcm', rate: 24_000 },
        transcription: null,
        noise_reduction: null,
        turn_detection: { type: 'semantic_vad', eagerness: 'auto', create_response: true, interrupt_response: true },
      },
      output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'scene', speed },
    },
    tools: [],
    tool_choice: 'auto',
    max_output_tokens: 'inf',
    tracing: null,
    truncation: 'auto',
    prompt: null,
    include: null,
    tutor: {},
    expires_at: expiresAt,
  };
}

/** The session with `patch` merged in deeply; `model`, `id` and the like stay. Throws ClientError when it would grow too large. */
export function mergeSession(session: Session, patch: SessionPatch): Session {
  const { type, model, id, object, expires_at, ...rest } = patch as Record<string, unknown>;
  const merged = mergeDeep(session, rest) as Session;
  const detection = patch.audio?.input?.turn_detection;
  if (detection) merged.audio.input.turn_detection = fullDetection(detection, session.audio.input.turn_detection);
  if (JSON.stringify(merged).length > MAX_SESSION_CHARS) {
    throw new ClientError('session_too_large', 'The session would grow too large.', 'session');
  }
  return merged;
}

/** Of the kind asked for; the flags of what was there before, if it is the same kind, and then the defaults. */
function fullDetection(wanted: TurnDetection, before: TurnDetection | null): TurnDetection {
  const defaults = { create_response: true, interrupt_response: true };
  const kept = before?.type === wanted.type ? before : {};
  return { ...defaults, ...kept, ...wanted };
}

function mergeDeep(into: unknown, patch: unknown): unknown {
  if (!isPlain(into) || !isPlain(patch)) return patch;
  const merged: Record<string, unknown> = { ...into };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || key === '__proto__') continue;
    merged[key] = mergeDeep(into[key], value);
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the engine is told of a session. `voiceOf` answers a voice of this server, or undefined for the scene's own. */
export function engineSettings(session: Session, voiceOf: (name: string) => string | undefined): ConversationSettings {
  const detection = session.audio.input.turn_detection;
  const { voice, speed } = session.audio.output;
  return {
    detectTurns: detection !== null,
    replyToTurns: repliesByItself(session),
    interruptible: detection !== null && detection.interrupt_response !== false,
    silenceMs: detection === null ? undefined : silenceOf(detection),
    prerollMs:
      detection?.type === 'server_vad' ? (detection.prefix_padding_ms ?? DEFAULT_PREROLL_MS) : DEFAULT_PREROLL_MS,
    voiced: speaks(session),
    voice: voiceOf(typeof voice === 'string' ? voice : voice.id),
    speed: Math.min(2, Math.max(0.5, session.tutor.speed ?? speed)),
    clientDucks: session.tutor.ducks ?? false,
    clientReportsPlayback: session.tutor.playback ?? false,
  };
}

function silenceOf(detection: TurnDetection): number | undefined {
  if (detection.type === 'server_vad') return detection.silence_duration_ms;
  return eagernessMs[detection.eagerness ?? 'auto'];
}

/** Detected turns are answered without being asked. */
export function repliesByItself(session: Session): boolean {
  const detection = session.audio.input.turn_detection;
  return detection !== null && detection.create_response !== false;
}

/** Silence after a reply that makes the tutor speak again; undefined when it need not. */
export function idleTimeout(session: Session): number | undefined {
  const detection = session.audio.input.turn_detection;
  if (detection?.type !== 'server_vad' || !repliesByItself(session)) return undefined;
  return detection.idle_timeout_ms || undefined;
}

export function speaks(session: Session): boolean {
  return session.output_modalities.includes('audio');
}

export function outputRate(session: Session): number {
  return session.audio.output.format.rate;
}

export function voiceName(session: Session): string {
  const { voice } = session.audio.output;
  return typeof voice === 'string' ? voice : voice.id;
}
