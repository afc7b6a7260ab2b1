import { useMemo, useState } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import type { TaskResult } from '../../wire/tasks.ts';
import { useApi } from '../api/use-api.ts';
import { Loaded } from '../design/loaded.tsx';
import { EmptyState } from '../design/status.tsx';
import { Player } from './player.tsx';
import { useTaskWords } from './words.ts';

interface QuizInsideProps {
  lesson: string;
  quiz: string;
  onDone(result: TaskResult): void;
  onLeave(): void;
}

/** A quiz within another page. */
export default function QuizInside({ lesson, ...rest }: QuizInsideProps) {
  const query = useApi('GET /v1/lessons/:id', { params: { id: lesson } }, { staleTime: 300_000 });
  return <Loaded query={query}>{(data) => <Inside lesson={data} {...rest} />}</Loaded>;
}

function Inside({ lesson, quiz: id, onDone, onLeave }: Omit<QuizInsideProps, 'lesson'> & { lesson: LessonDetail }) {
  const t = useTaskWords();
  const [run, setRun] = useState(0);
  const quiz = lesson.quizzes.find((one) => one.id === id);
  const what = useMemo(
    () => (quiz === undefined ? undefined : { kind: 'quiz' as const, quiz, language: lesson.language }),
    [quiz, lesson],
  );
  if (what === undefined) return <EmptyState title={t('missing.task')} />;
  return (
    <Player
      key={run}
      inside
      lesson={lesson.id}
      from={lesson.from}
      what={what}
      title={t('quiz')}
      onAgain={() => setRun(run + 1)}
      onLeave={onLeave}
      onDone={onDone}
    />
  );
}
