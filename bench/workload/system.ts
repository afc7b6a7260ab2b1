import type { Exchange } from './exchange.ts';
import type { Latencies } from './figures.ts';

/** One learner's talk with a system under test. */
export interface Talk extends AsyncDisposable {
  hear(frame: Int16Array): void;
  /** What the system remembers of the tutor's last reply; undefined where it remembers nothing. */
  remembered(): string | undefined;
}

export interface TalkOptions {
  latencies: Latencies;
  /** The exchange going on: what happens is marked in it. */
  exchange(): Exchange;
  /** The ear takes as long as the sound lasts; otherwise it has heard everything as soon as all was sent. */
  realTime: boolean;
  onSound(): void;
  /** The reply has been heard, or was interrupted. */
  onOver(): void;
}

/** Glues providers of the same figures together, well or barely. */
export interface System {
  readonly name: string;
  open(options: TalkOptions): Promise<Talk>;
}
