import { useState } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { Button } from '../design/button.tsx';
import { Meter } from '../design/meter.tsx';
import { toast } from '../design/toasts.tsx';
import { canKeep, dropLesson, keepLesson, useKeptLessons } from '../offline/kept-lessons.ts';
import { useLibraryWords } from './words.ts';

/** Keeps a lesson with its sound on this device, or lets go of it. */
export function KeepOffline({ lesson }: { lesson: LessonDetail }) {
  const t = useLibraryWords();
  const [step, setStep] = useState<{ done: number; total: number }>();
  const mine = useKeptLessons().get(lesson.id);
  if (!canKeep()) return null;
  const keep = (): void => {
    setStep({ done: 0, total: 1 });
    keepLesson(lesson.id, (done, total) => setStep({ done, total }), new AbortController().signal)
      .then(
        () => toast({ text: t('keep.done', { title: lesson.title }) }),
        () => toast({ text: t('keep.failed'), tone: 'trouble' }),
      )
      .finally(() => setStep(undefined));
  };
  if (step !== undefined) {
    const say = t('keep.busy', step);
    return (
      <div className="max-w-xs">
        <p className="mb-1 text-sm text-soft">{say}</p>
        <Meter label={t('keep')} value={step.done} max={step.total} say={say} />
      </div>
    );
  }
  if (mine?.version === lesson.version) {
    return (
      <Button
        size="small"
        icon="downloaded"
        className="text-accent"
        onClick={() =>
          void dropLesson(lesson.id).then(() => toast({ text: t('keep.dropped', { title: lesson.title }) }))
        }
        title={t('keep.drop')}
      >
        {t('keep.kept')} · {t('keep.drop')}
      </Button>
    );
  }
  return (
    <Button size="small" icon="download" onClick={keep}>
      {t('keep')}
    </Button>
  );
}
