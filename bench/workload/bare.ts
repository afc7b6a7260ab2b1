import { realClock as clock } from '../../server/kit/clock.ts';
import { Aborted, isAbort } from '../../server/kit/errors.ts';
import type { Recognition } from '../../server/ports/speech-to-text/port.ts';
import { simulatedActivity, simulatedRecogniser, simulatedScene, simulatedVoice } from './providers.ts';
import type { System, Talk, TalkOptions } from './system.ts';

/**
 * The control: the same providers glued by hand in the fewest steps. It keeps no history, cleans no text, watches no provider,
 * checks nothing and measures nothing; no engine can cost less.
 */
export const bare: System = { name: 'bare control', open };

const SAMPLES_PER_MS = 24;

async function open(options: TalkOptions): Promise<Talk> {
  const life = new AbortController();
  const mark = (moment: Parameters<ReturnType<typeof options.exchange>['mark']>[0]): void =>
    options.exchange().mark(moment);
  const world = { clock, latencies: options.latencies, mark };
  const recogniser = simulatedRecogniser();
  const voice = simulatedVoice(world);
  const scene = simulatedScene(world);
  let talking = false;
  let recognition: Recognition | undefined;
  let running = new AbortController();
  let sentMs = 0;
  let ear: NodeJS.Timeout | undefined;

  const silence = (): void => {
    running.abort(new Aborted('interrupted'));
    clearTimeout(ear);
    if (sentMs === 0) return;
    sentMs = 0;
    options.exchange().mark('cleared');
    options.onOver();
  };
  const finish = (since: number): void => {
    const over = (): void => {
      sentMs = 0;
      options.onOver();
    };
    if (options.realTime) ear = setTimeout(over, Math.max(0, since + sentMs - clock.now()));
    else over();
  };
  const write = (samples: Int16Array): void => {
    sentMs += samples.length / SAMPLES_PER_MS;
    const exchange = options.exchange();
    exchange.soundMs = sentMs;
    if (exchange.at.sound !== undefined) return;
    exchange.mark('sound');
    options.onSound();
  };

  async function answer(signal: AbortSignal): Promise<void> {
    let text = '';
    let before: Promise<number> = Promise.resolve(0);
    const say = (): void => {
      const after = before;
      const parts = collect(voice.speak({ text: text.trim(), voice: 'simulated', speed: 1 }, signal));
      text = '';
      before = (async () => {
        let since = await after;
        for await (const samples of parts()) {
          if (signal.aborted) return since;
          since ||= clock.now();
          write(samples);
        }
        return since;
      })();
      // The last one is awaited; an earlier failure shows there.
      before.catch((error: unknown) => signal.aborted || console.error(error));
    };
    const heard = { how: 'spoken' as const, text: '', verdict: 'heard' as const, words: [], tentative: false };
    for await (const part of scene.reply(heard, signal).parts) {
      if (part.kind === 'text') text += part.text;
      if (/[.?]$/.test(text)) say();
    }
    const since = await before;
    if (!signal.aborted) finish(since);
  }

  async function listen({ results }: Recognition): Promise<void> {
    for await (const result of results) {
      if (result.kind !== 'final') continue;
      running = new AbortController();
      const { signal } = running;
      answer(signal).catch((error: unknown) => {
        if (!isAbort(error, signal)) throw error;
      });
    }
  }

  const microphone = await simulatedActivity().open(
    ({ speech }) => {
      if (speech > 0 && !talking) {
        silence();
        recognition = recogniser.open({ language: 'en', phrases: [] }, life.signal);
        void listen(recognition);
      }
      talking = speech > 0;
    },
    (error) => {
      throw error;
    },
    life.signal,
  );
  return {
    hear(frame) {
      microphone.push(frame);
      recognition?.push(frame);
    },
    remembered: () => undefined,
    async [Symbol.asyncDispose]() {
      silence();
      life.abort(new Aborted('closed'));
    },
  };
}

/** Reads at once, for one who takes it later. */
function collect(source: AsyncIterable<{ kind: string; samples?: Int16Array }>): () => AsyncGenerator<Int16Array> {
  const waiting: Int16Array[] = [];
  let over = false;
  let failure: unknown;
  let wake: (() => void) | undefined;
  const read = async (): Promise<void> => {
    try {
      for await (const part of source) {
        if (part.samples) waiting.push(part.samples);
        wake?.();
      }
    } catch (error) {
      failure = error;
    }
    over = true;
    wake?.();
  };
  void read();
  return async function* take() {
    for (;;) {
      for (let next = waiting.shift(); next; next = waiting.shift()) yield next;
      if (failure !== undefined) throw failure;
      if (over) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}
