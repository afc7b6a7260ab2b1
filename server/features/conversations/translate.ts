import type { ConversationEvent, TurnRef } from '../../turn/events.ts';
import type { ItemList } from './items.ts';
import { LearnerTurns } from './learner-turns.ts';
import type { Emit } from './outgoing.ts';
import { errorEvent } from './outgoing.ts';
import { Replies, type ReplyShape } from './replies.ts';

export interface TranslationView {
  /** Speech over the tutor's voice is told only when it is certain to be an interruption. */
  quietOverlap(): boolean;
  shape(): ReplyShape;
  /** The sound of this response is dead: what was not sent is dropped. */
  endResponse(responseId: string, dropUnsent: boolean): void;
}

/** Names of our own events, which no effect of a scene may take. */
const taken = new Set(
  [
    'session',
    'partial',
    'heard',
    'dropped',
    'caption',
    'duck',
    'resume',
    'endpoint',
    'correction',
    'turn.metrics',
  ].concat('turn.ended'),
);

/** Turns what the engine says into what the socket says, in the order that stock clients were seen to rely on. */
export class Translation {
  readonly learner: LearnerTurns;
  readonly replies: Replies;
  readonly #emit: Emit;
  readonly #newId: (prefix: string) => string;
  readonly #view: TranslationView;
  /** Turns whose reply a client asked for, with its metadata: they get a response even when there is nothing to say. */
  readonly #asked = new Map<string, Metadata>();
  #requesting: Metadata | undefined;

  constructor(items: ItemList, emit: Emit, newId: (prefix: string) => string, view: TranslationView) {
    this.#emit = emit;
    this.#newId = newId;
    this.#view = view;
    this.learner = new LearnerTurns(items, emit, newId);
    this.replies = new Replies(items, emit, newId);
  }

