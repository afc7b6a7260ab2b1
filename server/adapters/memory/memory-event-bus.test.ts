import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { eventBusContract } from '../../ports/event-bus/contract.ts';
import { openMemoryEventBus } from './memory-event-bus.ts';

eventBusContract('memory', async () => {
  const bus = openMemoryEventBus();
  return { bus, replica: bus, [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose]() };
});

test('a reader that leaves early is forgotten', async () => {
  await using bus = openMemoryEventBus();
  const { signal } = new AbortController();
  const messages = bus.subscribe('news', signal);
  expect((await bus.health()).detail).toBe('memory, 1 topics with subscribers');
  await bus.publish('news', 'x');
  for await (const { message } of messages) {
    expect(message).toBe('x');
    break;
  }
  expect((await bus.health()).detail).toBe('memory, 0 topics with subscribers');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
