import type { Answer } from '../api/doors.ts';
import { Card } from '../design/card.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDay } from '../i18n/say-times.ts';
import { useReviewWords } from './words.ts';

type Days = Answer<'GET /v1/review/stats'>['forecast'];

/** How many cards each of the next days will bring. */
export function Forecast({ forecast }: { forecast: Days | undefined }) {
  const t = useReviewWords();
  const { language } = useInterface();
  const days = (forecast ?? []).slice(0, 7);
  if (days.every(({ due }) => due === 0)) return null;
  const most = Math.max(...days.map(({ due }) => due));
  return (
    <Card look="sunk" as="section" className="mt-6 p-5 first:mt-0">
      <h2 className="font-serif text-lg">{t('due.forecast')}</h2>
      <ul className="mt-3 flex flex-col gap-1.5">
        {days.map(({ day, due }) => (
          <li key={day} className="grid grid-cols-[6.5rem_1fr_2.5rem] items-center gap-3 text-sm">
            <span aria-hidden="true" className="truncate text-soft">
              {sayDay(day, language)}
            </span>
            <svg viewBox="0 0 100 2" preserveAspectRatio="none" className="h-2.5 w-full" aria-hidden="true">
              <rect width={(due / most) * 100} height="2" className="fill-accent" />
            </svg>
            <span aria-hidden="true" className="text-right tabular-nums">
              {due}
            </span>
            <span className="sr-only">{t('due.forecastText', { day: sayDay(day, language), count: due })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
