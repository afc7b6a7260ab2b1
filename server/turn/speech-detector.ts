import type { ActivityWindow } from '../ports/voice-activity/port.ts';

/** Turns window probabilities into the start of speech and of silence, with hysteresis. Pure; times in ms of pushed audio. */
export interface DetectorSettings {
  /** Probability at which speech begins. */
  onset: number;
  /** Probability below which it ends; between the two nothing changes. */
  offset: number;
  /** Unbroken speech before `speech` is said: a click is shorter. */
  minSpeechMs: number;
}

export interface DetectorState {
  talking: boolean;
  /** Where the present candidate (while silent) or stretch (while talking) of speech began. */
  speechFromMs: number | undefined;
  /** End of the last window that held speech. */
  lastSpeechMs: number;
  atMs: number;
}

export type DetectorEvent =
  | { kind: 'speech'; fromMs: number; atMs: number }
  | { kind: 'silence'; fromMs: number; atMs: number };

const SAMPLES_PER_MS = 16;

export const silent: DetectorState = { talking: false, speechFromMs: undefined, lastSpeechMs: 0, atMs: 0 };

export function detect(
  state: DetectorState,
  window: ActivityWindow,
  settings: DetectorSettings,
): [DetectorState, DetectorEvent | undefined] {
  const beganMs = state.atMs;
  const atMs = window.endSample / SAMPLES_PER_MS;
  if (state.talking) {
    if (window.speech >= settings.offset) return [{ ...state, lastSpeechMs: atMs, atMs }, undefined];
    const quiet: DetectorState = { talking: false, speechFromMs: undefined, lastSpeechMs: state.lastSpeechMs, atMs };
    return [quiet, { kind: 'silence', fromMs: state.lastSpeechMs, atMs }];
  }
  if (window.speech < settings.onset) return [{ ...state, speechFromMs: undefined, atMs }, undefined];
  const fromMs = state.speechFromMs ?? beganMs;
  if (atMs - fromMs < settings.minSpeechMs) return [{ ...state, speechFromMs: fromMs, atMs }, undefined];
  return [
    { talking: true, speechFromMs: fromMs, lastSpeechMs: atMs, atMs },
    { kind: 'speech', fromMs, atMs },
  ];
}
