import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { Page, Section } from '../app/page.tsx';
import { Button } from '../design/button.tsx';
import { EmptyState, SkeletonList } from '../design/status.tsx';
import { Trouble } from '../design/trouble.tsx';
import { useKeptLessons } from '../offline/kept-lessons.ts';
import { usePair } from '../settings/use-pair.ts';
import { LessonPreview } from './lesson-preview.tsx';
import { LessonRow } from './lesson-row.tsx';
import { LibraryFilters, type Loose } from './library-filters.tsx';
import type { LibrarySearch } from './library-search.ts';
import { useLibraryWords } from './words.ts';

const PAGE = 24;

/** Every lesson there is: searched, filtered, looked into. */
export default function LibraryPage() {
  const t = useLibraryWords();
  const search = useSearch({ from: '/library' });
  const navigate = useNavigate({ from: '/library' });
  const pair = usePair();
  const kept = useKeptLessons();
  const [limit, setLimit] = useState(PAGE);
  const { q, level, tag, status, lesson } = search;
  const plain = q === undefined && level === undefined && tag === undefined && status === undefined;
  const asked = useDeferredValue(q);
  const lessons = useApi(
    'GET /v1/lessons',
    { query: { q: asked, level, tag, status, language: pair.learning, from: pair.from, limit: Math.min(limit, 100) } },
    { placeholderData: keepPreviousData },
  );
  const suggested = useApi('GET /v1/lessons/suggested', { query: { language: pair.learning, from: pair.from } });
  const change = (next: Loose, replace = true): void => {
    // Added to what the address is then: a search that settles late must not close what was opened meanwhile.
    const whole = (now: LibrarySearch): LibrarySearch =>
      Object.fromEntries(Object.entries({ ...now, ...next }).filter(([, value]) => value !== undefined));
    void navigate({ to: '/library', search: whole, replace, resetScroll: false });
  };
  const recent = suggested.data?.recent.slice(0, 3) ?? [];

  return (
    <Page title={t('title')} lead={t('lead')}>
      <LibraryFilters
        search={search}
        levels={lessons.data?.levels ?? []}
        tags={lessons.data?.tags ?? []}
        onChange={change}
      />
      {plain && recent.length > 0 && (
        <Section title={t('recent')}>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {recent.map((one) => (
              <LessonRow key={one.id} lesson={one} kept={kept.has(one.id)} />
            ))}
          </ul>
        </Section>
      )}
      <Section
        title={plain ? t('all') : t('count', { count: lessons.data?.total ?? 0 })}
        actions={
          plain && lessons.data !== undefined ? (
            <p className="text-soft">{t('count', { count: lessons.data.total })}</p>
          ) : undefined
        }
      >
        {lessons.data === undefined && lessons.isPending && <SkeletonList label={t('loading')} rows={6} />}
        {lessons.isError && lessons.data === undefined && (
          <Trouble error={lessons.error} onAgain={() => void lessons.refetch()} />
        )}
        {lessons.data?.data.length === 0 && (
          <EmptyState
            level={3}
            title={t('none.title')}
            action={
              <Button onClick={() => change({ q: undefined, level: undefined, tag: undefined, status: undefined })}>
                {t('none.clear')}
              </Button>
            }
          >
            {t('none.text')}
          </EmptyState>
        )}
        <ul className="grid gap-3 sm:grid-cols-2" aria-busy={lessons.isPlaceholderData}>
          {lessons.data?.data.map((one) => (
            <LessonRow key={one.id} lesson={one} kept={kept.has(one.id)} />
          ))}
        </ul>
        {lessons.data?.has_more === true && (
          <div className="mt-6 text-center">
            <Button onClick={() => setLimit(limit + PAGE)}>{t('more')}</Button>
          </div>
        )}
      </Section>
      <LessonPreview id={lesson} onClose={() => change({ lesson: undefined })} />
    </Page>
  );
}
