import type { Clock } from '../kit/clock.ts';
import type { SpeechToText } from '../ports/speech-to-text/port.ts';
import type { TurnOrigin, TurnOutcome, TurnRef } from './events.ts';
import type { Said } from './heard-text.ts';
import type { History } from './history.ts';
import { Reply, type ReplyDeps } from './reply.ts';
import type { Heard, Scene, SceneReply } from './scene.ts';
import type { RecordBuilder } from './turn-record.ts';
import type { Final } from './utterance.ts';
import type { Sentence } from './voicing.ts';

export interface TutorDeps extends ReplyDeps {
  clock: Clock;
  scene: Scene;
  recogniser: SpeechToText;
  history: History;
  speed(): number;
}

export interface TutorOut {
  sounds(): void;
  /** The reply ended by itself or was cancelled. */
  over(): void;
}

export interface Asked {
  turn: TurnRef;
  origin: TurnOrigin;
  record: RecordBuilder;
  voiced: boolean;
  source: (signal: AbortSignal) => SceneReply;
}

/** Finished replies whose words are kept, for a client that reports late where it stopped. */
const RECENT_REPLIES = 8;

/** The tutor's side of the floor: the reply that runs, the one that is prepared, and what became of the last few. */
export class Tutor {
  readonly #deps: TutorDeps;
  readonly #out: TutorOut;
  readonly #recent: Said[] = [];
  #reply: Reply | undefined;
  #prepared: { reply: Reply; final: Final } | undefined;
  #interrupted: readonly Sentence[] = [];

  constructor(deps: TutorDeps, out: TutorOut) {
    this.#deps = deps;
    this.#out = out;
  }

  get reply(): Reply | undefined {
    return this.#reply;
  }

  start(asked: Asked): void {
    const reply = this.#make(asked);
    // Only now: speech that both replies want is being made already, and a cache shares it.
    this.discard();
    this.#run(reply);
  }

  /** Begins a reply to what was probably said; nothing of it is heard before `take`. */
  prepare(asked: Asked, final: Final): void {
    const reply = this.#make(asked);
    this.discard();
    this.#prepared = { reply, final };
  }

  /** Runs the prepared reply if it answers just this; false when there is none. */
  take(final: Final): boolean {
    const prepared = this.#prepared;
    if (!prepared || prepared.final !== final || prepared.reply.failed) return false;
    this.#prepared = undefined;
    prepared.reply.stages.prepared = true;
    this.#run(prepared.reply);
    return true;
  }

  /** Throws a prepared reply away. */
  discard(): void {
    const prepared = this.#prepared;
    this.#prepared = undefined;
    prepared?.reply.stop('skipped');
  }

  /** The learner takes the floor: the reply ends here, and what it left unsaid is remembered. */
  stop(outcome: TurnOutcome): Reply | undefined {
    const reply = this.#reply;
    this.#reply = undefined;
    if (!reply) return undefined;
    this.#interrupted = outcome === 'interrupted' ? reply.unsaid() : reply.interrupted;
    reply.stop(outcome);
    return reply;
  }

  /** The client no longer wants the reply: it ends, and the floor is free. */
  cancel(turnId: string | undefined): boolean {
    const reply = this.#reply;
    if (!reply || (turnId !== undefined && reply.turn.id !== turnId)) return false;
    reply.stop('interrupted');
    return true;
  }

  truncate(turnId: string, playedMs: number): { heardText: string; heardMs: number } | undefined {
    const running = this.#reply?.turn.id === turnId ? this.#reply : undefined;
    running?.report(playedMs);
    const heard = running
      ? { heardText: running.heardText(), heardMs: running.heardMs }
      : this.#recent.find((one) => one.turn.id === turnId)?.upTo(playedMs);
    running?.stop('interrupted');
    if (heard) this.#deps.history.cut(turnId, heard.heardText);
    return heard;
  }

  #make(asked: Asked): Reply {
    const reply: Reply = new Reply(this.#deps, {
      ...asked,
      language: this.#deps.scene.language,
      speed: this.#deps.speed(),
      interrupted: this.#interrupted,
      onSound: () => {
        if (reply === this.#reply) this.#out.sounds();
      },
      onOver: (outcome) => this.#onOver(reply, asked, outcome),
    });
    return reply;
  }

  #run(reply: Reply): void {
    this.#reply = reply;
    // What was cut off is said again by the very next reply, or not at all.
    this.#interrupted = [];
    reply.release();
  }

  #onOver(reply: Reply, asked: Asked, outcome: TurnOutcome): void {
    if (!reply.released) return;
    const { history, emit, recogniser, voice } = this.#deps;
    history.add(reply.turn, 'tutor', reply.heardText());
    this.#recent.push(reply.said());
    if (this.#recent.length > RECENT_REPLIES) this.#recent.shift();
    const record = asked.record.build(reply.stages, {
      id: reply.turn.id,
      origin: asked.origin,
      outcome,
      audioMs: reply.sentMs,
      heardMs: reply.heardMs,
      recogniser: recogniser.provider,
      voice: voice.provider,
    });
    emit({ kind: 'metrics', turn: reply.turn, record });
    if (reply !== this.#reply) return;
    this.#reply = undefined;
    this.#out.over();
  }
}

/** A scene's reply to `heard`, ready to be asked for. */
export function replyTo(scene: Scene, heard: Heard): (signal: AbortSignal) => SceneReply {
  return (signal) => scene.reply(heard, signal);
}
