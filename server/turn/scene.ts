import type { ExpectedPhrase, HeardVerdict, HeardWord } from '../ports/speech-to-text/port.ts';

/**
 * What the engine asks for words: a lesson, a character, a phone tutor. A scene knows nothing of sound or sockets,
 * and answers with no language model at hand. One scene object serves one conversation; calls never overlap, except
 * that a prepared `reply` may be abandoned (its signal aborts) and asked for anew.
 */
export interface Scene {
  readonly id: string;
  /** BCP-47 primary subtag of what the learner speaks here. */
  readonly language: string;
  /** The tutor's first words, or none: then the learner begins. Called again after a resume with a restored state. */
  open(signal: AbortSignal): AsyncIterable<ReplyPart>;
  /** What to expect of the learner now. Cheap; called before every utterance and after every turn. */
  listen(): Listening;
  /** The reply to one learner turn. Pure until `commit`: it may be prepared early and thrown away. */
  reply(heard: Heard, signal: AbortSignal): SceneReply;
  /** All it needs to go on after a restart, as plain JSON. */
  snapshot(): unknown;
  close(): void;
}

export interface SceneReply {
  readonly parts: AsyncIterable<ReplyPart>;
  /** The answer to a request for help: what it interrupted is said again afterwards, from the start of that sentence. */
  readonly thenResume?: boolean;
  /**
   * Called once, when the turn is certain: the scene moves on. For a spoken turn that is when the reply sounds, ends or is
   * interrupted. Never called for a reply thrown away, nor for one that failed before it sounded.
   */
  commit(): void;
}

export type ReplyPart =
  /** Text to speak, streamed in pieces of any size; a change of `language`, `voice` or `speed` begins a new sentence. */
  | { kind: 'text'; text: string; language?: string; voice?: string; speed?: number }
  /** Something beside the speech: `feedback`, `hint`, `progress`, `summary`; sent to the client as `tutor.<name>`. */
  | { kind: 'effect'; name: string; data: Record<string, unknown> };

export interface Listening {
  language: string;
  /** Right and wrong answers alike; empty for free talk. */
  phrases: readonly ExpectedPhrase[];
  /** Phrases that stop the tutor when said over its voice, and are always understood: `stop`, `repeat`, `what does it mean`. */
  commands: readonly ExpectedPhrase[];
  /** An open question gets more patience than one with an expected answer. */
  question: 'open' | 'expected';
  /** CEFR level, advisory: lower levels get more patience. */
  level: string;
}

export interface Heard {
  how: 'spoken' | 'typed' | 'command' | 'asked';
  /** Empty when nothing was understood (`unknown`) or nothing was said (`asked`). For `command`, its name. */
  text: string;
  verdict: HeardVerdict;
  phraseId?: string;
  words: readonly HeardWord[];
  /** The utterance, mono PCM16 at 16 kHz; spoken turns only, and gone after the turn. */
  audio?: Int16Array;
  /** True while the turn is not certain yet: the reply is being prepared from partial text. */
  tentative: boolean;
}
