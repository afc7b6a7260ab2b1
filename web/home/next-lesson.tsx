import type { Answer } from '../api/doors.ts';
import { CupButton } from '../conversation/cup-button.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { EmptyState } from '../design/status.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { Steam } from './steam.tsx';
import { useEarlierTalk } from './use-earlier-talk.ts';
import { useHomeWords } from './words.ts';

/** The table that is laid: the next lesson, and the cup that begins it. */
export function NextLesson({ next }: { next: Answer<'GET /v1/lessons/suggested'>['next'] }) {
  const t = useHomeWords();
  const { nameOf } = useInterface();
  const begin = useBeginTalk();
  const earlier = useEarlierTalk();
  if (next === null) {
    return <EmptyState title={t('noLesson')} action={<ButtonLink to="/library">{t('allLessons')}</ButtonLink>} />;
  }
  const { lesson, why } = next;
  const open = earlier?.scene === lesson.id ? earlier : undefined;
  return (
    <section
      className="slip flex flex-col items-center gap-x-8 gap-y-4 px-6 pt-6 pb-10 text-center sm:flex-row sm:px-9 sm:pt-8 sm:pb-11 sm:text-left"
      aria-labelledby="next-lesson"
    >
      <div className="flex shrink-0 flex-col items-center">
        <Steam />
        <div className="mt-2 [--cup:8.5rem]">
          <CupButton
            label={open === undefined ? t('start') : t('continue')}
            mood="resting"
            microphone="on"
            onPress={() => begin({ scene: lesson.id, microphone: true, conversation: open?.id })}
          />
        </div>
        <p className="mt-2 font-serif text-xl" aria-hidden="true">
          {open === undefined ? t('start') : t('continue')}
        </p>
      </div>
      <div className="min-w-0 flex-1">
        <p className="label">{t(`why.${why}`)}</p>
        <h2 id="next-lesson" lang={lesson.language} className="mt-1 font-serif text-title tracking-tight text-balance">
          {lesson.title}
        </h2>
        <p className="mt-2 text-soft">
          {nameOf(lesson.language)} <span className="font-semibold text-ink">{lesson.level}</span> ·{' '}
          {t('lessonMinutes', { count: lesson.minutes })}
        </p>
        <p className="mt-2 leading-relaxed" lang={lesson.from}>
          {lesson.description}
        </p>
        <div className="mt-4 flex flex-wrap justify-center gap-2 sm:justify-start">
          <Button icon="keyboard" size="small" onClick={() => begin({ scene: lesson.id, microphone: false })}>
            {t('byTyping')}
          </Button>
          <ButtonLink to="/library" search={{ lesson: lesson.id }} size="small" look="quiet">
            {t('look')}
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}
