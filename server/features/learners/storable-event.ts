import { storableJson } from '../../ports/database/storable-text.ts';
import type { LearningEvent } from './learning-event.ts';

/** NUL, or half a character, as JSON writes them. */
const unfit = /\\u0000|\\ud[89a-f]/i;

/**
 * An event without the letters that no database takes. They can be typed into a talk or cut out of it, and one of them would keep
 * the turn it came with, and all after it, from being written.
 */
export function storableEvent(event: LearningEvent): LearningEvent {
  const json = JSON.stringify(event.data);
  if (!unfit.test(json)) return event;
  return { ...event, data: JSON.parse(storableJson(event.data)) } as LearningEvent;
}
