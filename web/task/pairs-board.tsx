import { useMemo, useState } from 'react';
import type { ItemAnswer, Task, TaskResult } from '../../wire/tasks.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icons.tsx';
import { shuffled } from './steps.ts';
import { useTaskWords } from './words.ts';

interface PairsBoardProps {
  task: Extract<Task, { type: 'match_pairs' }>;
  result: TaskResult | undefined;
  onAnswer(answers: ItemAnswer[]): void;
  onNext(): void;
}

const cell =
  'flex min-h-13 w-full items-center justify-between gap-2 rounded-card border px-4 py-2 text-left leading-snug transition-colors';

/** Words on the left, what they mean on the right: press one, then the other. */
export function PairsBoard({ task, result, onAnswer, onNext }: PairsBoardProps) {
  const t = useTaskWords();
  const rights = useMemo(() => shuffled(task.items), [task]);
  const [pairs, setPairs] = useState<ReadonlyMap<string, string>>(new Map());
  const [left, setLeft] = useState<string>();
  const nameOf = (id: string | undefined): string => task.items.find((item) => item.id === id)?.left ?? '';
  const numberOf = (id: string): number => [...pairs.keys()].indexOf(id) + 1;
  const takenBy = (right: string): string | undefined => [...pairs].find(([, to]) => to === right)?.[0];
  const verdictOf = (id: string) => result?.items.find(({ item }) => item === id)?.verdict;

  const chooseLeft = (id: string): void => {
    if (pairs.has(id)) {
      const next = new Map(pairs);
      next.delete(id);
      setPairs(next);
    }
    setLeft(id);
  };
  const chooseRight = (right: string): void => {
    const from = left ?? task.items.find(({ id }) => !pairs.has(id))?.id;
    if (from === undefined) return;
    const next = new Map([...pairs].filter(([, to]) => to !== right));
    next.set(from, right);
    setPairs(next);
    setLeft(undefined);
  };

  return (
    <div>
      <p role="status" className="mb-3 text-soft">
        {left === undefined ? t('pairs.left') : t('pairs.chosen', { word: nameOf(left) })}
      </p>
      <div className="grid grid-cols-2 gap-3">
        <ul className="flex flex-col gap-2.5">
          {task.items.map(({ id, left: word }) => {
            const verdict = verdictOf(id);
            return (
              <li key={id}>
                <button
                  type="button"
                  aria-pressed={left === id || pairs.has(id)}
                  disabled={result !== undefined}
                  onClick={() => chooseLeft(id)}
                  className={`${cell} ${left === id ? 'border-accent bg-wash' : verdict === 'right' ? 'border-accent bg-wash' : verdict !== undefined ? 'border-rust bg-rust-wash' : pairs.has(id) ? 'border-edge bg-sunk' : 'border-line bg-sheet hover:border-edge'}`}
                >
                  <Foreign lang={task.language} className="font-serif text-lg">
                    {word}
                  </Foreign>
                  {pairs.has(id) && <PairNumber n={numberOf(id)} />}
                  {verdict !== undefined && <Icon name={verdict === 'right' ? 'right' : 'cross'} className="size-4" />}
                </button>
              </li>
            );
          })}
        </ul>
        <ul className="flex flex-col gap-2.5">
          {rights.map(({ id, right }) => {
            const taken = takenBy(id);
            return (
              <li key={id}>
                <button
                  type="button"
                  aria-pressed={taken !== undefined}
                  disabled={result !== undefined}
                  onClick={() => chooseRight(id)}
                  className={`${cell} ${taken === undefined ? 'border-line bg-sheet hover:border-edge' : 'border-edge bg-sunk'}`}
                >
                  <Foreign lang={task.right_language}>{right}</Foreign>
                  {taken !== undefined && <PairNumber n={numberOf(taken)} />}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
      {result !== undefined && result.right < result.total && (
        <ul className="arrive mt-4 rounded-card bg-rust-wash px-5 py-4" aria-label={t('answer')}>
          {result.items
            .filter(({ verdict }) => verdict !== 'right')
            .map(({ item }) => {
              const pair = task.items.find(({ id }) => id === item);
              return (
                <li key={item}>
                  <Foreign lang={task.language} className="font-serif text-lg">
                    {pair?.left}
                  </Foreign>{' '}
                  – <Foreign lang={task.right_language}>{pair?.right}</Foreign>
                </li>
              );
            })}
        </ul>
      )}
      <div className="mt-6 flex justify-end">
        {result === undefined ? (
          <Button
            look="primary"
            disabled={pairs.size < task.items.length}
            onClick={() => onAnswer([...pairs].map(([item, match]) => ({ item, match })))}
          >
            {t('check')}
          </Button>
        ) : (
          <Button look="primary" autoFocus onClick={onNext}>
            {t('finish')}
          </Button>
        )}
      </div>
    </div>
  );
}

function PairNumber({ n }: { n: number }) {
  return (
    <span className="grid size-6 shrink-0 place-items-center rounded-full bg-ink text-xs font-semibold text-paper tabular-nums">
      {n}
    </span>
  );
}
