import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/use-api.ts';
import { PageHeading, useTitle } from '../app/page.tsx';
import { PageHeader } from '../app/page-header.tsx';
import { CupButton } from '../conversation/cup-button.tsx';
import { isReviewScene } from '../conversation/lesson-scene.ts';
import { useTalkWords } from '../conversation/words.ts';
import { Button } from '../design/button.tsx';
import { Steam } from '../home/steam.tsx';
import { useEarlierTalk } from '../home/use-earlier-talk.ts';
import { useBeginTalk } from './use-begin-talk.ts';

/** Before a lesson: what it is, and the cup. Here one also comes to after a reload. */
export function LessonDoor({ id }: { id: string }) {
  const t = useTalkWords();
  const navigate = useNavigate();
  const begin = useBeginTalk();
  const scenes = useApi('GET /v1/scenes', undefined, { staleTime: 300_000 });
  const scene = scenes.data?.data.find((one) => one.id === id);
  const earlier = useEarlierTalk();
  // A review is not among the scenes to choose from.
  const title = isReviewScene(id) ? t('talk.review') : scene?.title;
  useTitle(title ?? '');
  return (
    <div>
      <PageHeader />
      <main className="mx-auto flex max-w-2xl flex-col items-center px-4 pt-10 pb-16 text-center">
        <PageHeading lang={scene?.language} className="font-serif text-title tracking-tight text-balance">
          {title ?? '…'}
        </PageHeading>
        {scene !== undefined && (
          <p className="mt-3 max-w-[48ch] text-lead text-soft" lang={scene.from}>
            {scene.description}
          </p>
        )}
        <div className="mt-8">
          <Steam />
        </div>
        <div className="mt-3 [--cup:10.5rem]">
          <CupButton
            label={t('door.start')}
            mood="resting"
            microphone="on"
            onPress={() => begin({ scene: id, microphone: true })}
          />
        </div>
        <p className="mt-4 font-serif text-2xl" aria-hidden="true">
          {t('door.start')}
        </p>
        <div className="mt-5 flex flex-wrap justify-center gap-3">
          {earlier?.scene === id && (
            <Button
              look="primary"
              icon="repeat"
              onClick={() => begin({ scene: id, conversation: earlier.id, microphone: true })}
            >
              {t('door.goOn')} <span lang={earlier.language}>{earlier.title}</span>
            </Button>
          )}
          <Button icon="keyboard" onClick={() => begin({ scene: id, microphone: false })}>
            {t('door.type')}
          </Button>
          <Button look="quiet" onClick={() => void navigate({ to: '/' })}>
            {t('talk.leave')}
          </Button>
        </div>
      </main>
    </div>
  );
}
