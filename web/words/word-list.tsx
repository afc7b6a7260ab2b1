import { useState } from 'react';
import { usePages } from '../api/use-pages.ts';
import { ButtonLink } from '../design/button.tsx';
import { Segments } from '../design/choices.tsx';
import { Select } from '../design/field.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Paged } from '../design/paged.tsx';
import { Badge, EmptyState } from '../design/status.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { SayButton } from '../sound/say-button.tsx';
import { LeechList } from './leech-list.tsx';
import { useWordListWords } from './words.ts';

const states = ['all', 'known', 'learning', 'leech'] as const;
const orders = ['weak', 'recent', 'alphabet'] as const;

/** Words that the learner has used, known or not yet. */
export function WordList() {
  const t = useWordListWords();
  const settings = useSettings();
  const [state, setState] = useState<(typeof states)[number]>('all');
  const [order, setOrder] = useState<(typeof orders)[number]>('weak');
  const list = usePages('GET /v1/progress/words', {
    language: settings?.learning,
    state: state === 'known' || state === 'learning' ? state : undefined,
    order,
    limit: 60,
  });
  return (
    <>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <div>
          <Segments
            label={t('state.label')}
            value={state}
            onChange={(next) => setState(next)}
            options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
          <p className="mt-2 text-sm text-soft">{state === 'leech' ? t('leech.hint') : t('known.hint')}</p>
        </div>
        {state !== 'leech' && (
          <div className="min-w-52">
            <Select
              label={t('order.label')}
              value={order}
              onChange={(next) => setOrder(next)}
              options={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
            />
          </div>
        )}
      </div>
      {state === 'leech' ? (
        <LeechList />
      ) : (
        <Paged
          list={list}
          empty={
            <EmptyState
              title={t('words.empty')}
              action={
                <ButtonLink to="/library" icon="library">
                  {t('words.library')}
                </ButtonLink>
              }
            >
              {t('words.emptyText')}
            </EmptyState>
          }
        >
          {(words) => (
            <ul aria-label={t('words.list')} className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
              {words.map((word) => (
                <li key={word.id} className="flex items-center gap-2 border-b border-line py-1.5">
                  <SayButton text={word.word} language={word.language} />
                  <div className="min-w-0 flex-1">
                    <Foreign lang={word.language} as="p" className="font-serif text-lg leading-tight wrap-anywhere">
                      {word.word}
                    </Foreign>
                    <p className="text-sm text-soft">
                      {t('word.right', { count: word.right })} · {t('word.missed', { count: word.missed })}
                    </p>
                  </div>
                  {word.state === 'known' ? (
                    <Badge tone="good" icon="right">
                      {t('state.known')}
                    </Badge>
                  ) : (
                    <Badge>{t('state.learning')}</Badge>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Paged>
      )}
    </>
  );
}
