import type { MessageItem } from '../../../wire/realtime-items.ts';
import type { ConversationEvent, TurnRef } from '../../turn/events.ts';
import type { ItemList } from './items.ts';
import type { Emit } from './outgoing.ts';

type Heard = Extract<ConversationEvent, { kind: 'heard' }>;

interface LearnerTurn {
  ref: TurnRef;
  itemId: string;
  startMs: number | undefined;
  endMs: number | undefined;
  /** The client has been told of the speech; otherwise it waits until the interruption is certain. */
  announced: boolean;
  committed: boolean;
  /** Understood before the commit; told after it. */
  heard: Heard | undefined;
}

/** Turns further back than this are complete, and nothing refers to them by turn any more. */
const MAX_TURNS = 200;

/** The learner's side of the socket: speech, commits, user items and transcripts, in the order stock clients rely on. */
export class LearnerTurns {
  readonly #items: ItemList;
  readonly #emit: Emit;
  readonly #newId: (prefix: string) => string;
  readonly #turns = new Map<string, LearnerTurn>();
  /** The item of a typed or uploaded turn whose turn id is not known yet. */
  #nextItem: MessageItem | undefined;

  constructor(items: ItemList, emit: Emit, newId: (prefix: string) => string) {
    this.#items = items;
    this.#emit = emit;
    this.#newId = newId;
  }

  itemOf(turnId: string): string | undefined {
    return this.#turns.get(turnId)?.itemId;
  }

  /** The turn that `start` begins is this item, which the client already knows. */
  adopt(item: MessageItem, start: () => TurnRef | undefined): TurnRef | undefined {
    this.#nextItem = item;
    try {
      const ref = start();
      if (ref) this.#turn(ref);
      return ref;
    } finally {
      this.#nextItem = undefined;
    }
  }

  speechStart(ref: TurnRef, atMs: number, quiet: boolean): void {
    const turn = this.#turn(ref);
    turn.startMs = Math.round(atMs);
    if (!quiet) this.#announce(turn);
  }

  speechEnd(ref: TurnRef, atMs: number): void {
    const turn = this.#turn(ref);
    turn.endMs = Math.round(atMs);
    if (turn.announced) this.#stopped(turn);
  }

  /** The interruption is certain: what was kept back is told now. */
  announce(turnId: string): void {
    const turn = this.#turns.get(turnId);
    if (turn) this.#announce(turn);
  }

  /** Announces what is being said now, if anything. */
  announceOpen(): void {
    for (const turn of this.#turns.values()) if (!turn.committed && turn.startMs !== undefined) this.#announce(turn);
  }

  dropped(ref: TurnRef, why: 'noise' | 'backchannel'): void {
    const turn = this.#turns.get(ref.id);
    if (!turn || turn.committed) return;
    this.#turns.delete(ref.id);
    if (!turn.announced) return;
    if (turn.endMs === undefined) {
      turn.endMs = turn.startMs ?? 0;
      this.#stopped(turn);
    }
    this.#emit({ type: 'tutor.dropped', item_id: turn.itemId, why });
  }

  partial(ref: TurnRef, text: string, matched: number): void {
    const turn = this.#turn(ref);
    if (turn.announced && !turn.committed) this.#emit({ type: 'tutor.partial', item_id: turn.itemId, text, matched });
  }

  endpoint(ref: TurnRef, patienceMs: number, why: string): void {
    const turn = this.#turns.get(ref.id);
    if (turn?.announced) this.#emit({ type: 'tutor.endpoint', item_id: turn.itemId, patience_ms: patienceMs, why });
  }

  committed(ref: TurnRef, origin: 'spoken' | 'typed', audioMs: number): void {
    const turn = this.#turn(ref);
    if (turn.committed) return;
    turn.committed = true;
    if (!this.#items.get(turn.itemId)) this.#commitSpoken(turn, audioMs);
    if (origin === 'spoken' && turn.heard) this.#told(turn, turn.heard);
  }

  heard(event: Heard): void {
    const turn = this.#turn(event.turn);
    turn.heard = event;
    if (turn.committed && event.origin === 'spoken') this.#told(turn, event);
  }

  /** Nothing was said for long: an item without words, which the tutor answers. */
  silence(startMs: number, endMs: number): void {
    const item = spokenItem(this.#newId('item'), '');
    this.#emit({
      type: 'input_audio_buffer.timeout_triggered',
      item_id: item.id,
      audio_start_ms: startMs,
      audio_end_ms: endMs,
    });
    this.#addSpoken(item);
  }

  /** The learner went on: what was taken as a turn of its own is part of a longer one. */
  continued(ref: TurnRef, by: TurnRef): void {
    const turn = this.#turns.get(ref.id);
    if (!turn) return;
    const next = ref.id === by.id ? undefined : this.#turns.get(by.id);
    this.#turns.delete(ref.id);
    if (this.#items.delete(turn.itemId)) this.#emit({ type: 'conversation.item.deleted', item_id: turn.itemId });
    // The longer turn goes on under the speech that was announced; a new item, because the old one was deleted.
    this.#turns.set(by.id, {
      ref: by,
      itemId: next?.itemId ?? this.#newId('item'),
      startMs: next?.startMs ?? turn.startMs,
      endMs: next?.endMs,
      announced: next?.announced ?? turn.announced,
      committed: next?.committed ?? false,
      heard: next?.heard,
    });
  }

