import { useEffect, useRef } from 'react';
import { useApi } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { NextInLesson } from '../task/next-in-lesson.tsx';
import type { EffectOf } from './talk-state.ts';
import { useTalkWords } from './words.ts';

/** How a task went that was said aloud, and what comes after it. */
export function TaskSlip({ task, onAgain }: { task: EffectOf<'task-done'>; onAgain(): void }) {
  const t = useTalkWords();
  const title = useRef<HTMLHeadingElement>(null);
  const lesson = useApi('GET /v1/lessons/:id', { params: { id: task.lesson } }, { staleTime: 300_000 });
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="slip arrive mx-auto w-full max-w-md px-6 pt-6 pb-10 sm:px-8" data-testid="task-done">
      <h2 ref={title} tabIndex={-1} className="text-center font-serif text-2xl outline-none">
        {t('taskDone.title', { right: task.right, total: task.total })}
      </h2>
      <ul className="mt-4 flex flex-col gap-1.5">
        {task.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items are their places.
          <li key={place} className="flex items-baseline gap-2.5">
            <span className={item.right ? 'text-accent' : 'text-rust'}>
              <Icon name={item.right ? 'right' : 'cross'} className="size-4" />
            </span>
            <Foreign lang={item.language} className="font-serif text-lg">
              {item.text}
            </Foreign>
          </li>
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap justify-center gap-3">
        {lesson.data !== undefined && <NextInLesson lesson={lesson.data} task={task.task} />}
        <Button icon="repeat" onClick={onAgain}>
          {t('summary.again')}
        </Button>
      </div>
    </div>
  );
}
