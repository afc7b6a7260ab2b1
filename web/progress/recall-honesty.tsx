import { useApi } from '../api/use-api.ts';
import { Loaded } from '../design/loaded.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayShare } from '../i18n/say-times.ts';
import { Chart, ChartTable, plotX, plotY } from './chart.tsx';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Predicted against observed recall: how honest the schedule is. */
export function RecallHonesty() {
  const t = useProgressWords();
  const { language } = useInterface();
  const calibration = useApi('GET /v1/progress/calibration');
  const share = (one: number): string => sayShare(one, language);
  return (
    <Panel title={t('recall.title')}>
      <p className="text-soft">{t('recall.text')}</p>
      <Loaded query={calibration} rows={1}>
        {({ reviews, enough, predicted, observed, bins }) =>
          !enough || predicted === null || observed === null ? (
            <p className="mt-3">{t('recall.few', { count: reviews })}</p>
          ) : (
            <>
              <div className="mt-3">
                <Chart label={t('recall.chart')} say={share} ticks={[0, 0.5, 1].map((at) => ({ at, text: share(at) }))}>
                  <line
                    x1={plotX(0)}
                    y1={plotY(0)}
                    x2={plotX(1)}
                    y2={plotY(1)}
                    className="stroke-edge"
                    strokeDasharray="4 4"
                  />
                  {bins.map((bin) => (
                    <circle
                      key={bin.from}
                      cx={plotX(bin.predicted)}
                      cy={plotY(bin.observed)}
                      r={Math.min(9, 2.5 + Math.sqrt(bin.reviews) / 2)}
                      className="fill-accent/70 stroke-accent"
                    />
                  ))}
                </Chart>
                <ChartTable
                  caption={t('recall.chart')}
                  heads={[t('recall.range'), t('recall.predicted'), t('recall.observed'), t('recall.reviews')]}
                  rows={bins.map((bin) => [
                    `${share(bin.from)}–${share(bin.to)}`,
                    share(bin.predicted),
                    share(bin.observed),
                    String(bin.reviews),
                  ])}
                />
              </div>
              <p className="mt-2 text-sm text-soft">
                {t('recall.all', { predicted: share(predicted), observed: share(observed), count: reviews })}
              </p>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
