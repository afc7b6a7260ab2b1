import { createSilero, type SileroVoiceActivity } from '../../server/adapters/silero/silero.ts';
import { realClock } from '../../server/kit/clock.ts';
import type { ActivityWindow } from '../../server/ports/voice-activity/port.ts';
import { type DetectorState, detect, silent } from '../../server/turn/speech-detector.ts';
import { defaultTiming } from '../../server/turn/timing.ts';

/** Where the engine's ears find speech in a recording, in milliseconds from its start. */
export interface Stretch {
  fromMs: number;
  toMs: number;
  /** When it was known that somebody speaks. */
  noticedMs: number;
}

/** The engine's own settings: `conversation.ts` and `timing.ts`. */
const DETECTOR = { onset: 0.5, offset: 0.35, minSpeechMs: defaultTiming.minSpeechMs };
const PREROLL_MS = 300;
/** A recogniser that reopens is asked for an early result after this much silence. */
const TAIL_MS = defaultTiming.probeMs;
/** Silence appended, so that every recording ends in a pause longer than any patience. */
const SILENCE = 2_000 * 16;
const WINDOW = 512;

export class Ears implements AsyncDisposable {
  readonly #silero: SileroVoiceActivity = createSilero({ clock: realClock });

  async stretches(samples: Int16Array): Promise<Stretch[]> {
    const sound = new Int16Array(samples.length + SILENCE);
    sound.set(samples);
    const windows = await this.#windows(sound);
    const found: Stretch[] = [];
    let state: DetectorState = silent;
    for (const window of windows) {
      const [next, event] = detect(state, window, DETECTOR);
      state = next;
      if (event?.kind === 'speech') found.push({ fromMs: event.fromMs, toMs: event.atMs, noticedMs: event.atMs });
      const last = found.at(-1);
      if (event?.kind === 'silence' && last) last.toMs = event.fromMs;
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#silero[Symbol.asyncDispose]();
  }

  #windows(sound: Int16Array): Promise<ActivityWindow[]> {
    const controller = new AbortController();
    const wanted = Math.floor(sound.length / WINDOW);
    return new Promise((resolve, reject) => {
      const windows: ActivityWindow[] = [];
      const hear = (window: ActivityWindow): void => {
        windows.push({ ...window });
        if (windows.length < wanted) return;
        controller.abort();
        resolve(windows);
      };
      this.#silero.open(hear, reject, controller.signal).then((stream) => stream.push(sound), reject);
    });
  }
}

/** The first turn that these stretches make when so much silence ends a turn; undefined when nothing was heard. */
export function firstTurn(stretches: readonly Stretch[], patienceMs: number): Stretch | undefined {
  const [first, ...more] = stretches;
  if (!first) return undefined;
  const turn = { ...first };
  for (const stretch of more) {
    if (stretch.noticedMs - turn.toMs > patienceMs) break;
    turn.toMs = stretch.toMs;
  }
  return turn;
}

/** What the recogniser is given of the recording for this turn. */
export function soundOfTurn(samples: Int16Array, turn: Stretch): Int16Array {
  return samples.slice(Math.max(0, turn.fromMs - PREROLL_MS) * 16, (turn.toMs + TAIL_MS) * 16);
}
