import { type ReactNode, useEffect, useRef } from 'react';
import type { TaskResult } from '../../wire/tasks.ts';
import { Button } from '../design/button.tsx';
import { useTaskWords } from './words.ts';

interface TaskDoneProps {
  result: TaskResult;
  /** It has not reached the server yet. */
  waiting: boolean;
  onAgain(): void;
  onLeave(): void;
  onward?: ReactNode;
}

/** How it went, as on a café bill. */
export function TaskDone({ result, waiting, onAgain, onLeave, onward }: TaskDoneProps) {
  const t = useTaskWords();
  const { right, total } = result;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="slip arrive px-6 pt-8 pb-11 text-center" data-testid="task-done">
      <h2 ref={title} tabIndex={-1} className="font-serif text-title tabular-nums outline-none">
        {t('done.title', { right, total })}
      </h2>
      <p className="mt-1 text-lead text-soft">
        {t(right === total ? 'done.all' : right * 3 >= total * 2 ? 'done.most' : 'done.some')}
      </p>
      <ol className="mt-5 flex flex-wrap justify-center gap-1.5" aria-hidden="true">
        {result.items.map(({ item, verdict }) => (
          <li
            key={item}
            className={`h-2.5 w-7 rounded-full ${verdict === 'right' ? 'bg-accent' : verdict === 'close' ? 'bg-amber' : 'bg-rust'}`}
          />
        ))}
      </ol>
      {waiting && <p className="mt-4 text-sm text-soft">{t('done.kept')}</p>}
      <div className="mt-7 flex flex-wrap justify-center gap-3">
        {onward}
        <Button icon="repeat" onClick={onAgain}>
          {t('done.again')}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {t('done.lesson')}
        </Button>
      </div>
    </div>
  );
}
