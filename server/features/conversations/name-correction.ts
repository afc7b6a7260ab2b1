import type { ConversationEvent } from '../../turn/events.ts';

/** A correction in a scene's feedback gets its name here, where its turn is known; the check's findings have theirs already. */
export function nameCorrection(event: ConversationEvent): ConversationEvent {
  if (event.kind !== 'effect' || event.name !== 'feedback') return event;
  const { correction } = event.data;
  if (typeof correction !== 'object' || correction === null) return event;
  return { ...event, data: { ...event.data, correction: { ...correction, id: `${event.turn.id}/w` } } };
}
