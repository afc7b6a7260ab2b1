import { type ReactNode, useEffect, useRef } from 'react';
import type { Answer } from '../api/doors.ts';
import { useApi } from '../api/use-api.ts';
import { Page } from '../app/page.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Steps } from '../design/meter.tsx';
import { Badge } from '../design/status.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { newEventId, queueEvent } from '../offline/event-queue.ts';
import { usePair } from '../settings/use-pair.ts';
import { SayDrill } from '../sound/say-drill.tsx';
import { usePracticeWords } from './words.ts';

type Daily = Answer<'GET /v1/practice/daily'>;

/** Today's set menu: reviews, new words, a talk, and something to say. */
export default function PracticePage() {
  const t = usePracticeWords();
  const daily = useApi('GET /v1/practice/daily', undefined, { staleTime: 0 });
  return (
    <Page title={t('title')} lead={t('lead')} width="text">
      <Loaded query={daily} rows={4}>
        {(data) => <Menu daily={data} />}
      </Loaded>
    </Page>
  );
}

function Menu({ daily }: { daily: Daily }) {
  const t = usePracticeWords();
  const begin = useBeginTalk();
  const { from, learning } = usePair();
  const { reviews, new: fresh, dialogue, pronunciation } = daily;
  const courses = [
    reviews.done >= reviews.target,
    fresh.done >= fresh.target,
    ...(dialogue === null ? [] : [dialogue.done]),
    ...(pronunciation === null ? [] : [pronunciation.done]),
  ];
  const done = courses.filter(Boolean).length;
  useNotedEnd(daily, courses.length);

  return (
    <>
      <Steps
        done={done}
        total={courses.length}
        label={t('progress')}
        say={t('progressSay', { done, total: courses.length })}
      />
      {daily.done && (
        <Card look="wash" className="mt-6 p-6 text-center">
          <h2 className="font-serif text-heading">{t('all.title')}</h2>
          <p className="mt-1 text-soft">{t('all.text')}</p>
          <ButtonLink to="/library" look="primary" className="mt-4">
            {t('all.more')}
          </ButtonLink>
        </Card>
      )}
      <ol className="mt-6 flex flex-col gap-4">
        <Course
          title={t('reviews')}
          done={reviews.done >= reviews.target}
          text={t('reviews.text', { count: reviews.target })}
          some={reviews.target > 0 ? t('some', { done: reviews.done, target: reviews.target }) : undefined}
        >
          {reviews.done < reviews.target && (
            <ButtonLink to="/review" icon="review">
              {t('go')}
            </ButtonLink>
          )}
        </Course>
        <Course
          title={t('new')}
          done={fresh.done >= fresh.target}
          text={t('new.text', { count: fresh.target })}
          some={fresh.target > 0 ? t('some', { done: fresh.done, target: fresh.target }) : undefined}
        >
          {fresh.done < fresh.target && (
            <ButtonLink to="/review" icon="words">
              {t('go')}
            </ButtonLink>
          )}
        </Course>
        <Course
          title={t('dialogue')}
          done={dialogue?.done ?? false}
          text={
            dialogue === null ? (
              t('dialogue.none')
            ) : (
              <>
                <Foreign lang={learning}>{dialogue.title}</Foreign>{' '}
                <span className="font-semibold">{dialogue.level}</span>
              </>
            )
          }
        >
          {dialogue !== null && (
            <Button
              look={dialogue.done ? 'secondary' : 'primary'}
              icon="microphone"
              onClick={() => begin({ scene: dialogue.lesson, microphone: true })}
            >
              {t(dialogue.done ? 'again' : 'go')}
            </Button>
          )}
        </Course>
        <Course
          title={t('sound')}
          done={pronunciation?.done ?? false}
          text={pronunciation === null ? t('sound.none') : ''}
        >
          {pronunciation !== null && (
            <div className="w-full border-t border-dotted border-line pt-5">
              <SayDrill
                text={pronunciation.text}
                language={pronunciation.language}
                onSaid={(words) => {
                  const data = { text: pronunciation.text, language: pronunciation.language, words };
                  queueEvent({ id: newEventId(), at: new Date().toISOString(), kind: 'pronunciation', data });
                }}
              />
              <Foreign as="p" lang={from} className="mt-1 text-center text-soft">
                {pronunciation.translation}
              </Foreign>
            </div>
          )}
        </Course>
      </ol>
    </>
  );
}

interface CourseProps {
  title: string;
  text: ReactNode;
  some?: string | undefined;
  done: boolean;
  children?: ReactNode;
}

function Course({ title, text, some, done, children }: CourseProps) {
  const t = usePracticeWords();
  return (
    <li>
      <Card className="flex flex-wrap items-center gap-x-5 gap-y-4 p-5 sm:p-6">
        <span
          className={`grid size-9 shrink-0 place-items-center rounded-full ${done ? 'bg-accent text-on-accent' : 'border-2 border-line'}`}
          aria-hidden="true"
        >
          {done && <Icon name="right" />}
        </span>
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="font-serif text-xl">
            {title}
            {done && <span className="sr-only"> ({t('done')})</span>}
          </h2>
          <p className="text-soft">{text}</p>
        </div>
        {some !== undefined && !done && <Badge>{some}</Badge>}
        {children}
      </Card>
    </li>
  );
}

/** When the last course is done the day's practice is noted, once. */
function useNotedEnd(daily: Daily, parts: number): void {
  const noted = useRef(false);
  useEffect(() => {
    if (!daily.done || noted.current) return;
    noted.current = true;
    // The same id on every device: it is one event, however often it is seen.
    const id = `practice-${daily.day}`;
    queueEvent({ id, at: new Date().toISOString(), kind: 'practice-finished', data: { day: daily.day, parts } });
  }, [daily, parts]);
}
