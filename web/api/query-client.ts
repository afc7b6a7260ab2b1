import { QueryClient } from '@tanstack/react-query';
import { Refusal } from '../../wire/refusals.ts';

const MINUTE = 60_000;

/** Answers stay good for half a minute; what the server refused is not asked again. */
export function newQueryClient(): QueryClient {
  const passing = (failures: number, error: Error): boolean =>
    failures < 2 && (!(error instanceof Refusal) || error.code === 'overloaded' || error.code === 'outage');
  return new QueryClient({
    defaultOptions: {
      // Asked even while offline: the service worker may know the answer.
      queries: { staleTime: MINUTE / 2, gcTime: 30 * MINUTE, retry: passing, networkMode: 'offlineFirst' },
      mutations: { networkMode: 'offlineFirst' },
    },
  });
}
