import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callWith } from '../api/call.ts';
import { Segments } from '../design/choices.tsx';
import { Paged } from '../design/paged.tsx';
import { EmptyState } from '../design/status.tsx';
import { ErrorCard } from './error-card.tsx';
import { useWordListWords } from './words.ts';

const states = ['open', 'cured'] as const;

/** Errors that come back, counting down to cured. */
export function ErrorList() {
  const t = useWordListWords();
  const [state, setState] = useState<(typeof states)[number]>('open');
  // The rule is what names an error, so the list goes on from the last one's.
  const pages = useInfiniteQuery({
    queryKey: ['GET /v1/progress/errors', { state, pages: true }],
    queryFn: ({ signal, pageParam }) =>
      callWith(
        'GET /v1/progress/errors',
        { query: { state, limit: 20, ...(pageParam === undefined ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ data, has_more }) => (has_more ? data.at(-1)?.rule : undefined),
  });
  const list = { ...pages, entries: pages.data?.pages.flatMap(({ data }) => data) };
  return (
    <>
      <div className="mb-6">
        <Segments
          label={t('errors.which')}
          bare
          value={state}
          onChange={(next) => setState(next)}
          options={states.map((value) => ({ value, label: t(`errors.${value}`) }))}
        />
      </div>
      <Paged
        list={list}
        empty={
          state === 'open' ? (
            <EmptyState title={t('errors.none')}>{t('errors.noneText')}</EmptyState>
          ) : (
            <EmptyState title={t('errors.noCured')}>{t('errors.noCuredText')}</EmptyState>
          )
        }
      >
        {(errors) => (
          <ul className="flex flex-col gap-4">
            {errors.map((error) => (
              <ErrorCard key={error.rule} error={error} />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
