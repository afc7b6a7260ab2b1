import type { ReactNode } from 'react';
import { useApi } from '../api/use-api.ts';
import { PageTools } from '../app/page-tools.tsx';
import { IconButton } from '../design/button.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { isLessonScene, isReviewScene } from './lesson-scene.ts';
import { Path, quizPoints } from './path.tsx';
import type { TalkState } from './talk-state.ts';
import { useTalkWords } from './words.ts';

interface RoomHeadProps {
  state: TalkState;
  onLeave(): void;
  children?: ReactNode;
}

/** Where we are: the scene, how far along it, and the way out. */
export function RoomHead({ state, onLeave, children }: RoomHeadProps) {
  const t = useTalkWords();
  const { nameOf } = useInterface();
  const { scene, progress, prompt } = state;
  const review = scene !== undefined && isReviewScene(scene.id);
  const lesson = useApi(
    'GET /v1/lessons/:id',
    { params: { id: scene?.id ?? '' } },
    { enabled: scene !== undefined && isLessonScene(scene.id), staleTime: 300_000, retry: false },
  );
  const total = progress?.total ?? prompt?.total ?? 0;
  const done = progress?.done ?? 0;
  return (
    <header>
      <div className="awning" aria-hidden="true" />
      <div className="mx-auto flex w-full max-w-6xl items-center gap-3 px-3 pt-3 pb-2 sm:gap-5 sm:px-6">
        <IconButton icon="cross" label={t('talk.leave')} onClick={onLeave} />
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline gap-3">
            <h1
              className="truncate font-serif text-xl tracking-tight sm:text-2xl"
              lang={review ? undefined : scene?.language}
            >
              {review ? t('talk.review') : (scene?.title ?? '…')}
            </h1>
            {scene !== undefined && (
              <p className="shrink-0 text-sm text-soft">
                <span className="hidden sm:inline">{nameOf(scene.language)} </span>
                <span className="font-semibold">{scene.level}</span>
              </p>
            )}
          </div>
          {total > 0 && (
            <div className="mt-1.5 max-w-xl">
              <Path done={done} total={total} quizzes={quizPoints(lesson.data, total)} />
            </div>
          )}
        </div>
        {children}
        <div className="hidden sm:block">
          <PageTools />
        </div>
      </div>
    </header>
  );
}
