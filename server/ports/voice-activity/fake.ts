import { type Clock, realClock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { rmsDbfs } from '../../kit/pcm/level.ts';
import type { ActivityStream, ActivityWindow, VoiceActivity, VoiceActivityHealth } from './port.ts';

export interface FakeVoiceActivityOptions {
  clock?: Pick<Clock, 'after'>;
  /** Time from the push that completes a window to its verdict; 0 gives it inside that push. */
  delayMs?: number;
  windowSamples?: number;
  /** The script: how likely the window holds speech. By default what is louder than -40 dBFS does. */
  judge?: (window: { start: number; end: number; samples: Int16Array }) => number;
  /** `open` waits until it is aborted. */
  hangs?: boolean;
}

interface FakeStream {
  fail(error: Error): void;
  close(): void;
}

/** Tells speech by a script or by loudness, on a clock. */
export class FakeVoiceActivity implements VoiceActivity {
  readonly provider: string = 'fake';
  readonly #options: Required<FakeVoiceActivityOptions>;
  readonly #streams = new Set<FakeStream>();
  #disposed = false;

  constructor(options: FakeVoiceActivityOptions = {}) {
    const judge = ({ samples }: { samples: Int16Array }): number => (rmsDbfs(samples) > -40 ? 0.95 : 0.02);
    this.#options = { clock: realClock, delayMs: 0, windowSamples: 512, judge, hangs: false, ...options };
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  /** Breaks the engine under its open streams; later ones work again. */
  crash(): void {
    for (const stream of [...this.#streams]) stream.fail(this.#outage('the engine crashed', true));
  }

  async open(
    onWindow: (window: ActivityWindow) => void,
    onFailure: (error: Error) => void,
    signal: AbortSignal,
  ): Promise<ActivityStream> {
    signal.throwIfAborted();
    if (this.#disposed) throw this.#outage('it is closed', false);
    if (this.#options.hangs) {
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    }
    return this.#stream(onWindow, onFailure, signal);
  }

  async health(): Promise<VoiceActivityHealth> {
    return { ok: !this.#disposed, detail: `${this.#streams.size} streams` };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    for (const stream of [...this.#streams]) stream.close();
  }

  #stream(
    onWindow: (window: ActivityWindow) => void,
    onFailure: (error: Error) => void,
    signal: AbortSignal,
  ): ActivityStream {
    const { clock, delayMs, windowSamples, judge } = this.#options;
    const timers = new Set<Disposable>();
    const window = new Int16Array(windowSamples);
    let end = 0;
    let held = 0;
    const close = (): void => {
      this.#streams.delete(stream);
      signal.removeEventListener('abort', close);
      for (const timer of timers) timer[Symbol.dispose]();
      timers.clear();
    };
    const stream: FakeStream = {
      close,
      fail: (error) => {
        close();
        onFailure(error);
      },
    };
    const report = (verdict: ActivityWindow): void => {
      if (delayMs === 0) {
        onWindow(verdict);
        return;
      }
      const timer = clock.after(delayMs, () => {
        timers.delete(timer);
        onWindow(verdict);
      });
      timers.add(timer);
    };
    this.#streams.add(stream);
    signal.addEventListener('abort', close, { once: true });
    return {
      push: (samples) => {
        for (let at = 0; at < samples.length && this.#streams.has(stream); ) {
          const piece = samples.subarray(at, at + windowSamples - held);
          window.set(piece, held);
          held += piece.length;
          end += piece.length;
          at += piece.length;
          if (held < windowSamples) continue;
          held = 0;
          report({ endSample: end, speech: judge({ start: end - windowSamples, end, samples: window }) });
        }
      },
    };
  }

  #outage(why: string, retryable: boolean): Outage {
    return new Outage({ port: 'voice-activity', provider: this.provider, retryable }, `voice activity: ${why}`);
  }
}
