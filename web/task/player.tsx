import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { scoreQuiz, scoreTask } from '../../wire/task-scoring.ts';
import type { ItemAnswer, Quiz, Task, TaskResult } from '../../wire/tasks.ts';
import type { ReadDoor } from '../api/doors.ts';
import { useTroubleText } from '../design/loading-words.ts';
import { toast } from '../design/toasts.tsx';
import { useLessonSound } from '../sound/lesson-sound.ts';
import { PairsBoard } from './pairs-board.tsx';
import { InsideFrame, PlayerFrame } from './player-frame.tsx';
import { sendResult } from './send-result.ts';
import { SequenceBoard } from './sequence-board.tsx';
import { StepCard } from './step-card.tsx';
import { isBoard, quizSteps, stepsOf } from './steps.ts';
import { TaskDone } from './task-done.tsx';

export type Played = { kind: 'task'; task: Task } | { kind: 'quiz'; quiz: Quiz; language: string };

interface PlayerProps {
  lesson: string;
  /** Language of the translations. */
  from: string;
  what: Played;
  title: string;
  /** Above the first step. */
  intro?: ReactNode;
  /** What comes when it is done. */
  onward?: ReactNode;
  onAgain(): void;
  onLeave(): void;
  onDone?(result: TaskResult): void;
  /** Within another page, which has its own frame. */
  inside?: boolean;
}

/** What a result changes elsewhere. */
const touched: readonly ReadDoor[] = [
  'GET /v1/lessons',
  'GET /v1/lessons/suggested',
  'GET /v1/progress',
  'GET /v1/practice/daily',
];

/** Plays a task or a quiz from its first question to its result. */
export function Player({
  lesson,
  from,
  what,
  title,
  intro,
  onward,
  onAgain,
  onLeave,
  onDone,
  inside = false,
}: PlayerProps) {
  const Frame = inside ? InsideFrame : PlayerFrame;
  const sound = useLessonSound(lesson);
  const client = useQueryClient();
  const say = useTroubleText();
  const steps = useMemo(
    () => (what.kind === 'quiz' ? quizSteps(what.quiz) : isBoard(what.task) ? [] : stepsOf(what.task)),
    [what],
  );
  const [answers, setAnswers] = useState<readonly ItemAnswer[]>([]);
  const [place, setPlace] = useState(0);
  const [board, setBoard] = useState<TaskResult>();
  const [done, setDone] = useState<{ result: TaskResult; sent: boolean | undefined }>();
  const began = useRef(Date.now());

  const score = (given: readonly ItemAnswer[]): TaskResult =>
    what.kind === 'quiz' ? scoreQuiz(what.quiz, given) : scoreTask(what.task, given);
  const finish = (given: readonly ItemAnswer[]): void => {
    const result = score(given);
    setDone({ result, sent: undefined });
    onDone?.(result);
    const ms = Date.now() - began.current;
    sendResult({ lesson, what, answers: [...given], result, ms, at: new Date().toISOString() }).then(
      (sent) => {
        setDone({ result, sent });
        for (const door of touched) void client.invalidateQueries({ queryKey: [door] });
      },
      (error: unknown) => toast({ text: say(error), tone: 'trouble' }),
    );
  };

  if (done !== undefined) {
    return (
      <Frame title={title} onLeave={onLeave}>
        <TaskDone
          result={done.result}
          waiting={done.sent === false}
          onAgain={onAgain}
          onLeave={onLeave}
          onward={onward}
        />
      </Frame>
    );
  }
  if (what.kind === 'task' && isBoard(what.task)) {
    const give = (given: ItemAnswer[]): void => {
      setAnswers(given);
      setBoard(score(given));
    };
    const shared = { result: board, onAnswer: give, onNext: () => finish(answers) };
    return (
      <Frame title={title} onLeave={onLeave} instruction={what.task}>
        {what.task.type === 'match_pairs' ? (
          <PairsBoard task={what.task} {...shared} />
        ) : (
          <SequenceBoard task={what.task} from={from} {...shared} />
        )}
      </Frame>
    );
  }
  const step = steps[place];
  if (step === undefined) return null;
  const answered = answers.find(({ item }) => item === step.id);
  const result = answered && score([answered]).items.find(({ item }) => item === step.id);
  const last = place === steps.length - 1;
  return (
    <Frame
      title={title}
      onLeave={onLeave}
      place={place + (result === undefined ? 0 : 1)}
      total={steps.length}
      {...(what.kind === 'task' ? { instruction: what.task } : {})}
    >
      {place === 0 && result === undefined && intro}
      <StepCard
        key={step.id}
        step={step}
        sound={sound}
        from={from}
        result={result}
        last={last}
        onAnswer={(answer) => setAnswers([...answers, answer])}
        onNext={() => {
          sound.stop();
          if (last) finish(answers);
          else setPlace(place + 1);
        }}
      />
    </Frame>
  );
}