  #turn(ref: TurnRef): LearnerTurn {
    const known = this.#turns.get(ref.id);
    if (known) {
      if (ref.revision > known.ref.revision) known.ref = ref;
      return known;
    }
    const turn: LearnerTurn = {
      ref,
      itemId: this.#nextItem?.id ?? this.#newId('item'),
      startMs: undefined,
      endMs: undefined,
      announced: false,
      committed: false,
      heard: undefined,
    };
    this.#nextItem = undefined;
    this.#turns.set(ref.id, turn);
    if (this.#turns.size > MAX_TURNS) this.#turns.delete(this.#turns.keys().next().value as string);
    return turn;
  }

  #announce(turn: LearnerTurn): void {
    if (turn.announced || turn.startMs === undefined) return;
    turn.announced = true;
    this.#emit({ type: 'input_audio_buffer.speech_started', item_id: turn.itemId, audio_start_ms: turn.startMs });
    if (turn.endMs !== undefined) this.#stopped(turn);
  }

  #stopped(turn: LearnerTurn): void {
    const audio_end_ms = turn.endMs ?? turn.startMs ?? 0;
    this.#emit({ type: 'input_audio_buffer.speech_stopped', item_id: turn.itemId, audio_end_ms });
  }

  #commitSpoken(turn: LearnerTurn, audioMs: number): void {
    this.#announce(turn);
    if (turn.announced && turn.endMs === undefined) {
      turn.endMs = (turn.startMs ?? 0) + Math.round(audioMs);
      this.#stopped(turn);
    }
    this.#addSpoken(spokenItem(turn.itemId, null));
  }

  #addSpoken(item: MessageItem): void {
    const previous_item_id = this.#items.add(item);
    this.#emit({ type: 'input_audio_buffer.committed', item_id: item.id, previous_item_id });
    this.#emit({ type: 'conversation.item.added', item, previous_item_id });
    this.#emit({ type: 'conversation.item.done', item, previous_item_id });
  }

  #told(turn: LearnerTurn, heard: Heard): void {
    turn.heard = undefined;
    const item = this.#items.get(turn.itemId);
    const part = item?.content[0];
    if (part?.type === 'input_audio') part.transcript = heard.text;
    const of = { item_id: turn.itemId, content_index: 0 };
    if (heard.text) {
      this.#emit({ type: 'conversation.item.input_audio_transcription.delta', ...of, delta: heard.text });
    }
    this.#emit({
      type: 'conversation.item.input_audio_transcription.completed',
      ...of,
      transcript: heard.text,
      usage: { type: 'duration', seconds: Math.round(heard.audioMs) / 1_000 },
    });
    this.#emit({
      type: 'tutor.heard',
      item_id: turn.itemId,
      heard: heard.verdict,
      transcript: heard.text,
      words: heard.words.map((word) => ({
        text: word.text,
        start_ms: Math.round(word.startMs),
        end_ms: Math.round(word.endMs),
        ...(word.verdict ? { verdict: word.verdict } : {}),
      })),
    });
  }
}

function spokenItem(id: string, transcript: string | null): MessageItem {
  return {
    id,
    object: 'realtime.item',
    type: 'message',
    status: 'completed',
    role: 'user',
    content: [{ type: 'input_audio', transcript }],
  };
}
