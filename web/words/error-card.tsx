import { useId, useState } from 'react';
import type { RecurringError } from '../../wire/api/progress.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Meter } from '../design/meter.tsx';
import { Badge } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { useSettings } from '../settings/use-settings.ts';
import { ErrorExamples } from './error-examples.tsx';
import { plainKind } from './error-kind.ts';
import { useDispute } from './use-dispute.ts';
import { useWordListWords } from './words.ts';

/** One error that comes back: what was said, what is better, and how far it is from cured. */
export function ErrorCard({ error }: { error: RecurringError }) {
  const t = useWordListWords();
  const { language } = useInterface();
  const learned = useSettings()?.learning;
  const [open, setOpen] = useState(false);
  const { dispute, busy } = useDispute();
  const heading = useId();
  const examples = useId();
  const cured = error.state === 'cured';
  const have = error.right_uses + error.right_days;
  const need = have + error.uses_left + error.days_left;
  return (
    <Card as="li" labelledBy={heading}>
      <div className="flex flex-wrap items-center gap-2">
        <h3 id={heading} className="mr-auto font-semibold first-letter:uppercase">
          {t(plainKind(error.kind))}
        </h3>
        <span className="text-sm text-soft">{t('errors.times', { count: error.times })}</span>
        {cured && (
          <Badge tone="good" icon="right">
            {t('errors.cured')}
          </Badge>
        )}
      </div>
      <dl className="mt-3 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1">
        <dt className="text-sm text-soft">{t('errors.said')}</dt>
        <dd>
          <Foreign as="span" lang={learned} className="text-soft line-through decoration-rust">
            {error.said}
          </Foreign>
        </dd>
        <dt className="text-sm text-soft">{t('errors.better')}</dt>
        <dd>
          <Foreign as="span" lang={learned} className="font-serif text-lg">
            {error.better}
          </Foreign>
        </dd>
      </dl>
      <div className="mt-4 max-w-md">
        {cured ? (
          <p className="text-accent">
            {error.cured_at !== null && t('errors.curedAt', { when: sayDate(error.cured_at, language) })}
          </p>
        ) : (
          <>
            <Meter label={t('errors.progress')} value={have} max={need} say={t('errors.progressSay', { have, need })} />
            <p className="mt-1.5 text-sm text-soft">
              {error.uses_left === 0
                ? t('errors.leftDays', { days: Math.max(1, error.days_left) })
                : t('errors.left', { uses: error.uses_left, days: error.days_left })}
            </p>
          </>
        )}
        {error.came_back > 0 && <p className="text-sm text-soft">{t('errors.cameBack', { count: error.came_back })}</p>}
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        {error.lesson !== null && (
          <ButtonLink to="/lesson/$id" params={{ id: error.lesson }} size="small" icon="repeat">
            {t('errors.lesson')}
          </ButtonLink>
        )}
        <Button size="small" aria-expanded={open} aria-controls={examples} onClick={() => setOpen(!open)}>
          {open ? t('errors.hide') : t('errors.show')}
        </Button>
        <Button size="small" look="quiet" icon="flag" busy={busy} onClick={() => dispute(error.correction)}>
          {t('dispute')}
        </Button>
      </div>
      <div id={examples}>{open && <ErrorExamples rule={error.rule} lang={learned} />}</div>
    </Card>
  );
}
