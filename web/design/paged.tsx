import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useLoadingWords } from './loading-words.ts';
import { SkeletonList } from './status.tsx';
import { Trouble } from './trouble.tsx';

interface PagedProps<T> {
  list: {
    entries: readonly T[] | undefined;
    error: Error | null;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    refetch(): unknown;
    fetchNextPage(): unknown;
  };
  rows?: number;
  /** When there are none. */
  empty: ReactNode;
  children(entries: readonly T[]): ReactNode;
}

/** A list that is got by pages: room for it, none, the list and its next page, or what is wrong. */
export function Paged<T>({ list, rows = 4, empty, children }: PagedProps<T>) {
  const t = useLoadingWords();
  const { entries } = list;
  if (entries === undefined) {
    if (list.error !== null) return <Trouble error={list.error} onAgain={() => void list.refetch()} />;
    return <SkeletonList rows={rows} label={t('loading')} />;
  }
  if (entries.length === 0) return empty;
  return (
    <>
      {children(entries)}
      {list.hasNextPage && (
        <div className="mt-5 text-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}
