import { Button } from '../design/button.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import type { Talk } from './talk.ts';
import type { TalkState } from './talk-state.ts';
import { useTalkWords } from './words.ts';

/** The learner asked the tutor for another lesson. */
export function WantedLesson({ talk, state }: { talk: Talk; state: TalkState }) {
  const t = useTalkWords();
  const begin = useBeginTalk();
  const { wanted } = state;
  if (wanted === undefined) return null;
  return (
    <div role="status" className="mx-4 mb-2 flex flex-wrap items-center gap-3 rounded-card bg-wash px-5 py-3">
      <p className="min-w-0 flex-1">{t('wanted.title', { title: wanted.title })}</p>
      <Button look="primary" onClick={() => begin({ scene: wanted.lesson, microphone: state.microphone !== 'off' })}>
        {t('wanted.go')}
      </Button>
      <Button look="quiet" onClick={() => talk.lessonOpened()}>
        {t('wanted.stay')}
      </Button>
    </div>
  );
}
