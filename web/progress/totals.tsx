import type { ProgressOverview } from '../../wire/api/progress.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayNumber } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** Sums since the first day. */
export function Totals({ progress }: { progress: ProgressOverview }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const sums = [
    ['minutes', progress.minutes],
    ['days', progress.active_days],
    ['words', progress.words_known],
    ['phrases', progress.phrases_mastered],
    ['lessons', progress.lessons.completed],
    ['cured', progress.errors.cured],
  ] as const;
  return (
    <Panel title={t('totals.title')} wide>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-3 lg:grid-cols-6">
        {sums.map(([name, count]) => (
          <div key={name} className="flex flex-col-reverse justify-end">
            <dt className="text-sm leading-tight text-soft">{t(`totals.${name}`)}</dt>
            <dd className="font-serif text-title tabular-nums">{sayNumber(Math.round(count), language)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
