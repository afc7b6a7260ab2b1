import type { ProgressOverview } from '../../wire/api/progress.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDay, sayShare } from '../i18n/say-times.ts';
import { Chart, ChartTable, plotX, plotY } from './chart.tsx';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** How many first tries were right, and which way that goes. */
export function AccuracyTrend({ accuracy }: { accuracy: ProgressOverview['accuracy'] }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const { recent, before, days } = accuracy;
  const share = (one: number): string => sayShare(one, language);
  if (recent === null) {
    return (
      <Panel title={t('accuracy.title')}>
        <p className="text-soft">{t('accuracy.none')}</p>
      </Panel>
    );
  }
  const trend = before === null ? undefined : Math.round((recent - before) * 100);
  const dots = days.map(({ right, total }, n) => ({
    x: plotX(days.length < 2 ? 0.5 : n / (days.length - 1)),
    y: plotY(total === 0 ? 0 : right / total),
    total,
  }));
  const ends = [days[0], days.length > 1 ? days.at(-1) : undefined];
  return (
    <Panel title={t('accuracy.title')}>
      <p>
        {t('accuracy.recent', { share: share(recent) })}{' '}
        <span className="text-soft">
          {trend !== undefined &&
            before !== null &&
            t(trend === 0 ? 'accuracy.same' : trend > 0 ? 'accuracy.up' : 'accuracy.down', { share: share(before) })}
        </span>
      </p>
      <div className="mt-3">
        <Chart
          label={t('accuracy.chart')}
          say={share}
          ticks={ends.flatMap((day, n) => (day === undefined ? [] : [{ at: n, text: sayDay(day.day, language) }]))}
        >
          <polyline
            points={dots.map(({ x, y }) => `${x},${y}`).join(' ')}
            className="fill-none stroke-accent stroke-2"
            strokeLinejoin="round"
          />
          {dots.map(({ x, y, total }) => (
            <circle key={x} cx={x} cy={y} r={Math.min(6, 2.5 + Math.sqrt(total) / 2)} className="fill-accent" />
          ))}
        </Chart>
        <ChartTable
          caption={t('accuracy.chart')}
          heads={[t('calendar.day'), t('accuracy.right'), t('accuracy.total')]}
          rows={days.map(({ day, right, total }) => [sayDay(day, language), String(right), String(total)])}
        />
      </div>
    </Panel>
  );
}
