import { lazy, Suspense, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icons.tsx';
import type { Talk } from './talk.ts';
import type { EffectOf } from './talk-state.ts';
import { useTalkWords } from './words.ts';

const QuizInside = lazy(() => import('../task/quiz-inside.tsx'));

/** A quiz on the path: taken now, over the talk, or left standing. */
export function QuizCard({ talk, offer }: { talk: Talk; offer: EffectOf<'quiz'> }) {
  const t = useTalkWords();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<{ right: number; total: number }>();
  const [back, setBack] = useState<() => void>();
  const close = (): void => {
    setOpen(false);
    back?.();
    setBack(undefined);
  };
  return (
    <div className="slip mx-auto w-full max-w-md px-6 pt-5 pb-9 text-center" data-testid="quiz-offer">
      <p className="font-serif text-xl">{t('quiz.title')}</p>
      <p className="text-soft">{t('quiz.text', { count: offer.questions })}</p>
      {done === undefined ? (
        <>
          <Button
            look="primary"
            className="mt-3"
            onClick={() => {
              talk.stopTutor();
              const resume = talk.rest();
              setBack(() => resume);
              setOpen(true);
            }}
          >
            {t('quiz.now')}
          </Button>
          <p className="mt-2 text-sm text-soft">{t('quiz.later')}</p>
        </>
      ) : (
        <p className="mt-2 inline-flex items-center gap-2 font-semibold text-accent">
          <Icon name="right" />
          {t('quiz.done', done)}
        </p>
      )}
      <Dialog open={open} onClose={close} title={t('quiz.title')} wide>
        <div className="text-left">
          <Suspense>
            <QuizInside lesson={offer.lesson} quiz={offer.quiz} onDone={setDone} onLeave={close} />
          </Suspense>
        </div>
      </Dialog>
    </div>
  );
}
