import type { Clock } from '../kit/clock.ts';
import { Outage } from '../kit/errors.ts';
import type { Checks } from './checks.ts';
import type { EventSink } from './conversation-api.ts';
import type { TurnOrigin, TurnRef } from './events.ts';
import type { History } from './history.ts';
import type { Heard, Listening, Scene } from './scene.ts';
import { RecordBuilder } from './turn-record.ts';
import { type Asked, replyTo, type Tutor } from './tutor.ts';
import type { Final } from './utterance.ts';

export interface AnsweringDeps {
  clock: Clock;
  scene: Scene;
  tutor: Tutor;
  checks: Checks;
  history: History;
  emit: EventSink;
  newTurn(): TurnRef;
  onBug(error: unknown): void;
}

/** A learner turn that was understood. */
export interface LearnerTurn {
  turn: TurnRef;
  origin: TurnOrigin;
  heard: Heard;
  record: RecordBuilder;
}

/** A turn that may await its answer, with what the scene is asked for it. */
export type Unanswered = Omit<Asked, 'voiced'>;

/** From what was heard to the scene's answer: what is told and remembered of a turn, and what still awaits a reply. */
export class Answering {
  readonly #deps: AnsweringDeps;
  #awaiting: Unanswered | undefined;
  #listening: Listening;

  constructor(deps: AnsweringDeps) {
    this.#deps = deps;
    this.#listening = deps.scene.listen();
  }

  get listening(): Listening {
    return this.#listening;
  }

  /** The scene may have moved on: what is expected now also decides what a barge-in means. */
  listen(): void {
    try {
      this.#listening = this.#deps.scene.listen();
    } catch (error) {
      this.#deps.onBug(error);
    }
  }

  open(voiced: boolean): void {
    const { tutor, scene, clock, newTurn } = this.#deps;
    const source = (signal: AbortSignal) => ({ parts: scene.open(signal), commit: () => undefined });
    tutor.start({ turn: newTurn(), origin: 'opening', record: new RecordBuilder(clock), voiced, source });
  }

  /** Tells and remembers what was understood, and has it checked; it awaits `answer`. */
  understood(said: LearnerTurn, audioMs: number): void {
    const { turn, origin, heard, record } = said;
    // Before anybody is told: a client may ask for the answer at once.
    this.#awaiting = { turn, origin, record, source: replyTo(this.#deps.scene, heard) };
    const { text, verdict, phraseId, words, audio } = heard;
    const phrase = phraseId === undefined ? {} : { phraseId };
    const sound = audio ? { audio } : {};
    this.#deps.emit({ kind: 'heard', turn, origin, text, verdict, ...phrase, words, audioMs, ...sound });
    this.#deps.history.add(turn, 'learner', text);
    const { language } = this.#deps.scene;
    if (verdict === 'heard') this.#deps.checks.start(turn, { text, language, spoken: origin === 'spoken' });
  }

  /** What was said could not be understood for want of a recogniser: its answer fails, in spoken words all the same. */
  lost(turn: TurnRef, record: RecordBuilder, error: Outage | undefined): void {
    const reason =
      error ?? new Outage({ port: 'speech-to-text', provider: 'unknown', retryable: true }, 'nothing was recognised');
    const source = (): never => {
      throw reason;
    };
    this.#awaiting = { turn, origin: 'spoken', record, source };
  }

  /** The turn is part of a later one. */
  takeBack(turn: TurnRef): void {
    this.#deps.history.drop(turn.id);
    this.#deps.checks.drop(turn.id);
  }

  /** What is to be answered next: the turn that awaits it, or the scene's own account. */
  next(): Unanswered {
    const next = this.#awaiting ?? this.#unasked();
    this.#awaiting = undefined;
    return next;
  }

  /** Prepares the reply to what was probably said. */
  prepare(probably: Omit<LearnerTurn, 'origin' | 'heard'>, final: Final, audio: Int16Array, voiced: boolean): void {
    const heard: Heard = { ...heardOf(final, audio), tentative: true };
    const source = replyTo(this.#deps.scene, heard);
    this.#deps.tutor.prepare({ ...probably, origin: 'spoken', voiced, source }, final);
  }

  /** Replies: with what was prepared on just this result, or anew. */
  answer(unanswered: Unanswered, voiced: boolean, result?: Final): void {
    if (!result || !this.#deps.tutor.take(result)) this.#deps.tutor.start({ ...unanswered, voiced });
    this.listen();
  }

  /** A button: answered at once. */
  command(name: string, turn: TurnRef, voiced: boolean): void {
    this.answer(this.#said({ how: 'command', text: name }, turn, 'command'), voiced);
  }

  #unasked(): Unanswered {
    return this.#said({ how: 'asked', text: '' }, this.#deps.newTurn(), 'asked');
  }

  #said(what: Pick<Heard, 'how' | 'text'>, turn: TurnRef, origin: TurnOrigin): Unanswered {
    const heard: Heard = { ...what, verdict: 'heard', words: [], tentative: false };
    return { turn, origin, record: new RecordBuilder(this.#deps.clock), source: replyTo(this.#deps.scene, heard) };
  }
}

export function heardOf(final: Final, audio: Int16Array): Heard {
  const { text, verdict, phraseId, words } = final;
  const phrase = phraseId === undefined ? {} : { phraseId };
  return { how: 'spoken', text, verdict, ...phrase, words, audio, tentative: false };
}
