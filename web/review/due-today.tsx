import { useState } from 'react';
import type { ReviewCard } from '../../wire/api/review.ts';
import { useApi } from '../api/use-api.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Segments, Slider } from '../design/choices.tsx';
import { Loaded } from '../design/loaded.tsx';
import { EmptyState } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayFrom, sayShare } from '../i18n/say-times.ts';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { remember, remembered } from '../remember.ts';
import { useChangeSettings, useSettings } from '../settings/use-settings.ts';
import { stillDue } from './answered-offline.ts';
import { Forecast } from './forecast.tsx';
import { useReviewWords } from './words.ts';

const ways = ['button', 'typed', 'spoken'] as const;
type Way = (typeof ways)[number];

interface DueTodayProps {
  onBegin(cards: readonly ReviewCard[], typing: boolean): void;
  onAdd(): void;
}

/** What is due, how long it will take, and the way to begin. */
export function DueToday({ onBegin, onAdd }: DueTodayProps) {
  const t = useReviewWords();
  const { language } = useInterface();
  const settings = useSettings();
  const change = useChangeSettings();
  const begin = useBeginTalk();
  const [chosen, setChosen] = useState<number>();
  const [asked, setAsked] = useState<number>();
  const minutes = chosen ?? settings?.review_minutes ?? 10;
  // What was loaded before a session is not what is due after it.
  const queue = useApi('GET /v1/review/queue', asked === undefined ? {} : { query: { minutes: asked } }, {
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const stats = useApi('GET /v1/review/stats');
  const [way, setWay] = useState<Way>(() => ways.find((one) => one === remembered('review-way')) ?? 'button');
  const choose = (next: Way): void => {
    remember('review-way', next);
    setWay(next);
  };

  return (
    <Loaded query={queue} rows={2}>
      {({ data: queued, counts, has_more, seconds_per_card, day_ends }) => {
        const data = stillDue(queued);
        const due = Math.max(0, counts.due - (queued.length - data.length));
        if (data.length === 0) {
          const none = stats.data?.cards === 0;
          const later = counts.later_today > 0;
          return (
            <>
              <EmptyState
                title={none ? t('due.empty.title') : t('due.none.title')}
                action={
                  <span className="flex flex-wrap justify-center gap-3">
                    <ButtonLink to="/library" look="primary" icon="library">
                      {t('due.library')}
                    </ButtonLink>
                    <Button icon="plus" onClick={onAdd}>
                      {t('due.add')}
                    </Button>
                  </span>
                }
              >
                <p>{none ? t('due.empty.text') : t('due.none.text')}</p>
                {!none && (
                  <p className="mt-2">
                    {later
                      ? t('due.later', { count: counts.later_today })
                      : t('due.none.next', { when: sayFrom(day_ends, Date.now(), language) })}
                  </p>
                )}
              </EmptyState>
              {!none && <Forecast forecast={stats.data?.forecast} />}
            </>
          );
        }
        const start = (): void => {
          if (way === 'spoken') begin({ scene: `review-${settings?.learning ?? 'pl'}`, microphone: true });
          else onBegin(data, way === 'typed');
        };
        return (
          <div className="grid items-start gap-6 lg:grid-cols-[1.35fr_1fr]">
            <Card className="p-6 sm:p-8">
              <h2 className="font-serif text-title tracking-tight">
                {due === 0 ? t('due.onlyNew', { count: counts.new }) : t('due.count', { count: due })}
              </h2>
              <p className="mt-1 text-soft">
                {due > 0 && `${t('due.new', { count: counts.new })} · `}
                {t('due.later', { count: counts.later_today })}
              </p>
              <div className="mt-7 max-w-md">
                <Slider
                  label={t('due.minutes')}
                  value={minutes}
                  min={1}
                  max={60}
                  say={(value) => t('due.minutesSay', { minutes: value })}
                  onChange={setChosen}
                  onDone={(value) => {
                    setAsked(value);
                    change({ review_minutes: value });
                  }}
                />
                <p className="mt-1 text-sm text-soft" aria-live="polite">
                  {t('due.fits', {
                    count: data.length,
                    minutes: Math.ceil((data.length * seconds_per_card) / 60),
                    seconds: Math.round(seconds_per_card),
                  })}{' '}
                  {has_more && t('due.more')}
                </p>
              </div>
              <div className="mt-7">
                <Segments
                  label={t('due.how')}
                  value={way}
                  onChange={choose}
                  options={ways.map((value) => ({ value, label: t(`how.${value}`) }))}
                />
                <p className="mt-2 text-sm text-soft">{t(`how.${way}.hint`)}</p>
              </div>
              <Button
                look="primary"
                size="large"
                icon={way === 'spoken' ? 'microphone' : 'review'}
                className="mt-8"
                onClick={start}
              >
                {t('due.start')}
              </Button>
            </Card>
            <div className="min-w-0">
              <Forecast forecast={stats.data?.forecast} />
              {stats.data?.retention != null && (
                <p className="mt-4 text-sm text-soft">
                  {t('due.retention', {
                    reviews: stats.data.retention.reviews,
                    observed: sayShare(stats.data.retention.observed, language),
                    predicted: sayShare(stats.data.retention.predicted, language),
                  })}
                </p>
              )}
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}
