import { Aborted, Outage } from '../../kit/errors.ts';
import { LossyQueue } from '../../kit/lossy-queue.ts';
import { type BusMessage, type EventBus, maxBehind } from '../../ports/event-bus/port.ts';

const provider = 'memory';

/** The bus of one process. */
export function openMemoryEventBus(): EventBus {
  const topics = new Map<string, Set<LossyQueue<string>>>();
  const life = new AbortController();

  const subscribeTo = (topic: string, queue: LossyQueue<string>): (() => void) => {
    const queues = topics.get(topic) ?? new Set();
    topics.set(topic, queues.add(queue));
    return () => {
      queue.close();
      queues.delete(queue);
      if (queues.size === 0) topics.delete(topic);
    };
  };

  return {
    provider,
    async publish(topic, message) {
      if (life.signal.aborted)
        throw new Outage({ port: 'event-bus', provider, retryable: false }, 'event bus: it is closed');
      for (const queue of topics.get(topic) ?? []) queue.push(message);
    },
    subscribe(topic, signal) {
      const queue = new LossyQueue<string>(maxBehind);
      const leave = subscribeTo(topic, queue);
      if (signal.aborted || life.signal.aborted) leave();
      signal.addEventListener('abort', leave, { once: true });
      life.signal.addEventListener('abort', leave, { once: true });
      return read(queue, signal, () => {
        leave();
        signal.removeEventListener('abort', leave);
        life.signal.removeEventListener('abort', leave);
      });
    },
    async health() {
      const ok = !life.signal.aborted;
      return { ok, detail: ok ? `memory, ${topics.size} topics with subscribers` : 'closed' };
    },
    async [Symbol.asyncDispose]() {
      if (!life.signal.aborted) life.abort(new Aborted('the event bus is closing'));
    },
  };
}

async function* read(queue: LossyQueue<string>, signal: AbortSignal, leave: () => void): AsyncGenerator<BusMessage> {
  try {
    for await (const { item, lost } of queue) {
      if (signal.aborted) return;
      yield { message: item, lagged: lost };
    }
  } finally {
    leave();
  }
}
