import { usePages } from '../api/use-pages.ts';
import { ButtonLink } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Paged } from '../design/paged.tsx';
import { EmptyState } from '../design/status.tsx';
import { SayButton } from '../sound/say-button.tsx';
import { useWordListWords } from './words.ts';

/** Cards that were put aside because they are forgotten again and again. */
export function LeechList() {
  const t = useWordListWords();
  const list = usePages('GET /v1/review/cards', { state: 'leech', limit: 50 });
  return (
    <Paged list={list} empty={<EmptyState title={t('words.noLeech')}>{t('words.noLeechText')}</EmptyState>}>
      {(cards) => (
        <>
          <ul aria-label={t('state.leech')} className="divide-y divide-line border-y border-line">
            {cards.map(({ id, item, lapses }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 py-2">
                <SayButton text={item.text} language={item.language} />
                <Foreign lang={item.language} className="font-serif text-lg">
                  {item.text}
                </Foreign>
                <Foreign lang={item.translation_language} className="min-w-40 flex-1 text-soft">
                  {item.translation}
                </Foreign>
                <span className="text-sm text-soft">{t('word.missed', { count: lapses })}</span>
              </li>
            ))}
          </ul>
          <ButtonLink to="/review" icon="review" className="mt-5">
            {t('words.review')}
          </ButtonLink>
        </>
      )}
    </Paged>
  );
}
