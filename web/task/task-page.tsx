import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { LessonDetail } from '../../wire/api/lessons.ts';
import type { TaskType } from '../../wire/tasks.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/status.tsx';
import { useBeginTalk } from '../lesson/use-begin-talk.ts';
import { LessonLoaded } from './lesson-loaded.tsx';
import { NextInLesson } from './next-in-lesson.tsx';
import { Player } from './player.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { useTaskWords } from './words.ts';

/** Tasks that can be said aloud to the server. */
const spoken: readonly TaskType[] = ['listen_repeat', 'shadowing', 'minimal_pairs'];

/** One task of a lesson. */
export default function TaskPage() {
  const { id, task } = useParams({ from: '/lesson/$id/task/$task' });
  const navigate = useNavigate();
  const leave = (): void => void navigate({ to: '/library', search: { lesson: id } });
  return (
    <LessonLoaded id={id} onLeave={leave}>
      {(lesson) => <TaskRoom key={task} lesson={lesson} task={task} onLeave={leave} />}
    </LessonLoaded>
  );
}

function TaskRoom({ lesson, task: id, onLeave }: { lesson: LessonDetail; task: string; onLeave(): void }) {
  const t = useTaskWords();
  const begin = useBeginTalk();
  const [run, setRun] = useState(0);
  const task = lesson.tasks.find((one) => one.id === id);
  const what = useMemo(() => (task === undefined ? undefined : { kind: 'task' as const, task }), [task]);
  if (task === undefined || what === undefined) {
    return (
      <PlayerFrame title={lesson.title} onLeave={onLeave}>
        <EmptyState title={t('missing.task')} />
      </PlayerFrame>
    );
  }
  const byVoice = spoken.includes(task.type) && (
    <Card look="wash" className="mb-7 flex flex-wrap items-center justify-between gap-3 px-5 py-4">
      <p>{t('aloud.text')}</p>
      <Button icon="microphone" onClick={() => begin({ scene: `task:${lesson.id}:${task.id}`, microphone: true })}>
        {t('aloud')}
      </Button>
    </Card>
  );
  return (
    <Player
      key={run}
      lesson={lesson.id}
      from={lesson.from}
      what={what}
      title={t(`task.${task.type}`)}
      intro={byVoice}
      onward={<NextInLesson lesson={lesson} task={task.id} />}
      onAgain={() => setRun(run + 1)}
      onLeave={onLeave}
    />
  );
}
