import type { ReactNode } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { useApi } from '../api/use-api.ts';
import { SkeletonList } from '../design/status.tsx';
import { Trouble } from '../design/trouble.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { useTaskWords } from './words.ts';

interface LessonLoadedProps {
  id: string;
  onLeave(): void;
  children(lesson: LessonDetail): ReactNode;
}

/** The lesson that a task is of, once it is here. */
export function LessonLoaded({ id, onLeave, children }: LessonLoadedProps) {
  const t = useTaskWords();
  const lesson = useApi('GET /v1/lessons/:id', { params: { id } }, { staleTime: 300_000 });
  if (lesson.data !== undefined) return children(lesson.data);
  return (
    <PlayerFrame title="…" onLeave={onLeave}>
      {lesson.isError ? (
        <Trouble error={lesson.error} onAgain={() => void lesson.refetch()} />
      ) : (
        <SkeletonList label={t('loading')} rows={3} />
      )}
    </PlayerFrame>
  );
}