  /** The client asks for a reply, which `start` begins at once or soon; false when it could not. */
  request(metadata: Metadata, start: () => TurnRef | undefined): boolean {
    this.#requesting = metadata;
    const turn = start();
    if (turn && this.#requesting !== undefined) this.#asked.set(turn.id, metadata);
    this.#requesting = undefined;
    return turn !== undefined;
  }

  /** A reply that was asked for is not wanted any more before it has begun. */
  unwanted(metadata: Metadata): void {
    const reply = this.replies.of(this.#newId('turn'));
    reply.metadata = metadata;
    this.replies.empty(reply, this.#view.shape(), 'cancelled');
  }

  take(event: Exclude<ConversationEvent, { kind: 'broken' }>): void {
    const { learner, replies } = this;
    switch (event.kind) {
      case 'speech-start':
        learner.speechStart(event.turn, event.atMs, this.#view.quietOverlap() && replies.sounding !== undefined);
        break;
      case 'speech-end':
        learner.speechEnd(event.turn, event.atMs);
        break;
      case 'speech-dropped':
        learner.dropped(event.turn, event.why);
        break;
      case 'partial':
        learner.partial(event.turn, event.text, event.matched);
        break;
      case 'endpoint':
        learner.endpoint(event.turn, event.patienceMs, event.why);
        break;
      case 'committed':
        if (event.origin === 'spoken' || event.origin === 'typed') {
          learner.committed(event.turn, event.origin, event.audioMs);
        }
        break;
      case 'heard':
        if (event.origin === 'spoken') learner.heard(event);
        break;
      case 'continued':
        learner.continued(event.turn, event.by);
        break;
      case 'correction':
        this.#correction(event);
        break;
      case 'effect':
        this.#effect(event);
        break;
      default:
        this.#reply(event);
    }
  }

  #reply(event: ReplyEvent): void {
    const { replies } = this;
    if (event.kind === 'reply-start' && replies.peek(event.turn.id)?.state === 'done') replies.renew(event.turn.id);
    const reply = replies.of(event.turn.id);
    const ofReply = { response_id: reply.responseId, item_id: reply.itemId };
    switch (event.kind) {
      case 'reply-start':
        reply.metadata = this.#asked.get(event.turn.id) ?? this.#requesting ?? null;
        this.#asked.delete(event.turn.id);
        this.#requesting = undefined;
        replies.start(reply, event.origin, event.voiced, this.#view.shape());
        break;
      case 'reply-text':
        replies.text(reply, event.text);
        break;
      case 'reply-audio':
        replies.audio(reply, event.samples);
        break;
      case 'caption': {
        const words = event.words.map(({ text, startMs, endMs }) => ({ text, start_ms: startMs, end_ms: endMs }));
        if (reply.state !== 'none') this.#emit({ type: 'tutor.caption', ...ofReply, words });
        break;
      }
      case 'reply-sent':
        replies.sent(reply, event.failed);
        break;
      case 'duck':
        this.#emit({ type: 'tutor.duck', item_id: reply.itemId, at_ms: event.atMs });
        break;
      case 'resume':
        this.#emit({ type: 'tutor.resume', item_id: reply.itemId, from_ms: event.fromMs });
        break;
      case 'turn-end':
        this.#turnEnd(event);
        break;
      case 'metrics': {
        const told = reply.state === 'none' ? { response_id: null, item_id: null } : ofReply;
        this.#emit({ type: 'tutor.turn.metrics', ...told, record: { ...event.record } });
        break;
      }
    }
  }

  #turnEnd(event: Extract<ConversationEvent, { kind: 'turn-end' }>): void {
    const reply = this.replies.of(event.turn.id);
    if (event.outcome === 'interrupted') this.learner.announceOpen();
    this.#view.endResponse(reply.responseId, event.outcome === 'interrupted' || event.outcome === 'skipped');
    const told = reply.state !== 'none';
    this.replies.end(reply, event.outcome, event.heardText);
    if (!told) this.#untold(reply, event);
    this.#emit({
      type: 'tutor.turn.ended',
      response_id: told ? reply.responseId : null,
      item_id: told ? reply.itemId : null,
      outcome: event.outcome,
      heard_text: event.heardText,
      heard_ms: Math.round(event.heardMs),
    });
  }

  /** A turn ended without a word: it may not just vanish. */
  #untold(reply: ReturnType<Replies['of']>, event: Extract<ConversationEvent, { kind: 'turn-end' }>): void {
    const failed = event.outcome === 'failed';
    const metadata = this.#asked.get(event.turn.id) ?? this.#requesting;
    if (metadata !== undefined) {
      this.#asked.delete(event.turn.id);
      this.#requesting = undefined;
      reply.metadata = metadata;
      this.replies.empty(reply, this.#view.shape(), failed ? 'failed' : 'completed');
    } else if (failed) {
      this.#emit(errorEvent('server_error', 'turn_failed', event.error?.message ?? 'The turn failed.', null, null));
    }
  }

  #correction(event: Extract<ConversationEvent, { kind: 'correction' }>): void {
    const item_id = this.learner.itemOf(event.turn.id);
    if (item_id === undefined) return;
    const findings = event.findings.map((finding) => ({ ...finding, suggestions: [...finding.suggestions] }));
    this.#emit({ type: 'tutor.correction', item_id, text: event.text, findings });
  }

  #effect(event: Extract<ConversationEvent, { kind: 'effect' }>): void {
    if (taken.has(event.name) || !/^[a-z][a-z0-9._-]{0,39}$/.test(event.name)) {
      throw new Error(`a scene may not name an effect ${JSON.stringify(event.name)}`);
    }
    this.#emit({
      type: `tutor.${event.name}`,
      response_id: this.replies.of(event.turn.id).responseId,
      item_id: this.learner.itemOf(event.turn.id) ?? null,
      data: event.data,
    });
  }
}

type Metadata = Record<string, unknown> | null;

type ReplyEvent = Extract<
  ConversationEvent,
  {
    kind:
      | 'reply-start'
      | 'reply-text'
      | 'reply-audio'
      | 'caption'
      | 'reply-sent'
      | 'duck'
      | 'resume'
      | 'turn-end'
      | 'metrics';
  }
>;
