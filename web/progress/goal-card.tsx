import { Link } from '@tanstack/react-router';
import type { ProgressDay } from '../../wire/api/progress.ts';
import { Ring } from '../design/meter.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayNumber } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Today against the goal. */
export function GoalCard({ today, total }: { today: ProgressDay; total: number }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const minutes = Math.round(today.minutes);
  const goal = today.goal_minutes;
  return (
    <Panel title={t('goal.title')}>
      <div className="flex flex-wrap items-center gap-6">
        <div className="w-36">
          <Ring label={t('goal.title')} value={minutes} max={goal} say={t('goal.say', { minutes, goal })}>
            <span className="font-serif text-title tabular-nums">{minutes}</span>
            <br />
            <span className="text-sm text-soft">/ {goal} min</span>
          </Ring>
        </div>
        <div className="flex min-w-48 flex-1 flex-col items-start gap-2">
          <p className="font-serif text-lg">
            {today.goal_reached ? t('goal.reached') : t('goal.left', { count: Math.max(1, goal - minutes) })}
          </p>
          <p className="text-soft">
            {t('goal.xp', { xp: sayNumber(today.xp, language), total: sayNumber(total, language) })}
          </p>
          <Link to="/settings" className="underline decoration-edge underline-offset-4 hover:decoration-accent">
            {t('goal.change')}
          </Link>
        </div>
      </div>
    </Panel>
  );
}
