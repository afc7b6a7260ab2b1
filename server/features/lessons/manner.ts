import type { Settings } from '../../../wire/settings.ts';

/** How the tutor is with this learner. */
export interface Manner {
  /** `coach` asks for a second try before it gives the words; `drill` wastes no words and asks again what was missed; `teacher` explains. */
  mode: Settings['tutor_mode'];
  /** `smart` hides the translation of a line that has been answered well. */
  translation: Settings['translation'];
  /** The speed of a line that is said slowly; a learner who hears everything slowly needs it slower still. */
  slowly: number;
  /** Exchanges of this lesson that were answered well on earlier days. */
  answeredWell: ReadonlySet<string>;
}

const slowlyBy: Readonly<Record<Settings['audio_speed'], number>> = { slow: 0.6, normal: 0.75, fast: 0.75 };

const speeds: Readonly<Record<Settings['audio_speed'], number>> = { slow: 0.75, normal: 1, fast: 1.25 };

/** How many times the usual silence a learner gets, by how sure they feel, from 1 to 5. */
const patienceBySureness = [1.6, 1.3, 1, 1, 1] as const;
/** Children search for words longer. */
const childPatience = 1.3;

/** How fast the tutor speaks, and how long it waits for the end of a turn. */
export function paceOf(settings: Pick<Settings, 'audio_speed' | 'confidence_slider' | 'profile_template'>): {
  speed: number;
  patience: number;
} {
  const bySureness = patienceBySureness[settings.confidence_slider - 1] ?? 1;
  const patience = bySureness * (settings.profile_template === 'kid' ? childPatience : 1);
  return { speed: speeds[settings.audio_speed], patience };
}

const none: ReadonlySet<string> = new Set();

export const mannerOf = (
  settings: Pick<Settings, 'tutor_mode' | 'translation' | 'audio_speed'>,
  answeredWell: ReadonlySet<string> = none,
): Manner => ({
  mode: settings.tutor_mode,
  translation: settings.translation,
  slowly: slowlyBy[settings.audio_speed],
  answeredWell,
});
