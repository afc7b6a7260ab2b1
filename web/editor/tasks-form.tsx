import { useState } from 'react';
import type { TaskType } from '../../wire/tasks.ts';
import { Select } from '../design/field.tsx';
import { useDraftInHand } from './draft-context.tsx';
import { DraftList } from './draft-list.tsx';
import { freshName } from './fresh-name.ts';
import { getAt, type Json } from './json-pointer.ts';
import { freshQuestion, freshTask, taskTypes } from './task-shapes.ts';
import { ValueForm } from './value-form.tsx';
import { useEditorWords } from './words.ts';

/** Tasks of every kind. */
export function TasksForm() {
  const t = useEditorWords();
  const { content } = useDraftInHand();
  const [type, setType] = useState<TaskType>('listen_repeat');
  const typeOf = (entry: Json): string => {
    const known = taskTypes.find((one) => one === getAt(entry, '/type'));
    return known === undefined ? String(getAt(entry, '/type') ?? '') : t(`t.${known}`);
  };
  const tasks = getAt(content, '/tasks');
  return (
    <DraftList
      pointer="/tasks"
      name={(n) => t('t.one', { n, type: Array.isArray(tasks) ? typeOf(tasks[n - 1] ?? null) : '' })}
      add={t('t.add')}
      fresh={() => freshTask(type, freshName(tasks, 't'))}
      beside={
        <div className="min-w-52">
          <Select
            label={t('t.kind')}
            value={type}
            onChange={(next) => setType(next)}
            options={taskTypes.map((value) => ({ value, label: t(`t.${value}`) }))}
          />
        </div>
      }
    >
      {(here, entry) => <ValueForm pointer={here} value={entry} fixed={['type', 'id']} />}
    </DraftList>
  );
}

/** Quizzes, each after one of the dialogues. */
export function QuizzesForm() {
  const t = useEditorWords();
  const { content } = useDraftInHand();
  const dialogues = getAt(content, '/dialogues');
  const last = Array.isArray(dialogues) ? getAt(dialogues.at(-1), '/id') : undefined;
  return (
    <DraftList
      pointer="/quizzes"
      name={(n) => t('q.one', { n })}
      add={t('q.add')}
      fresh={() => {
        const id = freshName(getAt(content, '/quizzes'), 'q');
        return { id, after: last ?? '', questions: [freshQuestion(`${id}a`)] };
      }}
    >
      {(here, entry) => <ValueForm pointer={here} value={entry} fixed={['id']} />}
    </DraftList>
  );
}
