import type { Answer } from '../api/doors.ts';
import { Card } from '../design/card.tsx';
import { Icon } from '../design/icons.tsx';
import { Ring } from '../design/meter.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useHomeWords } from './words.ts';

const marks = {
  active: 'bg-accent border-accent',
  frozen: 'bg-slate-wash border-slate',
  missed: 'border-edge',
  open: 'border-accent border-dashed',
  skipped: 'border-transparent',
  before: 'border-line',
} as const;

/** How far the day is, in minutes, and the days before it. */
export function GoalCard({ progress }: { progress: Answer<'GET /v1/progress'> }) {
  const t = useHomeWords();
  const { language } = useInterface();
  const { today, streak, week } = progress;
  const done = Math.floor(today.minutes);
  const left = Math.max(0, Math.ceil(today.goal_minutes - today.minutes));
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'narrow', timeZone: 'UTC' });
  const whole = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <Card as="section" className="flex flex-col p-6">
      <div className="flex items-center gap-5">
        <div className="w-28 shrink-0">
          <Ring
            label={t('goal.label')}
            value={today.minutes}
            max={today.goal_minutes}
            say={t('goal.say', { done, goal: today.goal_minutes })}
          >
            <span className="block font-serif text-3xl tabular-nums">{done}</span>
            <span className="block text-xs text-soft">{t('goal.of', { goal: today.goal_minutes })}</span>
          </Ring>
        </div>
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-serif text-xl leading-snug">
            <Icon name="flame" className={`size-6 ${streak.days > 0 ? 'text-amber' : 'text-edge'}`} />
            {t('streak', { count: streak.days })}
          </p>
          <p className="mt-1 text-sm text-soft">{t(streak.today_done ? 'streak.today' : 'streak.open')}</p>
        </div>
      </div>
      <ul aria-label={t('week')} className="mt-5 flex justify-between border-t border-line pt-4">
        {week.map(({ day, state }) => {
          const date = new Date(`${day}T00:00:00Z`);
          return (
            <li key={day} className="flex flex-col items-center gap-1 text-xs text-soft">
              <span className={`size-4 rounded-full border-2 ${marks[state]}`} aria-hidden="true" />
              <span aria-hidden="true">{weekday.format(date)}</span>
              <span className="sr-only">
                {whole.format(date)}: {t(`day.${state}`)}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="mt-3 text-sm text-soft">
        {today.goal_reached ? t('goal.reached') : t('goal.left', { count: left })}
        {streak.freezes > 0 && ` · ${t('streak.freezes', { count: streak.freezes })}`}
      </p>
    </Card>
  );
}
