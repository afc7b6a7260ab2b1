import { Worker } from 'node:worker_threads';
import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import {
  type AlignedText,
  type FromWorker,
  type Hearing,
  SHARED,
  type ToWorker,
  type WorkerSetup,
} from './protocol.ts';

/** Who waits for the results of one utterance or assessment. */
export interface Listener {
  partial?(text: string): void;
  heard?(heard: Hearing): void;
  assessed?(assessment: AlignedText): void;
  failed(error: Outage): void;
}

export interface ThreadOwner {
  /** It did what it was asked. */
  onWell(): void;
  /** It is lost; `gone` resolves when the thread has ended. No failure when it was stopped on purpose. */
  onGone(failure: Outage | undefined, gone: Promise<void>): void;
}

export interface ThreadOptions {
  clock: Clock;
  entry: URL;
  modelBase: string;
  /** A thread that is not ready by then is given up. */
  startMs: number;
  /** A thread with work that does not answer for so long is replaced. */
  hangMs: number;
}

/** One worker thread and the watch over it: while it has work, it is asked again and again whether it is alive. */
export class RecogniserThread {
  readonly #options: ThreadOptions;
  readonly #thread: Worker;
  readonly #listeners = new Map<number, Listener>();
  readonly #owner: ThreadOwner;
  #watch: Disposable;
  #ready = false;
  #gone = false;
  readonly #shared = new Int32Array(new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT));
  #sent = 0;

  constructor(options: ThreadOptions, owner: ThreadOwner) {
    this.#options = options;
    this.#owner = owner;
    this.#thread = new Worker(options.entry, {
      workerData: { modelBase: options.modelBase, shared: this.#shared } satisfies WorkerSetup,
    });
    this.#thread.on('message', (message: FromWorker) => this.#receive(message));
    this.#thread.on('messageerror', () => this.#fail('unreadable answer'));
    this.#thread.on('error', (error) =>
      this.#fail(`the worker crashed (${error instanceof Error ? error.name : 'unknown'})`),
    );
    this.#thread.on('exit', (code) => this.#fail(`the worker exited with ${code}`));
    this.#watch = options.clock.after(options.startMs, () =>
      this.#fail(`the worker was not ready in ${options.startMs} ms`),
    );
  }

  /** Utterances and assessments under way. */
  get load(): number {
    return this.#listeners.size;
  }

  get decoders(): number {
    return Atomics.load(this.#shared, SHARED.decoders);
  }

  /** Registers who hears of `id`, and sends its first message. */
  begin(message: ToWorker & { id: number }, listener: Listener): void {
    if (this.#gone) {
      listener.failed(this.#outage('the worker is gone'));
      return;
    }
    this.#listeners.set(message.id, listener);
    this.send(message);
    if (this.#ready && this.#listeners.size === 1) this.#watchWork();
  }

  send(message: ToWorker): void {
    if (this.#gone) return;
    this.#sent += 1;
    const samples = 'samples' in message ? [message.samples.buffer as ArrayBuffer] : [];
    this.#thread.postMessage(message, samples);
  }

  /** Nobody waits for `id` any more. */
  cancel(id: number): void {
    if (this.#listeners.delete(id)) this.send({ kind: 'cancel', id });
  }

  stop(): void {
    this.#leave(this.#outage('it is shut down', false), undefined);
  }

  #receive(message: FromWorker): void {
    if (this.#gone) return;
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        this.#watch[Symbol.dispose]();
        if (this.#listeners.size > 0) this.#watchWork();
        return;
      case 'partial':
        this.#listeners.get(message.id)?.partial?.(message.text);
        return;
      case 'heard':
        this.#take(message.id)?.heard?.(message.heard);
        return;
      case 'assessed':
        this.#take(message.id)?.assessed?.(message.assessment);
        return;
      case 'failed':
        this.#take(message.id)?.failed(this.#outage(`the decoder failed (${message.message})`));
        return;
      default:
        this.#fail('the worker answered nonsense');
    }
  }

  #take(id: number): Listener | undefined {
    const listener = this.#listeners.get(id);
    this.#listeners.delete(id);
    this.#owner.onWell();
    return listener;
  }

  /** Looks again and again whether what there is to do is being done, for as long as somebody waits. */
  #watchWork(before?: number): void {
    const { clock, hangMs } = this.#options;
    const handled = Atomics.load(this.#shared, SHARED.handled);
    const done = handled + Atomics.load(this.#shared, SHARED.beats);
    const toDo = this.#sent > handled || Atomics.load(this.#shared, SHARED.busy) > 0;
    if (toDo && done === before) {
      this.#fail(`the worker did nothing for ${hangMs} ms`);
      return;
    }
    this.#watch[Symbol.dispose]();
    this.#watch = clock.after(hangMs, () => {
      if (this.#listeners.size > 0) this.#watchWork(toDo ? done : undefined);
    });
  }

  #fail(why: string): void {
    const failure = this.#outage(why);
    this.#leave(failure, failure);
  }

  #leave(forListeners: Outage, failure: Outage | undefined): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#watch[Symbol.dispose]();
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    this.#owner.onGone(
      failure,
      this.#thread.terminate().then(() => undefined),
    );
    for (const listener of listeners) listener.failed(forListeners);
  }

  #outage(why: string, retryable = true): Outage {
    return new Outage({ port: 'speech-to-text', provider: 'soundswallower', retryable }, `soundswallower: ${why}`);
  }
}
