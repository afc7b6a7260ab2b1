import type { ProgressDay, Streak } from '../../wire/api/progress.ts';
import { Icon } from '../design/icons.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDay } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Days in a row, and what a missed one costs. */
export function StreakCard({ streak, week }: { streak: Streak; week: readonly ProgressDay[] }) {
  const t = useProgressWords();
  const { language } = useInterface();
  return (
    <Panel title={t('streak.title')}>
      <div className="flex items-center gap-5">
        <span
          className={`grid size-16 shrink-0 place-items-center rounded-full ${streak.today_done ? 'bg-amber-wash text-amber' : 'bg-sunk text-soft'}`}
        >
          <Icon name="flame" className="size-8" />
        </span>
        <div>
          <p className="font-serif text-heading">{t('streak.say', { count: streak.days })}</p>
          <p className="text-soft">{streak.today_done ? t('streak.done') : t('streak.open')}</p>
        </div>
      </div>
      <ol className="mt-5 flex justify-between gap-1">
        {week.map((day) => (
          <li key={day.day} className="flex min-w-0 flex-1 flex-col items-center gap-1">
            <DaySign day={day} />
            <span className="text-xs text-soft" aria-hidden="true">
              {new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(day.day))}
            </span>
            <span className="sr-only">
              {sayDay(day.day, language)}: {t(`state.${day.state}`)}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm text-soft">
        {t('streak.freezes', { count: streak.freezes, max: streak.freezes_max })} {t('streak.freezeHint')}{' '}
        {streak.next_freeze_in === null ? t('streak.full') : t('streak.next', { count: streak.next_freeze_in })}
      </p>
      <p className="mt-1 text-sm text-soft">
        {t('streak.longest', { count: streak.longest })}{' '}
        {streak.frozen.length > 0 && t('streak.frozen', { count: streak.frozen.length })}
      </p>
    </Panel>
  );
}

function DaySign({ day: { state } }: { day: ProgressDay }) {
  const look =
    state === 'active'
      ? 'bg-accent text-on-accent border-transparent'
      : state === 'frozen'
        ? 'bg-slate-wash text-slate border-transparent'
        : state === 'open'
          ? 'border-dashed border-accent'
          : 'border-line';
  return (
    <span className={`grid size-9 place-items-center rounded-full border-2 ${look}`}>
      {state === 'active' && <Icon name="right" className="size-4" />}
      {state === 'frozen' && <Icon name="pause" className="size-4" />}
    </span>
  );
}
