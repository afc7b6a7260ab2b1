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
  const data: unknown = JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  );
  return { ...event, data } as LearningEvent;
}
