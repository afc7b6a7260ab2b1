import type { Microphone } from './microphone.ts';
import { INPUT, type SileroModel, STATE } from './model.ts';

/** Windows in one run of the model: it keeps the thread for 2 ms, and more saves nothing (53 µs a window from 32 on). */
const LARGEST_BATCH = 32;
const HALF = STATE / 2;

/**
 * Takes turns between the streams: whatever is ready when the event loop comes round goes through the model together, one window a
 * stream. The busier the server, the larger the batches, and the cheaper a window.
 */
export class Batches {
  readonly #model: SileroModel;
  readonly #onFailure: (error: unknown) => void;
  /** In order of arrival; one that has more to say goes to the end. */
  readonly #ready = new Set<Microphone>();
  readonly #inputs = new Float32Array(LARGEST_BATCH * INPUT);
  readonly #states = new Float32Array(LARGEST_BATCH * STATE);
  #working: Promise<void> | undefined;
  #running: readonly Microphone[] = [];

  /** `onFailure` is called once, when the model fails; nothing works after that. */
  constructor(model: SileroModel, onFailure: (error: unknown) => void) {
    this.#model = model;
    this.#onFailure = onFailure;
  }

  /** Sees to it that what `microphone` holds is judged soon. */
  add(microphone: Microphone): void {
    if (this.#running.includes(microphone)) return;
    this.#ready.add(microphone);
    this.#working ??= this.#work();
  }

  remove(microphone: Microphone): void {
    this.#ready.delete(microphone);
  }

  /** Resolves when the model is not running, and will not be without another `add`. */
  async idle(): Promise<void> {
    this.#ready.clear();
    await this.#working;
  }

  async #work(): Promise<void> {
    try {
      while (this.#ready.size > 0) {
        // All that the sockets bring in this turn of the event loop joins the batch.
        await new Promise((resolve) => setImmediate(resolve));
        const batch = this.#gather();
        if (batch.length > 0) await this.#run(batch);
      }
    } catch (error) {
      this.#ready.clear();
      this.#onFailure(error);
    } finally {
      this.#working = undefined;
    }
  }

  #gather(): readonly Microphone[] {
    const batch: Microphone[] = [];
    const again: Microphone[] = [];
    for (const microphone of this.#ready) {
      if (batch.length === LARGEST_BATCH) break;
      this.#ready.delete(microphone);
      const at = batch.length * INPUT;
      if (microphone.next(this.#inputs.subarray(at, at + INPUT))) batch.push(microphone);
      else if (microphone.hasWindow) again.push(microphone);
    }
    for (const microphone of again) this.#ready.add(microphone);
    return batch;
  }

  async #run(batch: readonly Microphone[]): Promise<void> {
    const count = batch.length;
    batch.forEach(({ state }, i) => {
      this.#states.set(state.subarray(0, HALF), i * HALF);
      this.#states.set(state.subarray(HALF), (count + i) * HALF);
    });
    this.#running = batch;
    const { speech, states } = await this.#model.run(
      this.#inputs.subarray(0, count * INPUT),
      this.#states.subarray(0, count * STATE),
      count,
    );
    this.#running = [];
    batch.forEach((microphone, i) => {
      microphone.state.set(states.subarray(i * HALF, (i + 1) * HALF));
      microphone.state.set(states.subarray((count + i) * HALF, (count + i + 1) * HALF), HALF);
      microphone.settle(speech[i] as number);
      if (microphone.hasWindow) this.#ready.add(microphone);
    });
  }
}
