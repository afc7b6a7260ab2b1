import type { LessonDetail } from '../../wire/api/lessons.ts';
import { ButtonLink } from '../design/button.tsx';
import { useTaskWords } from './words.ts';

/** After a task the next one, and after the last the first quiz. */
export function NextInLesson({ lesson, task }: { lesson: LessonDetail; task: string }) {
  const t = useTaskWords();
  const place = lesson.tasks.findIndex(({ id }) => id === task);
  const next = lesson.tasks[place + 1];
  if (next !== undefined) {
    return (
      <ButtonLink to="/lesson/$id/task/$task" params={{ id: lesson.id, task: next.id }} look="primary">
        {t('done.on', { what: t(`task.${next.type}`) })}
      </ButtonLink>
    );
  }
  const quiz = lesson.quizzes[0];
  if (quiz === undefined) return null;
  return (
    <ButtonLink to="/lesson/$id/quiz/$quiz" params={{ id: lesson.id, quiz: quiz.id }} look="primary">
      {t('done.on', { what: t('quiz') })}
    </ButtonLink>
  );
}
