import { setTimeout as wait } from 'node:timers/promises';
import { atMost } from '../measure/at-most.ts';
import { Exchange } from './exchange.ts';
import { FRAME_MS, type Latencies, loud, quiet } from './figures.ts';
import type { System, Talk } from './system.ts';

export interface LearnerOptions {
  latencies: Latencies;
  realTime: boolean;
  /** The microphone's place between two frames, so that many do not push at once. */
  phaseMs: number;
}

/** Without a sound, or an end of it, after this an exchange is lost. */
const LOST_MS = 30_000;

/** One learner with an open microphone: silence or a tone, a frame every 20 ms. */
export class Learner implements AsyncDisposable {
  readonly exchanges: Exchange[] = [];
  /** Frames that could not be pushed in time, because the event loop was busy. */
  lateFrames = 0;
  readonly #talk: Talk;
  readonly #running: Promise<void>;
  #exchange = new Exchange();
  #talking = false;
  #wasTalking = false;
  #on = true;
  #wakeSound: (() => void) | undefined;
  #wakeOver: (() => void) | undefined;

  private constructor(talk: Talk, phaseMs: number, hooks: { sound?: () => void; over?: () => void }) {
    this.#talk = talk;
    hooks.sound = () => this.#wakeSound?.();
    hooks.over = () => {
      this.#exchange.mark('over');
      this.#wakeOver?.();
    };
    this.#running = this.#microphone(phaseMs);
  }

  static async open(system: System, { latencies, realTime, phaseMs }: LearnerOptions): Promise<Learner> {
    const hooks: { sound?: () => void; over?: () => void } = {};
    const self: { learner?: Learner } = {};
    const before = new Exchange();
    const talk = await system.open({
      latencies,
      realTime,
      exchange: () => self.learner?.current ?? before,
      onSound: () => hooks.sound?.(),
      onOver: () => hooks.over?.(),
    });
    self.learner = new Learner(talk, phaseMs, hooks);
    return self.learner;
  }

  get current(): Exchange {
    return this.#exchange;
  }

  /** Speaks for `speechMs` and hears the whole reply. */
  async exchange(speechMs: number): Promise<Exchange> {
    const exchange = this.#begin();
    await this.#speak(speechMs);
    await this.#over();
    return exchange;
  }

  /** Speaks, hears `playedMs` of the reply, and then speaks over it. Answers what the system says was heard. */
  async interrupt(speechMs: number, playedMs: number): Promise<{ exchange: Exchange; remembered: string | undefined }> {
    const exchange = this.#begin();
    await this.#speak(speechMs);
    await this.#sound();
    await wait(playedMs);
    this.#talking = true;
    await this.#over();
    return { exchange, remembered: this.#talk.remembered() };
  }

  #begin(): Exchange {
    this.#exchange = new Exchange();
    this.exchanges.push(this.#exchange);
    return this.#exchange;
  }

  async #speak(ms: number): Promise<void> {
    this.#talking = true;
    await wait(ms);
    this.#talking = false;
  }

  #sound(): Promise<void> {
    return within(
      new Promise<void>((resolve) => {
        this.#wakeSound = resolve;
      }),
    );
  }

  #over(): Promise<void> {
    return within(
      new Promise<void>((resolve) => {
        this.#wakeOver = resolve;
      }),
    );
  }

  async #microphone(phaseMs: number): Promise<void> {
    let due = performance.now() + phaseMs;
    while (this.#on) {
      const left = due - performance.now();
      if (left > 0) await wait(left);
      else if (left < -FRAME_MS) this.lateFrames += 1;
      due += FRAME_MS;
      const { at } = this.#exchange;
      if (this.#talking && at.sound !== undefined && at.over === undefined) this.#exchange.mark('loud');
      if (!this.#talking && this.#wasTalking) this.#exchange.mark('quiet');
      this.#wasTalking = this.#talking;
      this.#talk.hear(this.#talking ? loud : quiet);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#on = false;
    await this.#running;
    await this.#talk[Symbol.asyncDispose]();
  }
}

async function within(promise: Promise<void>): Promise<void> {
  await atMost(promise, LOST_MS);
}
