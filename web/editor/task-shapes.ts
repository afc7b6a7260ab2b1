import type { TaskType } from '../../wire/tasks.ts';
import type { Json } from './json-pointer.ts';

export const taskTypes: readonly TaskType[] = [
  'listen_repeat',
  'fill_blank',
  'match_pairs',
  'sequence',
  'multiple_choice',
  'dictation',
  'shadowing',
  'minimal_pairs',
];

/** Of a new task: the entries under `key`, each as `entry`, with a note on what its fields are to look like. */
interface TaskShape {
  key: 'items' | 'blanks' | 'pairs';
  entry: { readonly [key: string]: Json };
}

const said: TaskShape = { key: 'items', entry: { text: '', translation: '' } };

export const taskShapes: Readonly<Record<TaskType, TaskShape>> = {
  listen_repeat: said,
  shadowing: said,
  dictation: said,
  fill_blank: { key: 'blanks', entry: { sentence: '___', answer: '', translation: '' } },
  match_pairs: { key: 'pairs', entry: { left: '', right: '' } },
  sequence: { key: 'items', entry: { text: '' } },
  multiple_choice: { key: 'items', entry: { question: '', choices: ['', ''], answer: 0, why: '' } },
  minimal_pairs: { key: 'items', entry: { pair: ['', ''], translations: ['', ''], sound: '' } },
};

export const freshTask = (type: TaskType, id: string): Json => {
  const { key, entry } = taskShapes[type];
  return { id, type, [key]: [entry, entry] };
};

export const freshQuestion = (id: string): Json => ({
  id,
  kind: 'choice',
  question: '',
  choices: ['', '', ''],
  answer: 0,
  why: '',
});
