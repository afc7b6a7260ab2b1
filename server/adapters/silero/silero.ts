import type { Clock } from '../../kit/clock.ts';
import { Outage } from '../../kit/errors.ts';
import { limited } from '../../kit/limit.ts';
import type { VoiceActivity } from '../../ports/voice-activity/port.ts';
import { Batches } from './batches.ts';
import { Microphone } from './microphone.ts';
import { loadSileroModel, type SileroModel } from './model.ts';
import { createSilenceGate } from './silence-gate.ts';

export interface SileroOptions {
  clock: Pick<Clock, 'after'>;
  /** Replaced in tests. */
  load?: () => Promise<SileroModel>;
  /** Without the gate the model hears every window. */
  gate?: boolean;
}

export interface SileroVoiceActivity extends VoiceActivity {
  /** Loads the model ahead of the first stream, which stops this thread for about 60 ms. Throws an Outage. */
  warm(signal: AbortSignal): Promise<void>;
}

/** A stream so far behind (in samples; five minutes) has a caller that pushes without end. */
const LONGEST_BACKLOG = 5 * 60 * 16_000;
const LOAD_MS = 15_000;

interface Stream {
  close(): void;
  fail(error: Error): void;
}

/** One loaded model and the streams that it serves. */
interface Engine {
  model: SileroModel;
  batches: Batches;
  streams: Set<Stream>;
}

/** Silero VAD on this thread, loaded with the first stream; `docs/decisions` says why no worker. */
export function createSilero({ clock, load = loadSileroModel, gate = true }: SileroOptions): SileroVoiceActivity {
  let loading: Promise<Engine> | undefined;
  let engine: Engine | undefined;
  let lastFailure: string | undefined;
  let disposed = false;

  const outage = (why: string, retryable: boolean, cause?: unknown): Outage =>
    new Outage({ port: 'voice-activity', provider: 'silero', retryable }, `voice activity: ${why}`, { cause });

  const toOutage = (error: unknown): Outage =>
    error instanceof Outage
      ? error
      : outage(`the model failed: ${error instanceof Error ? error.message : error}`, true, error);

  const start = async (): Promise<Engine> => {
    const model = await load();
    const streams = new Set<Stream>();
    const batches = new Batches(model, (error) => {
      const failure = toOutage(error);
      lastFailure = failure.message;
      if (engine === started) forget();
      for (const stream of [...streams]) stream.fail(failure);
      void release(started);
    });
    const started: Engine = { model, batches, streams };
    if (disposed) {
      await release(started);
      throw outage('it is closed', false);
    }
    engine = started;
    lastFailure = undefined;
    return started;
  };

  const forget = (): void => {
    engine = undefined;
    loading = undefined;
  };

  const release = async ({ model, batches, streams }: Engine): Promise<void> => {
    for (const stream of [...streams]) stream.close();
    await batches.idle();
    try {
      await model[Symbol.asyncDispose]();
    } catch (error) {
      // Nothing is left to be told; what the model holds stays held, and health says so.
      lastFailure = toOutage(error).message;
    }
  };

  const ready = (signal: AbortSignal): Promise<Engine> => {
    if (disposed) return Promise.reject(outage('it is closed', false));
    if (loading === undefined) {
      const attempt = start().catch((error: unknown) => {
        const failure = toOutage(error);
        lastFailure = failure.message;
        if (loading === attempt) forget();
        throw failure;
      });
      loading = attempt;
    }
    const waited = loading;
    return limited(
      clock,
      LOAD_MS,
      () => outage(`the model takes over ${LOAD_MS} ms to load`, true),
      () => waited,
      signal,
    );
  };

  return {
    provider: 'silero',
    async open(onWindow, onFailure, signal) {
      signal.throwIfAborted();
      const { batches, streams } = await ready(signal);
      signal.throwIfAborted();
      const microphone = new Microphone(
        (window) => {
          if (!streams.has(stream)) return;
          try {
            onWindow(window);
          } catch (error) {
            // The listener's fault is no other stream's.
            stream.fail(error instanceof Error ? error : new Error(String(error)));
          }
        },
        gate ? createSilenceGate() : undefined,
      );
      const stream: Stream = {
        close() {
          streams.delete(stream);
          signal.removeEventListener('abort', stream.close);
          batches.remove(microphone);
          microphone.close();
        },
        fail(error) {
          stream.close();
          onFailure(error);
        },
      };
      streams.add(stream);
      signal.addEventListener('abort', stream.close, { once: true });
      return {
        push(samples) {
          if (!streams.has(stream)) return;
          if (microphone.backlog > LONGEST_BACKLOG) {
            stream.fail(outage('more sound was pushed than can be heard', false));
            return;
          }
          microphone.push(samples);
          if (microphone.hasWindow) batches.add(microphone);
        },
      };
    },
    async warm(signal) {
      await ready(signal);
    },
    async health() {
      if (disposed) return { ok: false, detail: 'closed' };
      if (engine !== undefined) return { ok: true, detail: `loaded, ${engine.streams.size} streams` };
      return lastFailure === undefined ? { ok: true, detail: 'not loaded yet' } : { ok: false, detail: lastFailure };
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      const last = engine;
      const attempt = loading;
      forget();
      if (last !== undefined) await release(last);
      // A load under way releases its model itself, and then fails.
      else await attempt?.catch(() => 'closed');
    },
  };
}
