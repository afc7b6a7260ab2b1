import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePages } from '../api/use-pages.ts';
import { Page } from '../app/page.tsx';
import { Button } from '../design/button.tsx';
import { DownloadButton } from '../design/download-button.tsx';
import { TextField } from '../design/field.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { Paged } from '../design/paged.tsx';
import { Badge, EmptyState } from '../design/status.tsx';
import { useSettled } from '../design/use-settled.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayFrom } from '../i18n/say-times.ts';
import { NewLesson } from './new-lesson.tsx';
import { stateTones } from './state-tones.ts';
import { useEditorWords } from './words.ts';

/** Lessons that are written here. */
export default function EditorListPage() {
  const t = useEditorWords();
  const { language, nameOf } = useInterface();
  const [q, setQ] = useState('');
  const [archived, setArchived] = useState(false);
  const [making, setMaking] = useState(false);
  const search = useSettled(q.trim());
  const list = usePages('GET /v1/editor/lessons', { q: search, archived, limit: 30 });
  const add = (
    <Button look="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={add}>
      <div className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3">
        <div className="min-w-60 flex-1">
          <TextField
            label={t('search')}
            type="search"
            maxLength={200}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        </div>
        <label className="flex min-h-12 items-center gap-2.5">
          <input
            type="checkbox"
            className="size-5 accent-accent"
            checked={archived}
            onChange={(event) => setArchived(event.target.checked)}
          />
          {t('archived')}
        </label>
        <DownloadButton url="/v1/editor/export" name="lessons.zip">
          {t('exportAll')}
        </DownloadButton>
      </div>
      <Paged
        list={list}
        empty={
          search === '' ? (
            <EmptyState title={t('empty')} action={add}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <EmptyState title={t('none')} />
          )
        }
      >
        {(lessons) => (
          <ul
            aria-label={t('list')}
            className="divide-y divide-line overflow-hidden rounded-card border border-line bg-sheet"
          >
            {lessons.map((lesson) => (
              <li
                key={lesson.id}
                className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3.5 hover:bg-wash sm:px-5"
              >
                <div className="min-w-52 flex-1">
                  <Link
                    to="/editor/$id"
                    params={{ id: lesson.id }}
                    className="font-serif text-lg leading-tight after:absolute after:inset-0"
                  >
                    <Foreign lang={lesson.language}>{lesson.title || t('untitled')}</Foreign>
                  </Link>
                  <p className="text-sm text-soft">
                    {nameOf(lesson.language)} {lesson.level} ·{' '}
                    {t('updated', { when: sayFrom(lesson.updated_at, Date.now(), language) })}
                  </p>
                </div>
                {lesson.errors > 0 && <Badge tone="rust">{t('errors', { count: lesson.errors })}</Badge>}
                <Badge tone={stateTones[lesson.state]}>{t(`state.${lesson.state}`)}</Badge>
                <Icon name="forward" className="size-4 text-soft" />
              </li>
            ))}
          </ul>
        )}
      </Paged>
      <NewLesson open={making} onClose={() => setMaking(false)} />
    </Page>
  );
}
