import { useApi } from '../api/use-api.ts';
import { CupButton } from '../conversation/cup-button.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Steam } from '../home/steam.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import type { Pair } from '../settings/use-pair.ts';
import { useStartWords } from './words.ts';

/** The first lesson, and the cup that begins it. */
export function Ready({ pair }: { pair: Pair }) {
  const t = useStartWords();
  const begin = useBeginTalk();
  const suggested = useApi('GET /v1/lessons/suggested', { query: { language: pair.learning, from: pair.from } });
  const lesson = suggested.data?.next?.lesson;
  return (
    <div className="flex flex-col items-center gap-3 text-center">
      {lesson !== undefined && (
        <Foreign as="p" lang={lesson.language} className="font-serif text-heading">
          {lesson.title} <span className="font-sans text-base text-soft">{lesson.level}</span>
        </Foreign>
      )}
      <Steam />
      <div className="[--cup:11rem]">
        <CupButton
          label={t('done.start')}
          mood="resting"
          microphone="on"
          disabled={lesson === undefined}
          onPress={() => lesson && begin({ scene: lesson.id, microphone: true })}
        />
      </div>
      <p className="font-serif text-2xl" aria-hidden="true">
        {t('done.start')}
      </p>
      <div className="mt-3 flex flex-wrap justify-center gap-3">
        <Button
          icon="keyboard"
          disabled={lesson === undefined}
          onClick={() => lesson && begin({ scene: lesson.id, microphone: false })}
        >
          {t('done.type')}
        </Button>
        <ButtonLink to="/library" look="quiet">
          {t('done.library')}
        </ButtonLink>
      </div>
    </div>
  );
}
