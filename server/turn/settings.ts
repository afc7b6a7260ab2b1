import type { ConversationSettings } from './conversation-api.ts';
import { FRAME_MS } from './timing.ts';

export const defaultSettings: ConversationSettings = {
  detectTurns: true,
  replyToTurns: true,
  interruptible: true,
  silenceMs: undefined,
  prerollMs: 300,
  voice: undefined,
  voiced: true,
  speed: 1,
  clientDucks: false,
  clientReportsPlayback: false,
};

const LONGEST_PREROLL_MS = 1_000;

/** The settings with their changes. Throws a RangeError naming what would mute the conversation or overrun its buffers. */
export function settingsOf(base: ConversationSettings, changes: Partial<ConversationSettings>): ConversationSettings {
  const settings = { ...base, ...changes };
  const { silenceMs, prerollMs, speed } = settings;
  if (silenceMs !== undefined && !(silenceMs >= FRAME_MS && silenceMs <= 10_000)) {
    throw new RangeError(`silence of ${silenceMs} ms cannot end a turn: give ${FRAME_MS} to 10000`);
  }
  if (!(prerollMs >= 0 && prerollMs <= LONGEST_PREROLL_MS))
    throw new RangeError(`a pre-roll of ${prerollMs} ms: give 0 to ${LONGEST_PREROLL_MS}`);
  if (!(speed >= 0.5 && speed <= 2)) throw new RangeError(`a speed of ${speed}: give 0.5 to 2`);
  return settings;
}
