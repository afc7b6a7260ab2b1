import { useSyncExternalStore } from 'react';
import type { ClientLearningEvent } from '../../wire/learning.ts';
import { Refusal } from '../../wire/refusals.ts';
import { call } from '../api/call.ts';
import { putOne, readAll, removeOne } from './database.ts';

/**
 * Learning that the server does not know of yet: appended here, sent when it can be, and only then forgotten. Events have
 * ids of their own, so sending one twice, or from two devices, changes nothing.
 */

const BATCH = 200;
const AGAIN_MS = 30_000;

/** An event, and whose it is: who signs in next on this device does not send it as their own. */
type Kept = ClientLearningEvent & { owner?: string };

let owner: string | undefined;
let waiting = 0;
let sending: Promise<void> | undefined;
let memory: Kept[] = [];
const watchers = new Set<() => void>();
const sentWatchers = new Set<() => void>();

/** An id for a learning event, made here. */
export function newEventId(): string {
  // Not `randomUUID`, which browsers keep from pages without HTTPS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Whose events these are from now on. */
export function ownQueue(person: string): void {
  if (owner === person) return;
  owner = person;
  void sendEvents();
}

/** Keeps an event until the server has it, and tries at once. */
export function queueEvent(event: ClientLearningEvent): void {
  const mine: Kept = owner === undefined ? event : { ...event, owner };
  void putOne('events', mine)
    .catch(() => {
      // A private window may refuse to keep things; then it lasts for the visit.
      memory = [...memory.filter(({ id }) => id !== event.id), mine];
    })
    // One that is being sent just now may have looked before this one was there.
    .then(() => sending)
    .then(sendEvents);
}

/** Sends what waits. Never throws: what could not be sent goes on waiting. */
export function sendEvents(): Promise<void> {
  sending ??= send().finally(() => {
    sending = undefined;
  });
  return sending;
}

/** Told when something reached the server: what was counted from it is old. */
export function onEventsSent(watcher: () => void): () => void {
  sentWatchers.add(watcher);
  return () => sentWatchers.delete(watcher);
}

/** How many answers wait to be sent. */
export function useWaiting(): number {
  return useSyncExternalStore(subscribe, () => waiting);
}

/** From now on the queue empties itself whenever there is a connection. */
export function keepSending(): void {
  // A try that began without a connection is let end first, or its failure would be all that comes of this.
  addEventListener('online', () => void Promise.resolve(sending).then(sendEvents));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sendEvents();
  });
  setInterval(() => {
    if (waiting > 0) void sendEvents();
  }, AGAIN_MS);
  void sendEvents();
}

async function send(): Promise<void> {
  for (;;) {
    const events = await kept();
    count(events.length);
    if (events.length === 0 || !navigator.onLine) return;
    const batch = events.slice(0, BATCH);
    if (!(await deliver(batch))) return;
    for (const { id } of batch) await forget(id);
    for (const watcher of sentWatchers) watcher();
  }
}

/** Whether they are done with: taken by the server, or refused for good. */
async function deliver(events: readonly ClientLearningEvent[]): Promise<boolean> {
  try {
    await call('POST /v1/learning/events', { body: { events: [...events] } });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== 'bad-request' && error.code !== 'invalid-value')) return false;
    // One of them is not as it should be, perhaps of an older app: the others must not wait for it for ever.
    if (events.length === 1) return true;
    for (const event of events) if (!(await deliver([event]))) return false;
    return true;
  }
}

async function kept(): Promise<ClientLearningEvent[]> {
  const stored = await readAll<Kept>('events').catch(() => []);
  return [...stored, ...memory]
    .filter((event) => event.owner === undefined || event.owner === owner)
    .map(({ owner: _, ...event }) => event as ClientLearningEvent)
    .sort((a, b) => a.at.localeCompare(b.at));
}

async function forget(id: string): Promise<void> {
  memory = memory.filter((event) => event.id !== id);
  // It is sent again some day, and known there.
  await removeOne('events', id).catch((error: unknown) => console.info('a sent event could not be dropped', error));
}

function count(next: number): void {
  if (next === waiting) return;
  waiting = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
