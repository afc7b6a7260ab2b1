import type { Settings } from '../../wire/settings.ts';
import { useSettings } from './use-settings.ts';

/** As fast as the tutor speaks in a talk, by the same setting. */
const paces: Readonly<Record<Settings['audio_speed'], number>> = { slow: 0.75, normal: 1, fast: 1.25 };

/** How fast the learner wants to hear what is played; one where that is not known. */
export function useVoicePace(): number {
  const settings = useSettings();
  return settings === undefined ? 1 : paces[settings.audio_speed];
}
