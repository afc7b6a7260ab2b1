import { useMemo, useState } from 'react';
import type { ItemAnswer, Task, TaskResult } from '../../wire/tasks.ts';
import { Button } from '../design/button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { ResultNote } from './result-note.tsx';
import { shuffled } from './steps.ts';
import { useTaskWords } from './words.ts';

interface SequenceBoardProps {
  task: Extract<Task, { type: 'sequence' }>;
  from: string;
  result: TaskResult | undefined;
  onAnswer(answers: ItemAnswer[]): void;
  onNext(): void;
}

const chip = 'min-h-11 border px-4 py-1.5 font-serif text-lg leading-snug transition-colors';
/** Letters above which a part is a sentence, and has a line to itself. */
const SENTENCE = 18;

/** Words in the wrong order: pressing puts one at the end of the line, or takes it back. */
export function SequenceBoard({ task, from, result, onAnswer, onNext }: SequenceBoardProps) {
  const t = useTaskWords();
  const mixed = useMemo(() => shuffled(task.items), [task]);
  const [line, setLine] = useState<readonly string[]>([]);
  const textOf = (id: string): string => task.items.find((item) => item.id === id)?.text ?? '';
  const long = task.items.some(({ text }) => text.length > SENTENCE);
  const whole = task.items.map(({ text }) => text).join(long ? '\n' : ' ');
  const shape = long ? 'w-full rounded-2xl text-left' : 'rounded-full';
  const right = result !== undefined && result.right === result.total;
  return (
    <div>
      {task.translation !== '' && (
        <Foreign as="p" lang={from} className="mb-4 text-center text-lead text-soft">
          {task.translation}
        </Foreign>
      )}
      <ul
        aria-label={t('sequence.line')}
        className="flex min-h-20 flex-wrap content-center items-center justify-center gap-2 rounded-card border border-dashed border-edge bg-sunk px-4 py-4"
      >
        {line.length === 0 && <li className="text-soft">{t('sequence.empty')}</li>}
        {line.map((id) => (
          <li key={id} className={long ? 'w-full' : undefined}>
            <button
              type="button"
              lang={task.language}
              disabled={result !== undefined}
              title={t('sequence.back', { word: textOf(id) })}
              className={`${chip} ${shape} border-accent bg-sheet`}
              onClick={() => setLine(line.filter((one) => one !== id))}
            >
              {textOf(id)}
            </button>
          </li>
        ))}
      </ul>
      <ul
        aria-label={t('sequence.pool')}
        className={`mt-4 flex flex-wrap justify-center gap-2 ${result === undefined ? 'min-h-14' : ''}`}
      >
        {mixed
          .filter(({ id }) => !line.includes(id))
          .map(({ id, text }) => (
            <li key={id} className={long ? 'w-full' : undefined}>
              <button
                type="button"
                lang={task.language}
                className={`${chip} ${shape} border-line bg-sheet shadow-card hover:border-accent hover:bg-wash`}
                onClick={() => setLine([...line, id])}
              >
                {text}
              </button>
            </li>
          ))}
      </ul>
      {result !== undefined && (
        <div className="mt-4">
          <ResultNote
            language={task.language}
            from={from}
            result={{
              item: task.id,
              verdict: right ? 'right' : 'wrong',
              answer: whole,
              given: long ? '' : line.map(textOf).join(' '),
              why: '',
              words: [],
            }}
          />
        </div>
      )}
      <div className="mt-6 flex justify-end">
        {result === undefined ? (
          <Button
            look="primary"
            disabled={line.length < task.items.length}
            onClick={() => onAnswer(line.map((item, place) => ({ item, place })))}
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
