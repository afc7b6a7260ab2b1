/**
 * Spares the model the windows of a quiet room. It learns how loud the room is from windows that the model itself called no speech, and
 * lets pass whatever is louder than that, so that speech is never quieter than the gate.
 */
export interface SilenceGate {
  /** True when the model must hear `samples[from, to)`; false when it is the room again. */
  admits(samples: Int16Array, from: number, to: number): boolean;
  /** Takes what the model said of the window that was admitted last. */
  learn(speech: number): void;
}

/** Windows in a row (one second) without speech and no louder than the room, before the gate shuts. */
const CALM_WINDOWS = 32;
/** Below this the model is sure that there is no speech. */
const SURELY_NONE = 0.1;
/** Power above the room's that opens the gate: 2 dB. White noise strays by 0.3 dB from window to window. */
const LOUDER = 1.6;
/** Power under which sound is silence whatever the room: -80 dBFS, a few steps of the converter. */
const SILENCE = 32_768 ** 2 / 1e8;
/** Low-pass at 150 Hz, whose output is left out: a room rumbles unevenly there, and speech is louder above. */
const RUMBLE = 0.057;
/** How fast the room's power is learnt while the model listens, and while it does not. */
const LEARN = 0.15;
const FOLLOW = 0.02;

export function createSilenceGate(): SilenceGate {
  /** Power of the room: of the samples, and of their differences, where a hum does not hide an "s". */
  let room: Power | undefined;
  let window: Power = { whole: 0, high: 0 };
  let calm = 0;
  return {
    admits(samples, from, to) {
      window = measure(samples, from, to);
      if (calm < CALM_WINDOWS || room === undefined) return true;
      if (isLouder(window, room)) {
        calm = 0;
        return true;
      }
      room = blend(room, window, FOLLOW);
      return false;
    },
    learn(speech) {
      if (speech >= SURELY_NONE) {
        calm = 0;
        return;
      }
      calm = room !== undefined && isLouder(window, room) ? 0 : calm + 1;
      room = room === undefined ? window : blend(room, window, LEARN);
    },
  };
}

interface Power {
  whole: number;
  high: number;
}

function isLouder(window: Power, room: Power): boolean {
  return window.whole > SILENCE + LOUDER * room.whole || window.high > SILENCE + LOUDER * room.high;
}

function blend(room: Power, window: Power, share: number): Power {
  return {
    whole: room.whole + (window.whole - room.whole) * share,
    high: room.high + (window.high - room.high) * share,
  };
}

function measure(samples: Int16Array, from: number, to: number): Power {
  let whole = 0;
  let high = 0;
  let before = samples[from] as number;
  let rumble = before;
  for (let i = from; i < to; i++) {
    const sample = samples[i] as number;
    rumble += (sample - rumble) * RUMBLE;
    whole += (sample - rumble) * (sample - rumble);
    high += (sample - before) * (sample - before);
    before = sample;
  }
  return { whole: whole / (to - from), high: high / (to - from) };
}
