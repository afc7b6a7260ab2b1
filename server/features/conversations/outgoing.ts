import type { ServerEvent } from '../../../wire/realtime.ts';
import type { TutorEffect } from '../../../wire/tutor.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'event_id'> : never;

/** A server event before it gets its place, and with it its id, in the session's event log. */
export type Outgoing = WithoutId<ServerEvent | TutorEffect>;

/** `audioOf` names the response whose sound this event carries, so that it can be dropped when that response is dead. */
export type Emit = (event: Outgoing, audioOf?: string) => void;

/** A client event that cannot be done: it becomes an `error` event, never a closed socket. */
export class ClientError extends Error {
  readonly code: string;
  readonly param: string | null;
  constructor(code: string, message: string, param: string | null = null) {
    super(message);
    this.name = 'ClientError';
    this.code = code;
    this.param = param;
  }
}

export function errorEvent(
  type: 'invalid_request_error' | 'server_error',
  code: string,
  message: string,
  param: string | null,
  eventId: string | null,
): Outgoing {
  return { type: 'error', error: { type, code, message, param, event_id: eventId } };
}
