import type { Log } from '../../kit/log.ts';
import type { ConversationEvent, TurnRef } from '../../turn/events.ts';
import type { Recordings } from './keep-recordings.ts';

/** What is told of a talk whose answers may be kept. */
export interface TalkAbout {
  personId: string;
  conversationId: string;
  sceneId: string;
  language: string;
}

export interface FollowDeps {
  recordings: Pick<Recordings, 'keep'>;
  log: Log;
  signal: AbortSignal;
  /** Whether the person consents, now. */
  consents(personId: string): Promise<boolean>;
  /** Tells the client of a recording, beside its turn. */
  show(turn: TurnRef, data: Record<string, unknown>): void;
}

/** Sound of turns that have not ended; there is seldom more than one. */
const MOST_HELD = 4;

type Heard = Extract<ConversationEvent, { kind: 'heard' }>;
type Held = { heard: Heard; audio: Int16Array; exchange: string | null; answer: string };

/** Follows one talk: the sound of a spoken answer is kept when its turn has ended, and the learner has said that it may be. */
export class TalkFollower {
  readonly #about: TalkAbout;
  readonly #deps: FollowDeps;
  readonly #held = new Map<string, Held>();
  readonly #keeping = new Set<Promise<void>>();

  constructor(about: TalkAbout, deps: FollowDeps) {
    this.#about = about;
    this.#deps = deps;
  }

  note(event: ConversationEvent): void {
    switch (event.kind) {
      case 'heard':
        if (event.audio && event.audio.length > 0) this.#hold(event, event.audio);
        break;
      case 'continued':
        this.#held.delete(event.turn.id);
        break;
      case 'effect': {
        const held = event.name === 'feedback' ? this.#held.get(event.turn.id) : undefined;
        const { exchange, answer } = event.data;
        if (held && typeof exchange === 'string') held.exchange = exchange;
        if (held && typeof answer === 'string') held.answer = answer;
        break;
      }
      case 'turn-end': {
        const held = this.#held.get(event.turn.id);
        this.#held.delete(event.turn.id);
        // Who went on speaking says it again, as a whole.
        if (held && event.outcome !== 'skipped') this.#keep(held);
        break;
      }
      default:
    }
  }

  /** Everything that ended so far is kept, or has failed. */
  async settle(): Promise<void> {
    await Promise.all(this.#keeping);
  }

  #hold(heard: Heard, audio: Int16Array): void {
    this.#held.set(heard.turn.id, { heard, audio, exchange: null, answer: '' });
    if (this.#held.size > MOST_HELD) this.#held.delete(this.#held.keys().next().value as string);
  }

  #keep(held: Held): void {
    const keeping = this.#write(held)
      .catch((error: unknown) =>
        this.#deps.log.warn('a recording could not be kept', { conversation: this.#about.conversationId, error }),
      )
      .finally(() => this.#keeping.delete(keeping));
    this.#keeping.add(keeping);
  }

  async #write({ heard, audio, exchange, answer }: Held): Promise<void> {
    const { recordings, signal, consents, show } = this.#deps;
    if (!(await consents(this.#about.personId))) return;
    const words = heard.words.map(({ text, startMs, endMs, verdict }) => ({
      text,
      start_ms: Math.round(startMs),
      end_ms: Math.round(endMs),
      verdict: verdict ?? null,
    }));
    const kept = await recordings.keep(audio, { ...this.#about, exchange, heard: heard.text, answer, words }, signal);
    const times = words.map(({ text, start_ms, end_ms }) => ({ text, start_ms, end_ms }));
    show(heard.turn, { recording: kept.id, duration_ms: kept.durationMs, words: times });
  }
}
