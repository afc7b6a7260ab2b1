import type { Answer } from '../api/doors.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayTime } from '../i18n/say-times.ts';
import type { Grade } from './player-state.ts';
import { useReviewWords } from './words.ts';

type History = Answer<'GET /v1/review/cards/:id'>['history'];

/** When a card was asked, and how that went. */
export function CardHistory({ history }: { history: History }) {
  const t = useReviewWords();
  const { language } = useInterface();
  if (history.length === 0) return <p className="text-soft">{t('card.noHistory')}</p>;
  return (
    <section
      className="max-h-64 overflow-auto rounded-field border border-line"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      aria-label={t('card.history')}
    >
      <table className="w-full text-left text-sm">
        <thead className="sticky top-0 bg-sunk">
          <tr>
            {(['card.h.when', 'card.h.rating', 'card.h.how', 'card.h.interval'] as const).map((head) => (
              <th key={head} scope="col" className="px-3 py-2 font-semibold">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {history.map((entry) => (
            <tr key={entry.id} className={entry.counted ? '' : 'text-soft'}>
              <td className="px-3 py-1.5 whitespace-nowrap">{sayTime(entry.at, language)}</td>
              <td className="px-3 py-1.5">{t(`grade.${entry.rating as Grade}`)}</td>
              <td className="px-3 py-1.5">
                {entry.source === 'conversation' ? t('card.h.talk') : t(`how.${entry.how}`)}
                {entry.undone ? ` (${t('card.h.undone')})` : entry.counted ? '' : ` (${t('card.h.uncounted')})`}
              </td>
              <td className="px-3 py-1.5">
                {entry.interval_days === null ? '–' : t('card.days', { count: Math.floor(entry.interval_days) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
