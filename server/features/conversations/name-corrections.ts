import type { ConversationEvent } from '../../turn/events.ts';

type Data = Record<string, unknown>;

/**
 * Gives the corrections of one conversation their names: a scene knows no turn, so the feedback gets its name here, and the
 * summary, which tells them again, the names they had. One that was told in an earlier session has none. The check's findings
 * are named already.
 */
export function correctionNames(): (event: ConversationEvent) => ConversationEvent {
  const names = new Map<string, string>();
  return (event) => {
    if (event.kind !== 'effect') return event;
    if (event.name === 'feedback' && isData(event.data.correction)) {
      const { correction } = event.data;
      const id = `${event.turn.id}/w`;
      names.set(keyOf(correction), id);
      return { ...event, data: { ...event.data, correction: { ...correction, id } } };
    }
    if (event.name === 'summary' && Array.isArray(event.data.corrected)) {
      const corrected = event.data.corrected.filter(isData).map((one) => ({ ...one, id: names.get(keyOf(one)) ?? '' }));
      return { ...event, data: { ...event.data, corrected } };
    }
    return event;
  };
}

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null;
const keyOf = ({ said, better }: Data): string => JSON.stringify([said, better]);
