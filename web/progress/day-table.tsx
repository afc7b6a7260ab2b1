import type { ProgressDay } from '../../wire/api/progress.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDay } from '../i18n/say-times.ts';
import { useProgressWords } from './words.ts';

const columns = ['day', 'state', 'minutes', 'answers', 'reviews', 'xp'] as const;

/** The days in words and figures, the latest first. */
export function DayTable({ days }: { days: readonly ProgressDay[] }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const told = days.filter(({ state }) => state !== 'before').reverse();
  return (
    <section
      className="max-h-96 overflow-auto rounded-field border border-line"
      aria-label={t('calendar.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
    >
      <table className="w-full text-left text-sm">
        <thead className="sticky top-0 bg-sunk">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-semibold">
                {t(`calendar.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {told.map((day) => (
            <tr key={day.day}>
              <th scope="row" className="px-3 py-1.5 font-normal whitespace-nowrap">
                {sayDay(day.day, language)}
              </th>
              <td className="px-3 py-1.5">{t(`state.${day.state}`)}</td>
              <td className="px-3 py-1.5 tabular-nums">{Math.round(day.minutes)}</td>
              <td className="px-3 py-1.5 tabular-nums">{day.answers}</td>
              <td className="px-3 py-1.5 tabular-nums">{day.reviews}</td>
              <td className="px-3 py-1.5 tabular-nums">{day.xp}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
