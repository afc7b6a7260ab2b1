import type { ProgressDay } from '../../wire/api/progress.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDay } from '../i18n/say-times.ts';
import { type HeatCell, heatCells, monthStarts } from './heat-map.ts';
import { useProgressWords } from './words.ts';

const CELL = 13;
const STEP = 17;
const TOP = 20;

const fills = ['fill-line', 'fill-accent/30', 'fill-accent/55', 'fill-accent/80', 'fill-accent'] as const;

/** One square a day; how full, how long. As many weeks as the page is wide, the latest at the right. */
export function HeatMap({ days }: { days: readonly ProgressDay[] }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const cells = heatCells(days);
  const weeks = (cells.at(-1)?.week ?? 0) + 1;
  const width = weeks * STEP;
  const active = days.filter(({ state }) => state === 'active').length;
  const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  return (
    <figure>
      <div className="flex justify-end overflow-hidden">
        <svg
          role="img"
          aria-label={t('calendar.summary', { active, weeks })}
          width={width}
          height={TOP + 7 * STEP}
          className="shrink-0"
        >
          {monthStarts(cells).map(({ week, day }) => (
            <text key={day} x={week * STEP} y="12" className="fill-soft text-xs">
              {month.format(new Date(day))}
            </text>
          ))}
          {cells.map((cell) => (
            <Cell
              key={cell.day.day}
              cell={cell}
              say={t('calendar.cell', {
                day: sayDay(cell.day.day, language),
                state: t(`state.${cell.day.state}`),
                minutes: Math.round(cell.day.minutes),
              })}
            />
          ))}
        </svg>
      </div>
      <figcaption className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-sm text-soft">
        <span>{t('calendar.summary', { active, weeks })}</span>
        <span className="flex items-center gap-1.5" aria-hidden="true">
          {t('calendar.less')}
          <svg width={5 * STEP} height={CELL} aria-hidden="true">
            {fills.map((fill, n) => (
              <rect key={fill} x={n * STEP} width={CELL} height={CELL} rx="3" className={fill} />
            ))}
          </svg>
          {t('calendar.more')}
        </span>
      </figcaption>
    </figure>
  );
}

function Cell({ cell: { day, week, weekday, heat }, say }: { cell: HeatCell; say: string }) {
  const place = { x: week * STEP, y: TOP + weekday * STEP, width: CELL, height: CELL, rx: 3 };
  if (day.state === 'before' || day.state === 'skipped') return <rect {...place} className="fill-line/35" />;
  return (
    <rect
      {...place}
      className={`${day.state === 'frozen' ? 'fill-slate-wash stroke-slate' : fills[heat]} ${day.state === 'open' ? 'stroke-accent' : ''}`}
      strokeWidth={1.5}
    >
      <title>{say}</title>
    </rect>
  );
}
