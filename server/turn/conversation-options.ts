import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { SpeechToText } from '../ports/speech-to-text/port.ts';
import type { TextToSpeech } from '../ports/text-to-speech/port.ts';
import type { VoiceActivity } from '../ports/voice-activity/port.ts';
import type { UtteranceCheck } from './checks.ts';
import type { ConversationSettings, EventSink, HistoryItem } from './conversation-api.ts';
import type { Endpointing } from './endpointing.ts';
import type { PauseHabit } from './pauses.ts';
import type { Scene } from './scene.ts';
import type { Timing } from './timing.ts';

export interface ConversationDeps {
  clock: Clock;
  log: Log;
  newId: (prefix: string) => string;
  activity: VoiceActivity;
  recogniser: SpeechToText;
  voice: TextToSpeech;
  /** The voice for a language when neither client nor scene names one. */
  voiceFor(language: string): string;
  /** Checks what the learner said, beside the reply. */
  check?: UtteranceCheck;
  emit: EventSink;
}

export interface ConversationOptions {
  id: string;
  scene: Scene;
  settings?: Partial<ConversationSettings>;
  timing?: Partial<Timing>;
  endpointing?: Endpointing;
  history?: readonly HistoryItem[];
  /** The learner's habit from earlier conversations. */
  habit?: PauseHabit;
  /** Probabilities at which speech begins and ends. */
  speech?: { onset: number; offset: number };
}
