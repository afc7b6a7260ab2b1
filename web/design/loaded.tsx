import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLoadingWords } from './loading-words.ts';
import { SkeletonList } from './status.tsx';
import { Trouble } from './trouble.tsx';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** How many lines of room to keep until it is there. */
  rows?: number;
  children(data: T): ReactNode;
}

/** What a door answers: room for it while it is on its way, and what is wrong when it does not come. */
export function Loaded<T>({ query, rows = 3, children }: LoadedProps<T>) {
  const t = useLoadingWords();
  // What was there before is better than an error over it.
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
  return <SkeletonList rows={rows} label={t('loading')} />;
}
