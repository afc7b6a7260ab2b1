import { type Floor, type FloorCommand, type FloorEvent, openFloor, step } from './turn-taking.ts';

export interface FloorWork {
  carryOut(command: FloorCommand): void;
  /** After each event, when all it caused has been done. */
  moved(floor: Floor): void;
  failed(error: unknown): void;
}

/**
 * Keeps the floor: events are taken one by one, and what an event causes in turn waits until its commands and what follows
 * it are done, so that whoever is told of something may ask for the next thing at once.
 */
export class FloorKeeper {
  readonly #work: FloorWork;
  readonly #waiting: { event: FloorEvent; then: (() => void) | undefined; still: () => boolean }[] = [];
  #floor: Floor = openFloor;
  #busy = false;

  constructor(work: FloorWork) {
    this.#work = work;
  }

  get floor(): Floor {
    return this.#floor;
  }

  /** The tutor has the floor, or is about to get it. */
  get tutors(): boolean {
    return this.#floor.at === 'tutor' || this.#waiting.some(({ event }) => event === 'reply-wanted');
  }

  /** `then` runs when the event's commands have been carried out. An event that is not `still` true when its turn comes is dropped. */
  advance(event: FloorEvent, then?: () => void, still: () => boolean = () => true): void {
    this.#waiting.push({ event, then, still });
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        if (!next.still()) continue;
        const [floor, commands] = step(this.#floor, next.event);
        this.#floor = floor;
        for (const command of commands) this.#work.carryOut(command);
        next.then?.();
        this.#work.moved(this.#floor);
      }
    } catch (error) {
      this.#waiting.length = 0;
      this.#work.failed(error);
    } finally {
      this.#busy = false;
    }
  }
}
