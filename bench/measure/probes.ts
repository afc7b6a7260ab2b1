import type { Expectation, RecognitionResult, SpeechToText } from '../../server/ports/speech-to-text/port.ts';
import type { VoiceActivity } from '../../server/ports/voice-activity/port.ts';

/** One utterance as the recogniser got and told it; times are ms of `performance.now()`. */
export interface HeardUtterance {
  expect: Expectation;
  pushed: { at: number; samples: Int16Array }[];
  partials: { at: number; text: string }[];
  /** From the end of the sound to the final. */
  endAt: number | undefined;
  finalAt: number | undefined;
}

/** Watches two ports from outside while it is on: when they were given sound, and when they answered. */
export class Probe {
  on = false;
  /** From the push that completes a window to the verdict on it. */
  windowDelays: number[] = [];
  utterances: HeardUtterance[] = [];

  reset(): void {
    this.windowDelays = [];
    this.utterances = [];
    this.on = true;
  }

  activity(real: VoiceActivity): VoiceActivity {
    return {
      provider: real.provider,
      health: () => real.health(),
      [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
      open: async (onWindow, onFailure, signal) => {
        const pushes: { end: number; at: number }[] = [];
        let end = 0;
        const stream = await real.open(
          (window) => {
            while ((pushes[0]?.end ?? Number.POSITIVE_INFINITY) < window.endSample) pushes.shift();
            if (this.on && pushes[0]) this.windowDelays.push(performance.now() - pushes[0].at);
            onWindow(window);
          },
          onFailure,
          signal,
        );
        return {
          push(samples) {
            end += samples.length;
            pushes.push({ end, at: performance.now() });
            stream.push(samples);
          },
        };
      },
    };
  }

  recogniser(real: SpeechToText): SpeechToText {
    return {
      provider: real.provider,
      capabilities: real.capabilities,
      prewarm: (expect) => real.prewarm(expect),
      health: () => real.health(),
      [Symbol.asyncDispose]: () => real[Symbol.asyncDispose](),
      open: (expect, signal) => {
        const inner = real.open(expect, signal);
        if (!this.on) return inner;
        const heard: HeardUtterance = { expect, pushed: [], partials: [], endAt: undefined, finalAt: undefined };
        this.utterances.push(heard);
        return {
          push(samples) {
            if (heard.endAt === undefined) heard.pushed.push({ at: performance.now(), samples: samples.slice() });
            inner.push(samples);
          },
          end() {
            heard.endAt ??= performance.now();
            inner.end();
          },
          results: noted(inner.results, heard),
        };
      },
    };
  }
}

async function* noted(results: AsyncIterable<RecognitionResult>, heard: HeardUtterance) {
  for await (const result of results) {
    if (result.kind === 'partial') heard.partials.push({ at: performance.now(), text: result.text });
    else heard.finalAt = performance.now();
    yield result;
  }
}
