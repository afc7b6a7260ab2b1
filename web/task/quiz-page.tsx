import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import { EmptyState } from '../design/status.tsx';
import { LessonLoaded } from './lesson-loaded.tsx';
import { Player } from './player.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { useTaskWords } from './words.ts';

/** One quiz of a lesson. */
export default function QuizPage() {
  const { id, quiz } = useParams({ from: '/lesson/$id/quiz/$quiz' });
  const navigate = useNavigate();
  const leave = (): void => void navigate({ to: '/library', search: { lesson: id } });
  return (
    <LessonLoaded id={id} onLeave={leave}>
      {(lesson) => <QuizRoom key={quiz} lesson={lesson} quiz={quiz} onLeave={leave} />}
    </LessonLoaded>
  );
}

function QuizRoom({ lesson, quiz: id, onLeave }: { lesson: LessonDetail; quiz: string; onLeave(): void }) {
  const t = useTaskWords();
  const [run, setRun] = useState(0);
  const quiz = lesson.quizzes.find((one) => one.id === id);
  const what = useMemo(
    () => (quiz === undefined ? undefined : { kind: 'quiz' as const, quiz, language: lesson.language }),
    [quiz, lesson],
  );
  if (what === undefined) {
    return (
      <PlayerFrame title={lesson.title} onLeave={onLeave}>
        <EmptyState title={t('missing.task')} />
      </PlayerFrame>
    );
  }
  return (
    <Player
      key={run}
      lesson={lesson.id}
      from={lesson.from}
      what={what}
      title={t('quiz')}
      onAgain={() => setRun(run + 1)}
      onLeave={onLeave}
    />
  );
}
