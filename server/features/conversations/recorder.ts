import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Conversation } from '../../turn/conversation-api.ts';
import type { ConversationEvent, TurnRef } from '../../turn/events.ts';
import type { ConversationsDeps, TalkFollower } from './conversations-deps.ts';
import type { ConversationStore, StoredConversation, StoredTurn } from './store.ts';

export interface RecorderDeps {
  learn?: ConversationsDeps['learn'];
  store: Pick<ConversationStore, 'save'>;
  clock: Clock;
  log: Log;
  newId(prefix: string): string;
}

/** After a failed write the next try comes this much later, or with the next turn. */
const RETRY_MS = 5_000;
/** Turns that wait for a database that is away; older ones are given up, with a line in the log. */
const MAX_WAITING = 100;

type Draft = { -readonly [K in keyof StoredTurn]: StoredTurn[K] };

/**
 * Writes each turn with the conversation's snapshot when it has ended, in one transaction. A slow or absent database never
 * holds up the talk: turns wait and are tried again.
 */
export class Recorder {
  readonly #deps: RecorderDeps;
  readonly #about: Omit<StoredConversation, 'turnCount' | 'updatedAt'>;
  readonly #drafts = new Map<string, Draft>();
  readonly #dirty = new Set<string>();
  readonly #ended = new Set<string>();
  #conversation: Conversation | undefined;
  #writing: Promise<void> | undefined;
  #retry: Disposable | undefined;

  constructor(about: Omit<StoredConversation, 'turnCount' | 'updatedAt'>, deps: RecorderDeps) {
    this.#about = about;
    this.#deps = deps;
  }

  /** What follows the talk beside, and may have more to show of a turn when it has ended. */
  beside: TalkFollower | undefined;

  follow(conversation: Conversation): void {
    this.#conversation = conversation;
  }

  note(event: ConversationEvent): void {
    switch (event.kind) {
      case 'heard': {
        const draft = this.#draft(event.turn, event.origin);
        draft.said = event.text;
        draft.verdict = event.verdict;
        break;
      }
      case 'reply-start':
        this.#draft(event.turn, event.origin);
        break;
      case 'continued':
        this.#drafts.delete(event.turn.id);
        this.#dirty.delete(event.turn.id);
        break;
      case 'effect': {
        const draft = this.#drafts.get(event.turn.id);
        if (!draft) break;
        draft.effects = [...draft.effects, { name: event.name, data: event.data }];
        if (this.#ended.has(event.turn.id)) this.#touch(event.turn.id);
        break;
      }
      case 'correction': {
        const draft = this.#drafts.get(event.turn.id);
        if (!draft) break;
        draft.corrections = [...event.findings];
        if (this.#ended.has(event.turn.id)) this.#touch(event.turn.id);
        break;
      }
      case 'turn-end': {
        const draft = this.#draft(event.turn, 'asked');
        draft.replied = event.heardText;
        draft.outcome = event.outcome;
        this.#ended.add(event.turn.id);
        this.#touch(event.turn.id);
        break;
      }
      case 'metrics': {
        const draft = this.#drafts.get(event.turn.id);
        if (draft) draft.record = event.record;
        break;
      }
      default:
    }
  }

  /** The client cut a reply that had ended: history holds less of it. */
  cut(turnId: string, heardText: string): void {
    const draft = this.#drafts.get(turnId);
    if (!draft || !this.#ended.has(turnId) || draft.replied === heardText) return;
    draft.replied = heardText;
    draft.outcome = 'interrupted';
    this.#touch(turnId);
  }

  /** Everything noted so far is written, or has failed once more. */
  async settle(): Promise<void> {
    await this.beside?.settle();
    this.#retry?.[Symbol.dispose]();
    this.#start();
    await this.#writing;
    this.#retry?.[Symbol.dispose]();
  }

  #draft(turn: TurnRef, origin: string): Draft {
    const known = this.#drafts.get(turn.id);
    if (known) return known;
    const draft: Draft = {
      id: this.#deps.newId('turn'),
      origin,
      said: '',
      verdict: null,
      replied: '',
      outcome: 'spoken',
      corrections: [],
      effects: [],
      record: null,
      createdAt: new Date(this.#deps.clock.wall()),
    };
    this.#drafts.set(turn.id, draft);
    if (this.#drafts.size > MAX_WAITING) this.#forget(this.#drafts.keys().next().value as string);
    return draft;
  }

  #forget(turnId: string): void {
    this.#drafts.delete(turnId);
    this.#ended.delete(turnId);
    if (this.#dirty.delete(turnId)) this.#deps.log.error('a turn was lost: the database was away for too long');
  }

  #touch(turnId: string): void {
    this.#dirty.add(turnId);
    // The record of the turn follows its end at once.
    this.#deps.clock.after(0, () => this.#start());
  }

  #start(): void {
    if (this.#writing || this.#dirty.size === 0 || !this.#conversation) return;
    this.#writing = this.#write(this.#conversation).finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(conversation: Conversation): Promise<void> {
    while (this.#dirty.size > 0) {
      const ids = [...this.#dirty];
      this.#dirty.clear();
      const turns = ids.map((id) => this.#drafts.get(id)).filter((draft) => draft !== undefined);
      try {
        const updatedAt = new Date(this.#deps.clock.wall());
        const about = { ...this.#about, updatedAt };
        const { learn } = this.#deps;
        await this.#deps.store.save(
          about,
          conversation.snapshot(),
          turns,
          learn && ((tx) => learn(tx, { conversation: about, turns })),
        );
      } catch (error) {
        for (const id of ids) this.#dirty.add(id);
        this.#deps.log.warn('a turn could not be written', { conversation: this.#about.id, turns: ids.length, error });
        this.#retry = this.#deps.clock.after(RETRY_MS, () => this.#start());
        return;
      }
    }
  }
}
