import { Link } from '@tanstack/react-router';
import { usePages } from '../api/use-pages.ts';
import { Page } from '../app/page.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { Paged } from '../design/paged.tsx';
import { EmptyState } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import { useHistoryWords } from './words.ts';

/** Conversations held so far, the newest first. */
export default function HistoryPage() {
  const t = useHistoryWords();
  const { language, nameOf } = useInterface();
  const list = usePages('GET /v1/conversations', { limit: 30 });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Paged
        list={list}
        empty={
          <EmptyState
            title={t('empty')}
            action={
              <ButtonLink to="/" look="primary">
                {t('emptyAction')}
              </ButtonLink>
            }
          >
            {t('emptyText')}
          </EmptyState>
        }
      >
        {(conversations) => (
          <ul
            aria-label={t('list')}
            className="divide-y divide-line overflow-hidden rounded-card border border-line bg-sheet"
          >
            {conversations.map((one) => (
              <li key={one.id} className="relative flex items-center gap-4 px-4 py-3.5 hover:bg-wash sm:px-5">
                <div className="min-w-0 flex-1">
                  <Link
                    to="/history/$id"
                    params={{ id: one.id }}
                    className="font-serif text-lg leading-tight after:absolute after:inset-0"
                  >
                    <Foreign lang={one.language}>{one.title}</Foreign>
                  </Link>
                  <p className="text-sm text-soft">
                    {nameOf(one.language)} · {t('turns', { count: one.turns })}
                  </p>
                </div>
                <time dateTime={one.updated_at} className="text-right text-sm text-soft">
                  {sayTime(one.updated_at, language)}
                </time>
                <Icon name="forward" className="size-4 text-soft" />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
}
