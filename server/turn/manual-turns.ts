import type { Outage } from '../kit/errors.ts';
import type { TurnRef } from './events.ts';
import type { Hearing } from './hearing.ts';
import { expectation } from './learner.ts';
import type { Listening } from './scene.ts';
import { RecordBuilder } from './turn-record.ts';
import { type Final, Utterance, type UtteranceDeps } from './utterance.ts';

export interface ManualTurn {
  turn: TurnRef;
  record: RecordBuilder;
  audioMs: number;
  audio(): Int16Array;
  outcome: Final | Outage;
}

export interface ManualTurnsDeps extends UtteranceDeps {
  hearing: Hearing;
  newTurnId(): string;
  listening(): Listening;
}

interface Gathered {
  utterance: Utterance;
  record: RecordBuilder;
  /** What its recogniser listens for. */
  listening: Listening;
}

/** Turns whose meaning is awaited at once; a client that commits faster has its oldest given up as not understood. */
const AT_ONCE = 4;

/** Turns whose bounds the client sets: sound is gathered from the last turn on, and becomes one at `commit`. */
export class ManualTurns {
  readonly #deps: ManualTurnsDeps;
  readonly #understood: (turn: ManualTurn) => void;
  /** Committed, in order; each is told when those before it have been. */
  readonly #ended: Gathered[] = [];
  #gathering: Gathered | undefined;

  constructor(deps: ManualTurnsDeps, understood: (turn: ManualTurn) => void) {
    this.#deps = deps;
    this.#understood = understood;
  }

  /** The last turn whose meaning is awaited. */
  get awaited(): TurnRef | undefined {
    return this.#ended.at(-1)?.utterance.turn;
  }

  push(samples: Int16Array): void {
    this.#gathering ??= this.#begin();
    this.#keepUp(this.#gathering);
    this.#gathering.utterance.push(samples);
  }

  /** Undefined without sound. Its meaning comes after `settle` is called. */
  commit(): { turn: TurnRef; audioMs: number } | undefined {
    const gathered = this.#gathering;
    if (!gathered || gathered.utterance.audioMs === 0) return undefined;
    this.#gathering = undefined;
    this.#keepUp(gathered);
    this.#ended.push(gathered);
    const { utterance, record } = gathered;
    record.cut = utterance.tooLong;
    record.mark('speech_end');
    return { turn: utterance.turn, audioMs: utterance.audioMs };
  }

  /** Asks for the meaning of the committed turn. */
  settle(): void {
    this.#ended.at(-1)?.utterance.end();
    if (this.#ended.length > AT_ONCE) this.#ended[0]?.utterance.giveUp();
    this.#tell();
  }

  clear(): void {
    this.#gathering?.utterance.close();
    this.#gathering = undefined;
  }

  #begin(): Gathered {
    const record = new RecordBuilder(this.#deps.clock);
    record.mark('speech_start');
    const listening = this.#deps.listening();
    const spec = {
      turnId: this.#deps.newTurnId(),
      expect: expectation(listening),
      startMs: this.#deps.hearing.atMs,
      before: new Int16Array(0),
      speechMs: 0,
    };
    const utterance = new Utterance(this.#deps, spec, {
      partial: () => record.mark('text_first'),
      final: () => this.#tell(),
      failed: () => this.#tell(),
    });
    return { utterance, record, listening };
  }

  /** A microphone that is never closed gathers from before the question: the answer is to the present one. */
  #keepUp(gathered: Gathered): void {
    const listening = this.#deps.listening();
    if (gathered.listening === listening) return;
    gathered.listening = listening;
    gathered.utterance.answers(expectation(listening));
  }

  /** A recogniser may have answered before the client committed: that waits. */
  #tell(): void {
    for (let ended = this.#ended[0]; ended; ended = this.#ended[0]) {
      const outcome = ended.utterance.result ?? ended.utterance.error;
      if (!outcome) return;
      this.#ended.shift();
      const { utterance, record } = ended;
      record.mark('text_final');
      utterance.close();
      this.#understood({
        turn: utterance.turn,
        record,
        audioMs: utterance.audioMs,
        audio: () => utterance.audio(),
        outcome,
      });
    }
  }
}
