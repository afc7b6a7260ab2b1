import { useApi } from '../api/use-api.ts';
import { Page } from '../app/page.tsx';
import { ButtonLink } from '../design/button.tsx';
import { Loaded } from '../design/loaded.tsx';
import { EmptyState } from '../design/status.tsx';
import { AccuracyTrend } from './accuracy-trend.tsx';
import { Badges } from './badges.tsx';
import { DayCalendar } from './day-calendar.tsx';
import { GoalCard } from './goal-card.tsx';
import { LevelCard } from './level-card.tsx';
import { RecallHonesty } from './recall-honesty.tsx';
import { SpokenShare } from './spoken-share.tsx';
import { StreakCard } from './streak-card.tsx';
import { Totals } from './totals.tsx';
import { WeakSpots } from './weak-spots.tsx';
import { useProgressWords } from './words.ts';

/** How it goes: days, memory, speaking and level. */
export default function ProgressPage() {
  const t = useProgressWords();
  const overview = useApi('GET /v1/progress');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <ButtonLink to="/words" icon="words">
          {t('errors.link')}
        </ButtonLink>
      }
    >
      <Loaded query={overview} rows={4}>
        {(progress) =>
          progress.active_days === 0 && progress.xp === 0 ? (
            <EmptyState
              title={t('empty.title')}
              action={
                <ButtonLink to="/" look="primary">
                  {t('empty.action')}
                </ButtonLink>
              }
            >
              {t('empty.text')}
            </EmptyState>
          ) : (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-2">
              <StreakCard streak={progress.streak} week={progress.week} />
              <GoalCard today={progress.today} total={progress.xp} />
              <Totals progress={progress} />
              <DayCalendar />
              <SpokenShare spoken={progress.spoken} />
              <AccuracyTrend accuracy={progress.accuracy} />
              <RecallHonesty />
              <LevelCard />
              <WeakSpots spots={progress.weak_spots} />
              <Badges />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
