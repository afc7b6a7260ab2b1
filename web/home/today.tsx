import type { Answer } from '../api/doors.ts';
import { Page, Section } from '../app/page.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { LessonRow } from '../library/lesson-row.tsx';
import { useMe } from '../settings/use-settings.ts';
import { GoalCard } from './goal-card.tsx';
import { NextLesson } from './next-lesson.tsx';
import { PracticeCard } from './practice-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { useHomeWords } from './words.ts';

interface TodayProps {
  suggested: Answer<'GET /v1/lessons/suggested'> | undefined;
  progress: Answer<'GET /v1/progress'> | undefined;
}

/** The day of a learner: what to do next, how far the day is, and what waits. */
export function Today({ suggested, progress }: TodayProps) {
  const t = useHomeWords();
  const { language } = useInterface();
  const name = useMe()?.name ?? '';
  const hour = new Date().getHours();
  const greeting = hour < 11 ? 'morning' : hour < 18 ? 'day' : 'evening';
  const date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date());
  const recent = suggested?.recent.filter((lesson) => lesson.id !== suggested.next?.lesson.id) ?? [];
  const assigned = suggested?.assigned ?? [];
  return (
    <Page
      title={t('pageTitle')}
      heading={t(greeting, { name: name === '' ? 'none' : name })}
      lead={<span className="first-letter:uppercase">{date}</span>}
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-5">
          <NextLesson next={suggested?.next ?? null} />
          <ReviewCard />
        </div>
        <div className="flex flex-col gap-5">
          {progress !== undefined && <GoalCard progress={progress} />}
          <PracticeCard />
        </div>
      </div>
      {assigned.length > 0 && (
        <Section title={t('assigned')}>
          <ul className="grid gap-3 sm:grid-cols-2">
            {assigned.map((lesson) => (
              <LessonRow key={lesson.id} lesson={lesson} />
            ))}
          </ul>
        </Section>
      )}
      {recent.length > 0 && (
        <Section title={t('recent')}>
          <ul className="grid gap-3 sm:grid-cols-2">
            {recent.slice(0, 4).map((lesson) => (
              <LessonRow key={lesson.id} lesson={lesson} />
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
