import type { ProgressOverview } from '../../wire/api/progress.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayNumber, sayShare } from '../i18n/say-times.ts';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** How long each side talked. */
export function SpokenShare({ spoken }: { spoken: ProgressOverview['spoken'] }) {
  const t = useProgressWords();
  const { language } = useInterface();
  const { learner_minutes, tutor_minutes, talk_ratio } = spoken;
  if (talk_ratio === null) {
    return (
      <Panel title={t('spoken.title')}>
        <p className="text-soft">{t('spoken.none')}</p>
      </Panel>
    );
  }
  const sides = [
    { name: t('spoken.you'), minutes: learner_minutes, fill: 'fill-accent' },
    { name: t('spoken.tutor'), minutes: tutor_minutes, fill: 'fill-amber' },
  ];
  const most = Math.max(learner_minutes, tutor_minutes);
  return (
    <Panel title={t('spoken.title')}>
      <p className="text-lead">{t('spoken.ratio', { share: sayShare(talk_ratio, language) })}</p>
      <dl className="mt-4 flex flex-col gap-3">
        {sides.map(({ name, minutes, fill }) => (
          <div key={name} className="grid grid-cols-[5.5rem_1fr_4.5rem] items-center gap-3">
            <dt className="text-soft">{name}</dt>
            <svg viewBox="0 0 100 3" preserveAspectRatio="none" className="h-4 w-full rounded-full" aria-hidden="true">
              <rect width={(minutes / most) * 100} height="3" className={fill} />
            </svg>
            <dd className="text-right tabular-nums">
              {t('spoken.minutes', { minutes: sayNumber(minutes, language, minutes < 10 ? 1 : 0) })}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
