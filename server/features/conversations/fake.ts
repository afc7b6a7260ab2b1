import type { Conversation, ConversationSettings, ConversationSnapshot } from '../../turn/conversation-api.ts';
import type { ConversationEvent, TurnOrigin, TurnRecord, TurnRef } from '../../turn/events.ts';

/** A conversation that says what the test makes it say, and notes what it was asked. */
export class ScriptedConversation implements Conversation {
  readonly id: string;
  readonly calls: string[] = [];
  readonly settings: Partial<ConversationSettings> = {};
  heardSamples = 0;
  disposed = false;
  busy = false;
  /** Whether `cancel` finds a reply that is running; by default when one is. */
  cancels: boolean | undefined;
  /** What `truncate` answers as heard. */
  heardText = 'He';
  /** The largest sample heard so far. */
  loudest = 0;
  #turns = 0;
  #awaiting: TurnRef | undefined;
  #soundWaiting = false;
  readonly #say: (event: ConversationEvent) => void;

  constructor(id: string, say: (event: ConversationEvent) => void) {
    this.id = id;
    this.#say = say;
  }

  say(...events: ConversationEvent[]): void {
    for (const event of events) this.#say(event);
  }

  newTurn(): TurnRef {
    this.#turns += 1;
    return { id: `t${this.#turns}`, revision: 1 };
  }

  /** A spoken turn of the learner, up to its being understood. */
  learnerSays(text: string, turn = this.newTurn()): TurnRef {
    this.say(
      { kind: 'speech-start', turn, atMs: 200 },
      { kind: 'partial', turn, text, matched: 0 },
      { kind: 'speech-end', turn, atMs: 900 },
      { kind: 'committed', turn, origin: 'spoken', audioMs: 700 },
      heard(turn, text),
    );
    return turn;
  }

  startReply(turn: TurnRef, text: string, options: { origin?: TurnOrigin; voiced?: boolean; ms?: number } = {}): void {
    const { origin = 'spoken', voiced = true, ms = 250 } = options;
    this.busy = true;
    this.say({ kind: 'reply-start', turn, origin, voiced }, { kind: 'reply-text', turn, text });
    if (!voiced) return;
    this.say(
      { kind: 'reply-audio', turn, samples: new Int16Array(24 * ms).fill(1_000), startMs: 0 },
      { kind: 'caption', turn, words: [{ text, startMs: 0, endMs: ms }] },
    );
  }

  endReply(turn: TurnRef, text: string, outcome: 'spoken' | 'interrupted' | 'failed' | 'skipped' = 'spoken'): void {
    this.busy = false;
    if (outcome === 'spoken') this.say({ kind: 'reply-sent', turn, text, audioMs: 250, failed: false });
    this.say(
      { kind: 'turn-end', turn, outcome, heardText: text, heardMs: 250 },
      { kind: 'metrics', turn, record: record(turn, outcome) },
    );
  }

  open(): void {
    this.calls.push('open');
    const turn = this.newTurn();
    this.startReply(turn, 'Hello.', { origin: 'opening' });
  }
  hear(samples: Int16Array): void {
    this.heardSamples += samples.length;
    for (const sample of samples) this.loudest = Math.max(this.loudest, Math.abs(sample));
    this.#soundWaiting = true;
  }
  commit(): TurnRef | undefined {
    this.calls.push('commit');
    if (!this.#soundWaiting) return undefined;
    this.#soundWaiting = false;
    const turn = this.newTurn();
    this.#awaiting = turn;
    this.say({ kind: 'committed', turn, origin: 'spoken', audioMs: 500 });
    return turn;
  }
  clear(): void {
    this.calls.push('clear');
    this.#soundWaiting = false;
  }
  type(text: string): TurnRef {
    this.calls.push(`type ${text}`);
    const turn = this.newTurn();
    this.#awaiting = turn;
    this.say({ kind: 'committed', turn, origin: 'typed', audioMs: 0 });
    return turn;
  }
  command(name: string): TurnRef {
    this.calls.push(`command ${name}`);
    return this.newTurn();
  }
  respond(options: { voiced?: boolean } = {}): TurnRef | undefined {
    this.calls.push(`respond ${options.voiced === false ? 'in text' : 'aloud'}`);
    if (this.busy) return undefined;
    const turn = this.#awaiting ?? this.newTurn();
    this.#awaiting = undefined;
    return turn;
  }
  cancel(turnId?: string): boolean {
    this.calls.push(`cancel ${turnId ?? ''}`);
    return this.cancels ?? this.busy;
  }
  played(turnId: string, playedMs: number): void {
    this.calls.push(`played ${turnId} ${playedMs}`);
  }
  truncate(turnId: string, playedMs: number): { heardText: string; heardMs: number } | undefined {
    this.calls.push(`truncate ${turnId} ${playedMs}`);
    return { heardText: this.heardText, heardMs: Math.min(playedMs, 250) };
  }
  configure(settings: Partial<ConversationSettings>): void {
    Object.assign(this.settings, settings);
  }
  history() {
    return [];
  }
  snapshot(): ConversationSnapshot {
    return { scene: { at: this.#turns }, history: [], pauseMs: undefined };
  }
  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
  }
}

export function heard(
  turn: TurnRef,
  text: string,
  verdict: 'heard' | 'unsure' | 'unknown' = 'heard',
): ConversationEvent {
  return { kind: 'heard', turn, origin: 'spoken', text, verdict, words: [], audioMs: 700 };
}

export function record(turn: TurnRef, outcome: TurnRecord['outcome']): TurnRecord {
  return {
    turn_id: turn.id,
    origin: 'spoken',
    outcome,
    prepared: false,
    cut: false,
    sentences: 1,
    cache_hits: 0,
    audio_ms: 250,
    heard_ms: 250,
    response_ms: 300,
    recogniser: 'scripted',
    voice: 'scripted',
  };
}
