import type { ClientLearningEvent } from '../../wire/learning.ts';
import { call } from '../api/call.ts';
import { forget, remember, remembered } from '../remember.ts';

const NAME = 'events-waiting';
const MOST = 500;

const waiting = (): ClientLearningEvent[] => JSON.parse(remembered(NAME) ?? '[]') as ClientLearningEvent[];

/** Keeps an event on this device until the server takes it; twice the same changes nothing there. */
export function keepEvent(event: ClientLearningEvent): void {
  remember(NAME, JSON.stringify([...waiting(), event].slice(-MOST)));
}

/** Sends what waits. What comes in meanwhile stays. */
export async function sendKept(): Promise<void> {
  const events = waiting();
  if (events.length === 0) return;
  await call('POST /v1/learning/events', { body: { events } });
  const sent = new Set(events.map(({ id }) => id));
  const rest = waiting().filter(({ id }) => !sent.has(id));
  if (rest.length === 0) forget(NAME);
  else remember(NAME, JSON.stringify(rest));
}
