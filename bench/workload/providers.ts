import { Channel } from '../../server/kit/channel.ts';
import type { Clock } from '../../server/kit/clock.ts';
import type { RecognitionResult, SpeechToText } from '../../server/ports/speech-to-text/port.ts';
import type { SpeechPart, TextToSpeech } from '../../server/ports/text-to-speech/port.ts';
import type { VoiceActivity } from '../../server/ports/voice-activity/port.ts';
import type { ReplyPart, Scene } from '../../server/turn/scene.ts';
import type { Moment } from './exchange.ts';
import { firstSentenceEnd, isLoud, type Latencies, learnerText, tokens } from './figures.ts';

/** Providers that take fixed times and no work, so that what is left is the engine's. */
export interface Simulated {
  clock: Clock;
  latencies: Latencies;
  mark: (moment: Moment) => void;
}

const well = async () => ({ ok: true, detail: 'simulated' });
const nothing = async (): Promise<void> => undefined;
const word = learnerText.split(' ');
/** Frames of speech between partial texts: 200 ms. */
const PARTIAL_EVERY = 10;

/** Judges every push by its loudness, at once. */
export function simulatedActivity(): VoiceActivity {
  return {
    provider: 'simulated',
    async open(onWindow, _onFailure, signal) {
      let endSample = 0;
      return {
        push(samples) {
          if (signal.aborted) return;
          endSample += samples.length;
          onWindow({ endSample, speech: isLoud(samples) ? 1 : 0 });
        },
      };
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
}

/** Two more words every 200 ms of speech; all of them, and the end of the turn, with the first silent frame. */
export function simulatedRecogniser(): SpeechToText {
  return {
    provider: 'simulated',
    capabilities: { dictation: true, partials: true, languages: ['en'] },
    prewarm: () => undefined,
    open(_expect, signal) {
      const results = new Channel<RecognitionResult>(64);
      let frames = 0;
      const onAbort = (): void => results.cancel();
      signal.addEventListener('abort', onAbort, { once: true });
      const finish = (): void => {
        signal.removeEventListener('abort', onAbort);
        const confidence = 1;
        results.tryPush({ kind: 'final', text: learnerText, verdict: 'heard', confidence, words: [], endOfTurn: true });
        results.close();
      };
      return {
        push(samples) {
          if (results.closed) return;
          if (isLoud(samples)) {
            frames += 1;
            const text = word.slice(0, (frames / PARTIAL_EVERY) * 2).join(' ');
            if (frames % PARTIAL_EVERY === 0) results.tryPush({ kind: 'partial', text });
          } else if (frames > 0) finish();
        },
        end() {
          if (!results.closed) finish();
        },
        results,
      };
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
}

const SAMPLES_PER_MS = 24;
const PIECE_MS = 20;
/** Pieces that come at once, as one packet of a cloud voice: 100 ms. */
const BURST = 5;
const piece = new Int16Array(SAMPLES_PER_MS * PIECE_MS).fill(1_000);

export function simulatedVoice({ clock, latencies, mark }: Simulated): TextToSpeech {
  return {
    provider: 'simulated',
    voices: () => [{ id: 'simulated', name: 'Simulated', language: 'en' }],
    prewarm: () => undefined,
    async *speak({ text }, signal): AsyncGenerator<SpeechPart, void, void> {
      mark('voiceAsked');
      const from = clock.now() + latencies.voiceFirstMs;
      await until(clock, from, signal);
      mark('voiceReady');
      const pieces = Math.max(1, Math.ceil((text.length * latencies.voiceMsPerChar) / PIECE_MS));
      for (let i = 0; i < pieces; i += 1) {
        if (i > 0 && i % BURST === 0) await until(clock, from + (i * PIECE_MS) / latencies.voiceSpeed, signal);
        yield { kind: 'audio', samples: piece };
      }
    },
    health: well,
    [Symbol.asyncDispose]: nothing,
  };
}

/** Says the workload's reply to whatever it hears, as a language model would stream it. */
export function simulatedScene({ clock, latencies, mark }: Simulated): Scene {
  return {
    id: 'workload',
    language: 'en',
    async *open() {
      // The learner begins.
    },
    listen: () => ({ language: 'en', phrases: [], commands: [], question: 'open', level: 'B1' }),
    reply: (_heard, signal) => ({ parts: stream(signal), commit: () => undefined }),
    snapshot: () => ({}),
    close: () => undefined,
  };

  async function* stream(signal: AbortSignal): AsyncGenerator<ReplyPart, void, void> {
    mark('replyAsked');
    const from = clock.now() + latencies.modelFirstMs;
    for (const [i, text] of tokens.entries()) {
      await until(clock, from + i * latencies.modelTokenMs, signal);
      if (i === firstSentenceEnd) mark('sentenceReady');
      yield { kind: 'text', text };
    }
  }
}

/** Deadlines from one start, so that late timers do not add up. */
async function until(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  const ms = at - clock.now();
  if (ms > 0) await clock.sleep(ms, signal);
  signal.throwIfAborted();
}
