import type { z } from 'zod';
import type { ConnectionState } from '../../sdk/realtime-client.ts';
import type { lessonEffects, recording } from '../../wire/effects.ts';
import type { ServerEvent } from '../../wire/realtime.ts';
import type { Line, MicrophoneState } from './talk-state.ts';

type Shown = typeof lessonEffects & { recording: typeof recording };
type Effects = { [Name in keyof Shown]: z.output<Shown[Name]> };

/** An effect of the scene: `item_id` is the learner's item that it answers, `response_id` the reply that it belongs to. */
export type EffectEvent = {
  [Name in keyof Effects]: {
    type: `tutor.${Name}`;
    event_id: string;
    response_id: string | null;
    item_id: string | null;
    data: Effects[Name];
  };
}[keyof Effects];

/** What happens on this side of the socket. */
export type LocalEvent =
  | { type: 'local.connection'; state: ConnectionState }
  | { type: 'local.microphone'; state: MicrophoneState }
  /** The sound of a reply was played to its end, or stopped. */
  | { type: 'local.sound-ended'; item_id: string }
  /** What was said in this conversation before this page was in it. */
  | { type: 'local.earlier'; lines: readonly Line[] }
  /** This browser cannot play sound at all. */
  | { type: 'local.silent' }
  | { type: 'local.translated'; item_id: string }
  /** The learner has looked at another lesson that was offered, or does not want it. */
  | { type: 'local.lesson-opened' };

/** Everything the page knows how to show. Unknown types are passed by, as the protocol asks. */
export type TalkEvent = ServerEvent | EffectEvent | LocalEvent;
