import { Channel } from './channel.ts';
import type { Scope } from './scope.ts';

/**
 * Reads `source` as fast as it gives, up to `capacity` items ahead of the consumer. Without it a model is read at the
 * speed of speech. The reading belongs to `scope`.
 */
export function pump<T>(source: AsyncIterable<T>, scope: Scope, capacity: number): Channel<T> {
  const channel = new Channel<T>(capacity);
  scope.spawn(async (signal) => {
    try {
      for await (const item of source) {
        if (signal.aborted) break;
        if (!channel.tryPush(item) && !(await channel.push(item, signal))) break;
      }
      channel.close();
    } catch (error) {
      channel.close(error);
    }
  });
  return channel;
}
