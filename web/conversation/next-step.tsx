import { useApi } from '../api/use-api.ts';
import { Button, ButtonLink } from '../design/button.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { isLessonScene } from './lesson-scene.ts';
import { useTalkWords } from './words.ts';

interface NextStepProps {
  lesson: string;
  finished: boolean;
  onAgain(): void;
}

/** After a talk: its tasks, or the next lesson, and the talk once more. */
export function NextStep({ lesson: id, finished, onAgain }: NextStepProps) {
  const t = useTalkWords();
  const begin = useBeginTalk();
  const enabled = isLessonScene(id);
  const lesson = useApi('GET /v1/lessons/:id', { params: { id } }, { enabled, staleTime: 300_000, retry: false });
  const progress = useApi('GET /v1/progress/lessons/:id', { params: { id } }, { enabled, staleTime: 0, retry: false });
  const task = lesson.data?.tasks[0];
  const next = progress.data?.next_lesson ?? null;
  const toTasks = finished && task !== undefined;
  const toNext = finished && task === undefined && next !== null;
  return (
    <>
      <Button look={toTasks || toNext ? 'secondary' : 'primary'} onClick={onAgain}>
        {t('summary.again')}
      </Button>
      {toTasks && (
        <ButtonLink to="/lesson/$id/task/$task" params={{ id, task: task.id }} look="primary">
          {t('summary.tasks')}
        </ButtonLink>
      )}
      {toNext && (
        <Button look="primary" onClick={() => begin({ scene: next, microphone: true })}>
          {t('summary.next')}
        </Button>
      )}
    </>
  );
}
