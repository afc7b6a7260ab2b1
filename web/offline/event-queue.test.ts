import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientLearningEvent } from '../../wire/learning.ts';

const kept = new Map<string, ClientLearningEvent>();
const call = vi.fn<(door: string, wish: { body: { events: ClientLearningEvent[] } }) => Promise<unknown>>();
let storage = true;

vi.mock('./database.ts', () => ({
  async putOne(_: string, event: ClientLearningEvent) {
    if (!storage) throw new Error('private window');
    kept.set(event.id, event);
  },
  readAll: async () => (storage ? [...kept.values()] : Promise.reject(new Error('private window'))),
  removeOne: async (_: string, id: string) => kept.delete(id),
}));
vi.mock('../api/call.ts', () => ({ call: (door: string, wish: never) => call(door, wish) }));

const event = (n: number): ClientLearningEvent => ({
  id: `event-${n}`,
  at: `2026-01-0${n}T08:00:00.000Z`,
  kind: 'review-undone',
  data: { review: `review-${n}` },
});
const sent = (): string[][] => call.mock.calls.map(([, { body }]) => body.events.map(({ id }) => id));

beforeEach(() => {
  kept.clear();
  call.mockReset();
  storage = true;
  vi.resetModules();
  vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => vi.unstubAllGlobals());

describe('the queue of learning', () => {
  it('keeps events while there is no connection, sends them in their order, and forgets them then', async () => {
    const { queueEvent, sendEvents } = await import('./event-queue.ts');
    vi.stubGlobal('navigator', { onLine: false });
    queueEvent(event(2));
    queueEvent(event(1));
    await vi.waitFor(() => expect(kept.size).toBe(2));
    await sendEvents();
    expect(call).not.toHaveBeenCalled();
    vi.stubGlobal('navigator', { onLine: true });
    call.mockResolvedValue({});
    await vi.waitFor(async () => {
      await sendEvents();
      expect(kept.size).toBe(0);
    });
    expect(sent()).toEqual([['event-1', 'event-2']]);
  });

  it('goes on keeping what could not be delivered', async () => {
    const { queueEvent, sendEvents } = await import('./event-queue.ts');
    call.mockRejectedValueOnce(new Error('unreachable')).mockResolvedValue({});
    queueEvent(event(1));
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(1));
    await sendEvents();
    expect(kept.size).toBeLessThanOrEqual(1);
    await sendEvents();
    expect(kept.size).toBe(0);
    expect(sent().at(-1)).toEqual(['event-1']);
  });

  it('lets no event that the server refuses hold up the others', async () => {
    const { queueEvent, sendEvents } = await import('./event-queue.ts');
    vi.stubGlobal('navigator', { onLine: false });
    for (const n of [1, 2, 3]) queueEvent(event(n));
    await vi.waitFor(() => expect(kept.size).toBe(3));
    // Of the modules as they are loaded for this test.
    const { Refusal } = await import('../../wire/refusals.ts');
    call.mockImplementation(async (_, { body }) => {
      if (body.events.some(({ id }) => id === 'event-2')) throw new Refusal('bad-request', 'No.');
      return {};
    });
    vi.stubGlobal('navigator', { onLine: true });
    // A look that began while offline may still be under way.
    await vi.waitFor(async () => {
      await sendEvents();
      expect(kept.size).toBe(0);
    });
    expect(sent()).toContainEqual(['event-1']);
    expect(sent()).toContainEqual(['event-3']);
  });

  it('lasts for the visit where a browser keeps nothing', async () => {
    storage = false;
    const { queueEvent, sendEvents } = await import('./event-queue.ts');
    call.mockRejectedValueOnce(new Error('unreachable')).mockResolvedValue({});
    queueEvent(event(1));
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(1));
    await sendEvents();
    await sendEvents();
    expect(sent().at(-1)).toEqual(['event-1']);
  });

  it('sends nobody else’s events when another person signs in on the device', async () => {
    const { ownQueue, queueEvent, sendEvents } = await import('./event-queue.ts');
    vi.stubGlobal('navigator', { onLine: false });
    ownQueue('anna');
    queueEvent(event(1));
    await vi.waitFor(() => expect(kept.size).toBe(1));
    vi.stubGlobal('navigator', { onLine: true });
    call.mockResolvedValue({});
    ownQueue('bob');
    await sendEvents();
    expect(sent()).toEqual([]);
    ownQueue('anna');
    await vi.waitFor(async () => {
      await sendEvents();
      expect(kept.size).toBe(0);
    });
    expect(call.mock.calls[0]?.[1].body.events).toEqual([event(1)]);
  });

  it('makes ids that differ', async () => {
    const { newEventId } = await import('./event-queue.ts');
    expect(new Set(Array.from({ length: 100 }, newEventId)).size).toBe(100);
  });
});
