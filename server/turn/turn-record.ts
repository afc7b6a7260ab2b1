import type { Clock } from '../kit/clock.ts';
import type { TurnOrigin, TurnOutcome, TurnRecord } from './events.ts';

export type Mark =
  | 'speech_start'
  | 'speech_end'
  | 'text_first'
  | 'text_final'
  | 'committed'
  | 'reply_called'
  | 'reply_first'
  | 'sentence_first'
  | 'voice_called'
  | 'voice_first'
  | 'audio_first'
  | 'audio_last';

/** Collects one turn's times and counts as they happen. A mark keeps its first time, but for `audio_last`. */
export class RecordBuilder {
  readonly #clock: Clock;
  readonly #marks: Partial<Record<Mark, number>> = {};
  patienceMs: number | undefined;
  prepared = false;
  cut = false;
  sentences = 0;
  cacheHits = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  mark(name: Mark, at: number = this.#clock.now()): void {
    if (name === 'audio_last' || this.#marks[name] === undefined) this.#marks[name] = at;
  }

  at(name: Mark): number | undefined {
    return this.#marks[name];
  }

  /** The learner went on: the utterance's end is not known yet. */
  unmark(name: Mark): void {
    delete this.#marks[name];
  }

  /** The record of the turn, with the stages of the reply that became its answer: one thrown away leaves no mark. */
  build(
    stages: RecordBuilder,
    turn: {
      id: string;
      origin: TurnOrigin;
      outcome: TurnOutcome;
      audioMs: number;
      heardMs: number;
      recogniser: string;
      voice: string;
    },
  ): TurnRecord {
    const all = { ...this.#marks, ...stages.#marks };
    const { speech_end: end, audio_first: first } = all;
    const marks = Object.fromEntries(Object.entries(all).map(([name, at]) => [name, rounded(at)]));
    return {
      turn_id: turn.id,
      origin: turn.origin,
      outcome: turn.outcome,
      ...marks,
      ...(end !== undefined && first !== undefined ? { response_ms: rounded(first - end) } : {}),
      ...(this.patienceMs !== undefined ? { patience_ms: Math.round(this.patienceMs) } : {}),
      prepared: stages.prepared,
      cut: this.cut,
      sentences: stages.sentences,
      cache_hits: stages.cacheHits,
      audio_ms: rounded(turn.audioMs),
      heard_ms: rounded(turn.heardMs),
      recogniser: turn.recogniser,
      voice: turn.voice,
    };
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
