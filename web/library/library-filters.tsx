import { useEffect, useState } from 'react';
import { Select, TextField } from '../design/field.tsx';
import type { LibrarySearch } from './library-search.ts';
import { useLibraryWords } from './words.ts';

interface LibraryFiltersProps {
  search: LibrarySearch;
  levels: readonly string[];
  tags: readonly string[];
  onChange(next: Loose): void;
}

/** What is not wanted any more is undefined. */
export type Loose = { [Name in keyof LibrarySearch]?: LibrarySearch[Name] | undefined };

const SETTLE_MS = 250;

export function LibraryFilters({ search, levels, tags, onChange }: LibraryFiltersProps) {
  const t = useLibraryWords();
  const [text, setText] = useState(search.q ?? '');
  // The address follows when the typing pauses.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the text is waited for.
  useEffect(() => {
    if (text.trim() === (search.q ?? '')) return;
    const timer = setTimeout(() => onChange({ q: text.trim() === '' ? undefined : text.trim() }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const statuses = ['new', 'started', 'finished'] as const;
  return (
    <search className="grid grid-cols-3 gap-2 sm:gap-3 lg:grid-cols-[minmax(0,1fr)_10rem_12rem_9rem]">
      <div className="col-span-3 lg:col-span-1">
        <TextField
          bare
          label={t('search')}
          placeholder={t('search')}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Select
        bare
        label={t('level')}
        value={search.level ?? ''}
        onChange={(level) => onChange({ level: level === '' ? undefined : level })}
        options={[{ value: '', label: t('level.all') }, ...levels.map((value) => ({ value, label: value }))]}
      />
      <Select
        bare
        label={t('tag')}
        value={search.tag ?? ''}
        onChange={(tag) => onChange({ tag: tag === '' ? undefined : tag })}
        options={[{ value: '', label: t('tag.all') }, ...tags.map((value) => ({ value, label: value }))]}
      />
      <Select
        bare
        label={t('status')}
        value={search.status ?? ''}
        onChange={(status) => onChange({ status: status === '' ? undefined : (status as 'new') })}
        options={[
          { value: '', label: t('status.all') },
          ...statuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
    </search>
  );
}
