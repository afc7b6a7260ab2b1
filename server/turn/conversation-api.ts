import type { ConversationEvent, TurnRef } from './events.ts';

/** One live conversation, as a door sees it. Every method returns at once; what follows comes as events. */
export interface Conversation extends AsyncDisposable {
  readonly id: string;
  /** Speaks the scene's opening. */
  open(): void;
  /** Takes the microphone: mono PCM16 at 16 kHz, any length; keeps no reference. Silence must be pushed too. */
  hear(samples: Int16Array): void;
  /** Manual turns: what was heard since the last turn becomes a turn awaiting `respond`. Undefined when there is no sound. */
  commit(): TurnRef | undefined;
  /** Drops sound that is not yet part of a turn. */
  clear(): void;
  /** A typed turn awaiting `respond`. */
  type(text: string): TurnRef;
  /** A button of the page, for example `repeat`; it is answered at once. */
  command(name: string): TurnRef;
  /** Replies to what awaits a reply, or speaks on the scene's own account. Undefined while another reply is running. */
  respond(options?: { voiced?: boolean }): TurnRef | undefined;
  /** Ends the running reply as `interrupted`; false when there is none, or another than `turnId`. */
  cancel(turnId?: string): boolean;
  /** Where the ear is in a reply. Clamped, never an error. */
  played(turnId: string, playedMs: number): void;
  /** The client stopped playing a reply here: history is cut at that word. Answers what was heard, or undefined for an unknown turn. */
  truncate(turnId: string, playedMs: number): { heardText: string; heardMs: number } | undefined;
  configure(settings: Partial<ConversationSettings>): void;
  history(): readonly HistoryItem[];
  /** What a later conversation needs to go on from here. */
  snapshot(): ConversationSnapshot;
}

export interface ConversationSettings {
  /** Voice activity decides when turns begin and end; otherwise the client calls `commit`. */
  detectTurns: boolean;
  /** A detected turn is answered without being asked. */
  replyToTurns: boolean;
  /** Speech over the tutor's voice may stop it. */
  interruptible: boolean;
  /** Silence that ends a turn, when the client insists; otherwise the engine's own endpointing decides. */
  silenceMs: number | undefined;
  /** Sound kept from before speech was noticed. */
  prerollMs: number;
  voice: string | undefined;
  /** Detected turns are answered in sound; otherwise in text alone. */
  voiced: boolean;
  speed: number;
  /** The client pauses and resumes playback itself on `duck` and `resume`. */
  clientDucks: boolean;
  /** The client reports where its ear is (`played`). */
  clientReportsPlayback: boolean;
}

export interface HistoryItem {
  turn: TurnRef;
  who: 'learner' | 'tutor';
  /** For the tutor, what was heard of it. */
  text: string;
}

export interface ConversationSnapshot {
  scene: unknown;
  history: readonly HistoryItem[];
  /** The learner's usual pause inside an utterance, learnt so far. */
  pauseMs: number | undefined;
}

export type EventSink = (event: ConversationEvent) => void;
