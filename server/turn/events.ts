import type { GrammarFinding } from '../ports/grammar/port.ts';
import type { HeardVerdict, HeardWord } from '../ports/speech-to-text/port.ts';

/** Names one turn; `revision` rises when the same learner turn is understood anew. What carries an old one is stale. */
export interface TurnRef {
  id: string;
  revision: number;
}

export type TurnOrigin = 'opening' | 'spoken' | 'typed' | 'command' | 'asked';

/** How a turn's reply ended. `skipped`: nothing was to be said, or the learner went on speaking before any sound. */
export type TurnOutcome = 'spoken' | 'interrupted' | 'failed' | 'skipped';

/**
 * All that a conversation says, by plain call and in order. `atMs` is on the learner's audio timeline (milliseconds of
 * sound pushed since the conversation began); `startMs`, `heardMs` and caption times are on the reply's own timeline.
 */
export type ConversationEvent =
  | { kind: 'speech-start'; turn: TurnRef; atMs: number }
  | { kind: 'speech-end'; turn: TurnRef; atMs: number }
  /** A sound that was no turn after all (noise, a backchannel): the `speech-start` is taken back. */
  | { kind: 'speech-dropped'; turn: TurnRef; why: 'noise' | 'backchannel' }
  /** `matched`: so many words from its start are those of an expected phrase. */
  | { kind: 'partial'; turn: TurnRef; text: string; matched: number }
  | { kind: 'committed'; turn: TurnRef; origin: TurnOrigin; audioMs: number }
  | {
      kind: 'heard';
      turn: TurnRef;
      origin: TurnOrigin;
      text: string;
      verdict: HeardVerdict;
      phraseId?: string;
      words: readonly HeardWord[];
      audioMs: number;
      /** The utterance, mono PCM16 at 16 kHz; word times are on it. A copy, the listener's to keep. */
      audio?: Int16Array;
    }
  /** The learner went on before the reply had sounded: `turn` is part of `by`, which holds the whole utterance. */
  | { kind: 'continued'; turn: TurnRef; by: TurnRef }
  | { kind: 'reply-start'; turn: TurnRef; origin: TurnOrigin; voiced: boolean }
  | { kind: 'reply-text'; turn: TurnRef; text: string }
  | { kind: 'reply-audio'; turn: TurnRef; samples: Int16Array; startMs: number }
  | { kind: 'caption'; turn: TurnRef; words: readonly CaptionWord[] }
  /** All of the reply has been sent; the ear may still be hearing it. A `failed` one ends with an apology. */
  | { kind: 'reply-sent'; turn: TurnRef; text: string; audioMs: number; failed: boolean }
  | { kind: 'duck'; turn: TurnRef; atMs: number }
  | { kind: 'resume'; turn: TurnRef; fromMs: number }
  /** The last event of a reply but for `metrics`: no audio of this turn follows. `heardText` is a prefix of what was sent. */
  | {
      kind: 'turn-end';
      turn: TurnRef;
      outcome: TurnOutcome;
      heardText: string;
      heardMs: number;
      error?: { message: string };
    }
  | { kind: 'effect'; turn: TurnRef; name: string; data: Record<string, unknown> }
  | { kind: 'correction'; turn: TurnRef; text: string; findings: readonly NamedFinding[] }
  | { kind: 'endpoint'; turn: TurnRef; patienceMs: number; why: string }
  /** A bug ended the conversation; nothing follows. */
  | { kind: 'broken'; message: string }
  | { kind: 'metrics'; turn: TurnRef; record: TurnRecord };

/** A finding that can be referred to later, for example to dispute it. */
export type NamedFinding = GrammarFinding & { readonly id: string };

export interface CaptionWord {
  text: string;
  startMs: number;
  endMs: number;
}

/** One wide record a turn. Times are conversation-clock milliseconds, rounded to 0.01; absent where the stage did not happen. */
export interface TurnRecord {
  turn_id: string;
  origin: TurnOrigin;
  outcome: TurnOutcome;
  speech_start?: number;
  speech_end?: number;
  text_first?: number;
  text_final?: number;
  committed?: number;
  reply_called?: number;
  reply_first?: number;
  sentence_first?: number;
  voice_called?: number;
  voice_first?: number;
  audio_first?: number;
  audio_last?: number;
  /** First audio after the end of the learner's speech, the figure a learner feels. */
  response_ms?: number;
  patience_ms?: number;
  prepared: boolean;
  cut: boolean;
  sentences: number;
  cache_hits: number;
  audio_ms: number;
  heard_ms: number;
  recogniser: string;
  voice: string;
}
